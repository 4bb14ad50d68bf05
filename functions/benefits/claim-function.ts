import { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import middy from '@middy/core'
import { on, serve } from '../lib/server.ts'
import { claimDrop } from './claim.ts'
import { counted, countRefusal } from './refusal-figures.ts'

/** Alone in its function: the smallest bundle, and its own concurrency on drop day. */
export const handler = middy(
  serve([on(contract, counted(claimDrop))], {
    onTooFast: ({ dropId }) => countRefusal(String(dropId), 'too-many-requests'),
  }),
)
