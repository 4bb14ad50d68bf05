import { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import * as entry from '@gonghui/shared/benefits/entries'
import middy from '@middy/core'
import { on, serve } from '../lib/server.ts'
import { claimDrop } from './claim/claim.ts'
import { counted, countRefusal } from './day/refusal-figures.ts'
import * as entries from './lottery/entries.ts'

/** What a crowd taps, alone in its function: the smallest bundle, and its own concurrency on drop day. */
export const handler = middy(
  serve(
    [
      on(contract, counted(claimDrop)),
      on(entry.enterDrop, entries.enterDrop),
      on(entry.withdrawEntry, entries.withdrawEntry),
    ],
    { onTooFast: ({ dropId }) => countRefusal(String(dropId), 'too-many-requests') },
  ),
)
