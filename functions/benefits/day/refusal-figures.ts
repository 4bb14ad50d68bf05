import type { claimDrop as contract } from '@gonghui/shared/benefits/claim'
import { type Handler, isRefusal } from '../../lib/server.ts'
import { approximateCounts } from './approximate-counts.ts'
import { addRefusals } from './refusal-figures.store.ts'

/** Refusals by reason; no claim waits long or fails for them. */
export const { count: countRefusal, tell: tellRefusals } = approximateCounts('refusals', addRefusals)

/** The claim, its refusals counted. A drop that is not there is not counted: anybody can make up its name. */
export const counted =
  (claim: Handler<typeof contract>): Handler<typeof contract> =>
  async (request) => {
    const [answer] = await Promise.all([claim(request), tellRefusals(request.now)])
    if (isRefusal(answer) && answer.refused !== 'drop-unknown')
      countRefusal(request.params.dropId, answer.refused)
    return answer
  }
