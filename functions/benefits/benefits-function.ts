import { countAudience } from '@gonghui/shared/benefits/audience'
import * as code from '@gonghui/shared/benefits/codes'
import * as count from '@gonghui/shared/benefits/counts'
import * as draw from '@gonghui/shared/benefits/draws'
import * as drop from '@gonghui/shared/benefits/drops'
import * as launch from '@gonghui/shared/benefits/launch'
import * as outlet from '@gonghui/shared/benefits/outlets'
import * as reminderContracts from '@gonghui/shared/benefits/reminders'
import * as back from '@gonghui/shared/benefits/returns'
import { changeStock } from '@gonghui/shared/benefits/stock'
import * as voucher from '@gonghui/shared/benefits/vouchers'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import { getOrgCounts } from './claim/claim-counts.ts'
import * as stockChange from './claim/stock-change.ts'
import * as waiting from './claim/waiting.ts'
import * as codes from './codes/codes.ts'
import { getLive } from './day/live.ts'
import * as audience from './drop/audience-count.ts'
import { listManagedDrops } from './drop/drop-list.ts'
import * as drops from './drop/drops.ts'
import * as steps from './drop/launch.ts'
import { askReminder, dropReminder } from './drop/reminders.ts'
import * as counts from './figures/counts.ts'
import * as draws from './lottery/draws.ts'
import { openingsCounted } from './lottery/opening-figures.ts'
import * as outlets from './redemption/outlets.ts'
import * as returns from './redemption/returns.ts'
import * as vouchers from './redemption/vouchers.ts'

export const handler = middy(
  serve(
    [
      on(drop.listDrops, drops.listDrops),
      on(drop.getDrop, openingsCounted(drops.getDrop)),
      on(drop.createDrop, drops.createDrop),
      on(drop.editDrop, drops.editDrop),
      on(drop.listManagedDrops, listManagedDrops),
      on(drop.getManagedDrop, drops.getManagedDrop),
      on(countAudience, audience.countAudience),
      on(code.uploadCodes, codes.uploadCodes),
      on(code.importCodes, codes.importCodes),
      on(code.getJob, codes.getJob),
      on(launch.scheduleDrop, steps.scheduleDrop),
      on(launch.pauseDrop, steps.pauseDrop),
      on(launch.resumeDrop, steps.resumeDrop),
      on(changeStock, stockChange.changeStock),
      on(launch.closeDrop, steps.closeDrop),
      on(draw.getDrawFile, draws.getDrawFile),
      on(draw.getDrawDesk, draws.getDrawDesk),
      on(draw.typeDrawNumber, draws.typeDrawNumber),
      on(count.getCounts, counts.getCounts),
      on(count.getOrgCounts, getOrgCounts),
      on(count.getLive, getLive),
      on(outlet.listOutlets, outlets.listOutlets),
      on(outlet.createOutlet, outlets.createOutlet),
      on(outlet.editOutlet, outlets.editOutlet),
      on(outlet.closeOutlet, outlets.closeOutlet),
      on(outlet.reopenOutlet, outlets.reopenOutlet),
      on(back.returnVoucher, returns.returnVoucher),
      on(back.acceptOffer, returns.acceptOffer),
      on(back.declineOffer, returns.declineOffer),
      on(reminderContracts.askReminder, askReminder),
      on(reminderContracts.dropReminder, dropReminder),
      on(back.joinWaiting, waiting.joinWaiting),
      on(back.leaveWaiting, waiting.leaveWaiting),
      on(voucher.listVouchers, vouchers.listVouchers),
      on(voucher.getVoucher, vouchers.getVoucher),
      on(voucher.getPass, vouchers.getPass),
      on(voucher.uncoverVoucher, vouchers.uncoverVoucher),
    ],
    { grantsOf },
  ),
)
