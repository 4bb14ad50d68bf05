/** The synthetic members: each arrives by chance within the time given, and taps as the mini-program does. */
import { claimDrop } from '@gonghui/shared/benefits/claim'
import { outcome } from '@gonghui/shared/lib/client'
import { type ClaimState, type Pending, runClaim } from '../../miniprogram/src/benefits/claim-flow.ts'
import type { Wire } from './wire.ts'

/** One request and its answer; milliseconds count from the moment the crowd was let loose. */
export interface Attempt {
  readonly sentMs: number
  readonly tookMs: number
  /** 0: nothing came back. */
  readonly status: number
  readonly code?: string
}

/** What became of one member. */
export interface Story {
  readonly memberId: string
  readonly orgPath: string
  /** When the thumb came down, and when the request left; later, where this machine could not keep up. */
  readonly tappedMs: number
  readonly leftMs: number
  /** When the answer was there; absent for who waited in vain. */
  readonly knownMs?: number
  readonly voucherId?: string
  readonly refused?: string
}

export interface Crowd {
  readonly stories: readonly Story[]
  readonly attempts: readonly Attempt[]
  /** When the last member had an answer, or gave up. */
  readonly endedMs: number
}

/** Who has no answer so long after the last arrival puts the phone away. */
const GIVE_UP_MS = 90_000

/** Independent arrivals of so many within a time, in order: a Poisson process of which the count is known. */
export const arrivals = (count: number, overMs: number, chance: () => number = Math.random): number[] =>
  Array.from({ length: count }, () => chance() * overMs).sort((a, b) => a - b)

/** Lets everybody loose; answers when the last one knows. */
export async function letLoose(
  wire: Wire,
  {
    dropId,
    tokens,
    overMs,
  }: { readonly dropId: string; readonly tokens: readonly string[]; readonly overMs: number },
  tellProgress: (known: number, seconds: number) => void,
): Promise<Crowd> {
  const attempts: Attempt[] = []
  const startMs = performance.now()
  const untilMs = startMs + overMs + GIVE_UP_MS
  let known = 0
  const ticker = setInterval(
    () => tellProgress(known, Math.round((performance.now() - startMs) / 1_000)),
    1_000,
  )
  const moments = arrivals(tokens.length, overMs)
  const stories = await Promise.all(
    tokens.map(async (token, i) => {
      const tappedMs = moments[i] ?? 0
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, startMs + tappedMs - performance.now())))
      const story = await tap(wire, { dropId, token, tappedMs, startMs, untilMs }, attempts)
      known++
      return story
    }),
  )
  clearInterval(ticker)
  return { stories, attempts, endedMs: performance.now() - startMs }
}

const claimsIn = (token: string): { mem: string; org: string } =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))

async function tap(
  wire: Wire,
  {
    dropId,
    token,
    tappedMs,
    startMs,
    untilMs,
  }: { dropId: string; token: string; tappedMs: number; startMs: number; untilMs: number },
  attempts: Attempt[],
): Promise<Story> {
  let pending: Pending | undefined
  let leftMs: number | undefined
  let last: ClaimState = { kind: 'idle' }
  await runClaim(
    {
      pending: {
        read: () => pending,
        write: (asked) => {
          pending = asked
        },
        clear: () => {
          pending = undefined
        },
      },
      send: async (body) => {
        const { came, sentMs, endedMs } = await wire(claimDrop, { params: { dropId }, body }, { token })
        leftMs ??= sentMs - startMs
        const ended = outcome(claimDrop, came)
        attempts.push({
          sentMs: sentMs - startMs,
          tookMs: endedMs - sentMs,
          status: came === 'unreachable' ? 0 : came.status,
          ...(ended.kind === 'refused' ? { code: ended.problem.code } : {}),
        })
        return ended
      },
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      tell: (state) => {
        last = state
      },
      left: () => performance.now() > untilMs,
    },
    1,
  )
  const { mem: memberId, org: orgPath } = claimsIn(token)
  const story = { memberId, orgPath, tappedMs, leftMs: leftMs ?? tappedMs }
  const knownMs = performance.now() - startMs
  const told = last as ClaimState
  if (told.kind === 'granted') return { ...story, knownMs, voucherId: told.voucher.voucherId }
  return told.kind === 'refused' ? { ...story, knownMs, refused: told.problem.code } : story
}
