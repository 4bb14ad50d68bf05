import * as posterContracts from '@gonghui/shared/membership/posters'
import * as contracts from '@gonghui/shared/membership/roster'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import * as posters from './posters.ts'
import * as roster from './roster.ts'

/** What a cadre makes ready for people to join by: the codes' pictures, posters, the roster. Apart from what the joining themselves use. */
export const handler = middy(
  serve(
    [
      on(posterContracts.getJoinCodeImage, posters.getJoinCodeImage),
      on(posterContracts.drawPoster, posters.drawPoster),
      on(posterContracts.getPoster, posters.getPoster),
      on(contracts.uploadRoster, roster.uploadRoster),
      on(contracts.importRoster, roster.importRoster),
      on(contracts.getRosterImport, roster.getRosterImport),
      on(contracts.listRoster, roster.listRoster),
      on(contracts.findOnRoster, roster.findOnRoster),
      on(contracts.removeFromRoster, roster.removeFromRoster),
    ],
    { grantsOf },
  ),
)
