import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'

export const waitMs = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/**
 * Repeats a deed that is safe to repeat while nobody knows how it ended. Gives up after `tries`, still unknown.
 */
export async function untilKnown<C extends Contract>(
  ask: () => Promise<Outcome<C>>,
  {
    tries = 4,
    wait = waitMs,
  }: { readonly tries?: number; readonly wait?: (ms: number) => Promise<void> } = {},
): Promise<Outcome<C>> {
  let ended = await ask()
  for (let tried = 1; tried < tries && !isKnown(ended); tried += 1) {
    await wait(pauseMs(ended, tried))
    ended = await ask()
  }
  return ended
}

const isKnown = ({ kind }: Outcome<Contract>): boolean => kind === 'answer' || kind === 'refused'

const FIRST_MS = 1_000
const LONGEST_MS = 8_000
/** A gateway may name any time at all; nobody stands before a button for longer than this. */
const LONGEST_ASKED_MS = 30_000

/**
 * 1, 2, 4, 8 s, or longer where the server asked for it (`Retry-After`); plus up to half of it by chance, so that a
 * crowd that was turned away together does not come back as one.
 */
export function pauseMs(ended: Outcome<Contract>, tried: number, chance = Math.random()): number {
  const growing = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tried - 1))
  const asked = ended.kind === 'unknown' ? Math.min(LONGEST_ASKED_MS, ended.retryAfterMs) : 0
  return Math.round(Math.max(asked, growing) * (1 + chance / 2))
}

/** A refusal in one line: what refused, and what to do next. */
export const refusalWords = ({ title, next }: Pick<ProblemDocument, 'title' | 'next'>): string =>
  `${title}，${next}`

/** What to say of a deed that did not come to its answer; `next`: what to do where nobody knows how it went. */
export function saidOf(ended: Outcome<Contract>, next = '再试一次就好'): string {
  if (ended.kind === 'refused') return refusalWords(ended.problem)
  const why = ended.kind === 'unknown' ? (ended.problem?.title ?? '现在人多') : '网络没有连上'
  return `${why}，${next}`
}
