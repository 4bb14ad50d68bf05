import * as rehearsal from '@gonghui/shared/benefits/rehearsals'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import * as rehearsals from './day/rehearsals.ts'

/** Alone, so that only this function may remove what members hold, and has the time to walk a large drop. */
export const handler = middy(
  serve(
    [
      on(rehearsal.startRehearsal, rehearsals.startRehearsal),
      on(rehearsal.giveRehearsalMembers, rehearsals.giveRehearsalMembers),
      on(rehearsal.closeRehearsal, rehearsals.closeRehearsal),
      on(rehearsal.endRehearsal, rehearsals.endRehearsal),
    ],
    { grantsOf },
  ),
)
