import { DAY_MS } from '@gonghui/shared/lib/instant'
import { serverNowMs } from './server-clock'
import { storage } from './storage'

/** The benefit that somebody was looking at when they set out to join; it is kept over the sign-in page. */
export interface ReturnTo {
  readonly url: string
  readonly title: string
}

interface Kept extends ReturnTo {
  readonly atMs: number
}

const STORED = 'return-to'
/** A cadre has a working day to admit somebody, and there are weekends; after that one has other things in mind. */
const LASTS_MS = 4 * DAY_MS

export const rememberReturn = ({ url, title }: ReturnTo) =>
  storage.write(STORED, { url, title, atMs: serverNowMs() } satisfies Kept)

export function returnTo(): ReturnTo | undefined {
  const kept = storage.read<Kept>(STORED)
  return kept && serverNowMs() - kept.atMs < LASTS_MS ? kept : undefined
}

export const forgetReturn = () => storage.remove(STORED)

/** A member stands where they wanted to return to. */
export function arriveAt(url: string): void {
  if (returnTo()?.url === url) forgetReturn()
}
