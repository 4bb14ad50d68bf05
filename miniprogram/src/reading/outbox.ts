import type { Outcome } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'

/** What the phone keeps until the server has answered for each, check-ins or notes: a train has tunnels. */
export interface Box<T, C extends Contract> {
  readonly read: () => readonly T[]
  readonly write: (kept: readonly T[]) => void
  readonly send: (one: T) => Promise<Outcome<C>>
  /** What the server knows it by: the same however often it is sent. */
  readonly idOf: (one: T) => string
}

export interface Emptied<T, C extends Contract> {
  /** What the last that was taken was answered with. */
  readonly last?: AnswerOf<C>['body']
  readonly taken: readonly T[]
  readonly refused: readonly { readonly one: T; readonly problem: ProblemDocument }[]
  /** How many are still kept, the network being away. */
  readonly left: number
}

/** Puts one in: written down before anything is sent, so that no crash loses it. */
export const put = <T, C extends Contract>(box: Box<T, C>, one: T): void => box.write([...box.read(), one])

/**
 * Sends what is kept, the oldest first. What was taken or refused for a reason leaves the box; the first that nobody
 * answers for stays with all behind it. Sending one twice counts once.
 */
export async function empty<T, C extends Contract>(box: Box<T, C>): Promise<Emptied<T, C>> {
  const taken: T[] = []
  const refused: { one: T; problem: ProblemDocument }[] = []
  let last: AnswerOf<C>['body'] | undefined
  for (let [one] = box.read(); one; [one] = box.read()) {
    const id = box.idOf(one)
    const ended = await box.send(one)
    if (ended.kind === 'unknown' || ended.kind === 'unreachable') break
    // Signed out: nobody has looked at it, so it is kept.
    if (ended.kind === 'refused' && ended.problem.status === 401) break
    if (ended.kind === 'answer') {
      last = ended.body
      taken.push(one)
    } else refused.push({ one, problem: ended.problem })
    box.write(box.read().filter((kept) => box.idOf(kept) !== id))
  }
  return { ...(last ? { last } : {}), taken, refused, left: box.read().length }
}
