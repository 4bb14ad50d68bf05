import type { claimDrop } from '@gonghui/shared/benefits/claim'
import type { NotDrawnOutcome } from '@gonghui/shared/benefits/opening'
import type { Voucher } from '@gonghui/shared/benefits/vouchers'
import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
// By its whole name: a rehearsal runs this very flow in Node.
import { pauseMs } from '../lib/until-known.ts'

/** What a tap on 立即抢 leads to. While nobody knows it is `waiting`, never lost. */
export type ClaimState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'waiting'; readonly tried: number; readonly offline: boolean }
  /** Of a simultaneous opening: in, and waiting for the draw; and how it went with who was not drawn. */
  | { readonly kind: 'entered'; readonly enteredAt: string; readonly drawsAt: string }
  | { readonly kind: 'not-drawn'; readonly outcome: NotDrawnOutcome }
  | { readonly kind: 'granted'; readonly voucher: Voucher; readonly serverTime: string }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }

/** A tap without an answer yet: which of the member's vouchers it asked for. */
export interface Pending {
  readonly j: number
  /** It was a tap of a simultaneous opening. */
  readonly opening?: true
}

/** Everything the flow touches, so that a test can hold it. */
export interface ClaimMeans {
  /** Kept on the phone, so that a claim outlives a crash of the app. */
  readonly pending: { read(): Pending | undefined; write(pending: Pending): void; clear(): void }
  send(body: { j: number; retry?: true }): Promise<Outcome<typeof claimDrop>>
  wait(ms: number): Promise<void>
  tell(state: ClaimState): void
  /** The page was left: the pending claim stays and is taken up when it opens again. */
  left(): boolean
}

/** Refusals that came before anybody looked at the claim: it stays pending. */
export const AT_THE_DOOR = new Set(['token-missing', 'token-invalid', 'token-expired'])

/** A phone knows the server's time to within half of a round trip, so a thumb that waited may be this much too early. */
const EARLY_MS = 3_000

/** How long it is to the opening where a tap came only so early: that is waited for, and no reason to refuse anybody. */
export function earlyMs(ended: Outcome<Contract>): number | undefined {
  if (ended.kind !== 'refused' || ended.problem.code !== 'drop-not-open') return undefined
  const { facts, serverTime } = ended.problem
  const ms = Date.parse(String(facts?.opensAt)) - Date.parse(serverTime)
  return ms > 0 && ms <= EARLY_MS ? ms : undefined
}

/**
 * Asks until there is an answer. The pending claim is stored before the first request leaves, and every request
 * after one that may have done something says `retry`, so that the server looks that up before it refuses.
 */
export async function runClaim(means: ClaimMeans, j: number): Promise<void> {
  const before = means.pending.read()
  const asked = before ?? { j }
  if (!before) means.pending.write(asked)
  means.tell({ kind: 'asking' })
  let again = before !== undefined
  for (let tried = 1; !means.left(); tried += 1) {
    const ended = await means.send({ j: asked.j, ...(again && { retry: true as const }) })
    if (ended.kind === 'answer') {
      means.pending.clear()
      return means.tell({ kind: 'granted', voucher: ended.body.voucher, serverTime: ended.body.serverTime })
    }
    const early = earlyMs(ended)
    if (early !== undefined) {
      await means.wait(early)
      continue
    }
    if (ended.kind === 'refused') {
      if (!AT_THE_DOOR.has(ended.problem.code)) means.pending.clear()
      return means.tell({ kind: 'refused', problem: ended.problem })
    }
    again = true
    means.tell({ kind: 'waiting', tried, offline: ended.kind === 'unreachable' })
    await means.wait(pauseMs(ended, tried))
  }
}
