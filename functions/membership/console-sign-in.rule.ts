import { type Instant, later, MINUTE_MS, SECOND_MS } from '@gonghui/shared/lib/instant'
import { SIGN_IN_LIFE_SECONDS } from '@gonghui/shared/membership/console-sign-ins'

/** Once confirmed, the browser has so long to fetch its session, and to fetch it again where the reply was lost. */
const FETCH_MS = MINUTE_MS

export interface ConsoleSignIn {
  readonly signInId: string
  readonly codeHash: string
  readonly pollHash: string
  readonly browser: string
  readonly place: string
  readonly askedAt: Instant
  readonly state: 'waiting' | 'scanned' | 'confirmed' | 'refused' | 'cancelled'
  /** Whose phone it is, once scanned: a person's id, and the masked name that the browser shows. */
  readonly by?: string
  readonly byName?: string
  readonly confirmedAt?: Instant
  /** The session that came of it, once fetched. */
  readonly sessionId?: string
}

export const untilOf = ({ askedAt }: Pick<ConsoleSignIn, 'askedAt'>): Instant =>
  later(askedAt, SIGN_IN_LIFE_SECONDS * SECOND_MS)

export type Verdict = 'go-on' | 'again' | 'sign-in-over' | 'sign-in-expired'

/**
 * What a phone's word comes to. Of several phones the first word counts; the same phone may say the same again.
 * Nothing is confirmed any more after three minutes, but who said no may say it again.
 */
export function judgePhone(
  { state, by, ...signIn }: ConsoleSignIn,
  personId: string,
  word: 'view' | 'confirm' | 'refuse',
  now: Instant,
): Verdict {
  const said = { view: undefined, confirm: 'confirmed', refuse: 'refused' }[word]
  if (state === said && by === personId) return 'again'
  if (state !== 'waiting' && state !== 'scanned') return 'sign-in-over'
  return now < untilOf(signIn) ? 'go-on' : 'sign-in-expired'
}

/** How the browser finds it: what it is told, or that it may fetch its session. */
export function judgeBrowser(
  { state, confirmedAt, ...signIn }: ConsoleSignIn,
  now: Instant,
): 'fetch' | 'over' | 'expired' | 'waiting' | 'scanned' | 'refused' | 'cancelled' {
  if (state === 'confirmed') return confirmedAt && now < later(confirmedAt, FETCH_MS) ? 'fetch' : 'over'
  if (state === 'refused' || state === 'cancelled') return state
  return now < untilOf(signIn) ? state : 'expired'
}

const BROWSERS = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, '安卓'],
  [/HarmonyOS/, '鸿蒙'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

/** `Chrome · Windows`, as far as the browser says so itself. */
export function browserOf(agent: string): string {
  const first = (kinds: readonly (readonly [RegExp, string])[]) =>
    kinds.find(([sign]) => sign.test(agent))?.[1]
  return [first(BROWSERS) ?? '未知浏览器', first(SYSTEMS)].filter(Boolean).join(' · ')
}

/** Enough of an address to know the own office by, and no more. */
export function placeOf(address: string): string {
  if (/^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/.test(address)) return '内网'
  const v4 = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(address)
  if (v4) return `IP ${v4[1]}.${v4[2]}.*.*`
  const groups = address.split(':')
  return groups.length > 2 ? `IP ${groups.slice(0, 2).join(':')}:*` : '未知地点'
}
