import * as deviceContracts from '@gonghui/shared/membership/devices'
import * as myDataContracts from '@gonghui/shared/membership/my-data'
import * as privacyContracts from '@gonghui/shared/membership/privacy'
import middy from '@middy/core'
import { on, serve } from '../lib/server.ts'
import { endDevice, endDevices, listDevices } from './devices.ts'
import * as myData from './my-data.ts'
import { answerPrivacy, getPrivacy, listLooks } from './privacy.ts'

/** What somebody may ask about themselves: apart from the function that takes applications, with a role of its own. */
export const handler = middy(
  serve([
    on(deviceContracts.listDevices, listDevices),
    on(deviceContracts.endDevice, endDevice),
    on(deviceContracts.endDevices, endDevices),
    on(privacyContracts.getPrivacy, getPrivacy),
    on(privacyContracts.answerPrivacy, answerPrivacy),
    on(privacyContracts.listLooks, listLooks),
    on(myDataContracts.startExport, myData.startExport),
    on(myDataContracts.getExport, myData.getExport),
    on(myDataContracts.getErasure, myData.getErasure),
    on(myDataContracts.askErasure, myData.askErasure),
    on(myDataContracts.undoErasure, myData.undoErasure),
  ]),
)
