import type { joinOpening } from '@gonghui/shared/benefits/opening'
import type { Outcome } from '@gonghui/shared/lib/client'
import { pauseMs } from '../lib/until-known'
import { AT_THE_DOOR, type ClaimMeans, earlyMs } from './claim-flow'

/** Everything the flow touches, so that a test can hold it. */
export interface OpeningMeans extends Pick<ClaimMeans, 'pending' | 'wait' | 'tell' | 'left'> {
  join(): Promise<Outcome<typeof joinOpening>>
  /** How long it is until an instant, by the server's clock; a crowd's members do not all wait equally long. */
  waitMsTo(drawsAt: string): number
}

/**
 * A tap of a simultaneous opening: in, and then asked again until the draw has an answer. The pending tap is stored before
 * the first request leaves, so who closes the app is told when it opens again. `over`: there is no entry, and what is left
 * after the draw goes to who comes first.
 */
export async function runOpening(means: OpeningMeans): Promise<'ended' | 'over'> {
  const before = means.pending.read()
  if (!before) means.pending.write({ j: 1, opening: true })
  means.tell({ kind: 'asking' })
  let isIn = false
  for (let tried = 1; !means.left(); tried += 1) {
    const ended = await means.join()
    if (ended.kind === 'answer' && ended.body.step === 'entered') {
      const { enteredAt, drawsAt } = ended.body
      isIn = true
      tried = 0
      means.tell({ kind: 'entered', enteredAt, drawsAt })
      await means.wait(means.waitMsTo(drawsAt))
      continue
    }
    if (ended.kind === 'answer') {
      means.pending.clear()
      const { body } = ended
      if (body.step === 'won')
        means.tell({ kind: 'granted', voucher: body.voucher, serverTime: body.serverTime })
      if (body.step === 'not-drawn') means.tell({ kind: 'not-drawn', outcome: body.outcome })
      return 'ended'
    }
    const early = earlyMs(ended)
    if (early !== undefined) {
      await means.wait(early)
      continue
    }
    // While it is paused the entry stands, and the draw comes after.
    if (ended.kind === 'refused' && !(isIn && ended.problem.code === 'drop-paused')) {
      const { problem } = ended
      if (!AT_THE_DOOR.has(problem.code)) means.pending.clear()
      if (problem.code === 'opening-over') return 'over'
      means.tell({ kind: 'refused', problem })
      return 'ended'
    }
    if (!isIn) means.tell({ kind: 'waiting', tried, offline: ended.kind === 'unreachable' })
    await means.wait(pauseMs(ended, tried))
  }
  return 'ended'
}
