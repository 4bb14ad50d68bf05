/** What the fake server knows: all in memory, as old as the process. Openids stay valid, they are only names. */
import type { Answer, Call } from './call.ts'

export type WechatOptions = {
  port?: number
  host?: string
  appid: string
  secret: string
  /** Signs what is pushed to the product (`signature` of the callback). */
  callbackToken: string
  sms: { secretId: string; secretKey: string; appId: string; sign: string; template: string }
  /** The demo people, an array of `Person`; may be missing. */
  peopleFile?: string
  /** The published pages; nothing where they are not known. */
  miniprogramPages?: () => string[] | undefined
  now?: () => number
  log?: (line: string) => void
}

export type Person = {
  openid: string
  name: string
  role: string
  /** The role in words, where the code alone says too little. */
  title?: string
  org: string
  phone?: string
}
export type OneTimeCode = { openid: string; phone?: string; until: number; used: boolean }
export type RecordedCall = { at: string; method: string; path: string; status: number; errcode?: number }
export type SentMessage = {
  at: string
  openid: string
  templateId: string
  page?: string
  fields: Record<string, string>
}
export type SentSms = { at: string; phone: string; templateId: string; params: string[]; text: string }
export type Verdict = { contains: string; suggest: 'pass' | 'review' | 'risky'; label: number }

/** The next `times` calls of `path` fail so. `when: 'after'`: the call is carried out and its answer lost or late. */
export type Fault = {
  path: string
  times: number
  when: 'before' | 'after'
  delayMs?: number
  /** Closes the connection without an answer. */
  drop?: boolean
  status?: number
  errcode?: number
  /** Of an SMS: the error code of the whole reply, or of one number (`perNumber`). */
  code?: string
  perNumber?: boolean
}

export type World = {
  options: WechatOptions
  now(): number
  /** Lets time pass for codes, tokens and visits. */
  advance(ms: number): void
  startedAt: number
  loginCodes: Map<string, OneTimeCode>
  phoneCodes: Map<string, OneTimeCode>
  /** When an openid last opened the mini-program, as far as this process saw. */
  visits: Map<string, number>
  tokens: Map<string, { until: number }>
  currentToken?: { token: string; until: number; forcedAt?: number }
  verdicts: Verdict[]
  /** `${openid} ${templateId}` → how many messages the person has agreed to. */
  subscriptions: Map<string, number>
  messages: SentMessage[]
  sms: SentSms[]
  calls: RecordedCall[]
  counts: Map<string, number>
  faults: Fault[]
  /** Where events are pushed to; set by the developer in WeChat's console, here by a control. */
  callback?: { url: string; token: string }
  /** The product's own address, shown on the pages. */
  productUrl?: string
}

export type Endpoint = (call: Call, world: World) => Answer | Promise<Answer>

export function makeWorld(options: WechatOptions): World {
  const clock = options.now ?? Date.now
  let ahead = 0
  return {
    options,
    now: () => clock() + ahead,
    advance: (ms) => {
      ahead += ms
    },
    startedAt: clock(),
    loginCodes: new Map(),
    phoneCodes: new Map(),
    visits: new Map(),
    tokens: new Map(),
    // The words a developer types to see each verdict.
    verdicts: [
      { contains: '违规', suggest: 'risky', label: 20001 },
      { contains: '待审', suggest: 'review', label: 20006 },
    ],
    subscriptions: new Map(),
    messages: [],
    sms: [],
    calls: [],
    counts: new Map(),
    faults: [],
  }
}

export const isoNow = (world: World): string => new Date(world.now()).toISOString()
export const isOpenid = (openid: string): boolean => /^[\w-]{4,64}$/.test(openid)
