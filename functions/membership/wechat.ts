import { phone as phoneSchema } from '@gonghui/shared/membership/phone'
import * as z from 'zod/mini'
import { log } from '../lib/log.ts'
import { type Refusal, refuse } from '../lib/server.ts'
import { setting } from '../lib/setting.ts'

/**
 * WeChat's server, as far as membership needs it. Its answers are JSON whatever their content type says, and its
 * refusals are HTTP 200 with an `errcode`.
 */
const TIMEOUT_MS = 3_000

type Answer = Readonly<Record<string, unknown>> & { readonly errcode?: number }

/** -1: system busy; 45011: too many calls; 45009: the day's quota is used up. Nothing is wrong with what was sent. */
const BUSY = new Set([-1, 45011, 45009])
/** 40029: no such code; 40163: the code was used; 40226: WeChat keeps this user from logging in. */
const CODE_INVALID = new Set([40029, 40163, 40226])
/** The access token is unknown, replaced or past its end. */
const TOKEN_DEAD = new Set([40001, 40014, 42001])

/** Who logged in, from a `wx.login` code. The session key that comes with the answer stays in this function. */
export async function openidOf(
  loginCode: string,
): Promise<{ openid: string } | Refusal<'login-code-invalid' | 'wechat-busy'>> {
  const answer = await ask('GET', '/sns/jscode2session', {
    appid: setting('WECHAT_APPID'),
    secret: setting('WECHAT_SECRET'),
    js_code: loginCode,
    grant_type: 'authorization_code',
  })
  if (answer === 'busy') return refuse('wechat-busy')
  if (CODE_INVALID.has(answer.errcode ?? 0)) return refuse('login-code-invalid')
  const { openid } = sound('/sns/jscode2session', answer)
  if (typeof openid !== 'string') throw new Error('jscode2session answered without an openid')
  return { openid }
}

/** The number behind a phone-number button's code. A foreign number is none that a member can have. */
export async function phoneOf(
  phoneCode: string,
): Promise<{ phone: string } | Refusal<'phone-code-invalid' | 'wechat-busy'>> {
  const path = '/wxa/business/getuserphonenumber'
  const answer = await askWithToken(path, { code: phoneCode })
  if (answer === 'busy') return refuse('wechat-busy')
  if (CODE_INVALID.has(answer.errcode ?? 0)) return refuse('phone-code-invalid')
  const told = sound(path, answer).phone_info as
    | { purePhoneNumber?: string; countryCode?: string }
    | undefined
  const parsed = z.safeParse(phoneSchema, told?.purePhoneNumber)
  if (told?.countryCode !== '86' || !parsed.success) return refuse('phone-code-invalid')
  return { phone: parsed.data }
}

async function askWithToken(path: string, body: object): Promise<Answer | 'busy'> {
  const first = await accessToken()
  if (first === 'busy') return 'busy'
  const answer = await ask('POST', path, { access_token: first }, body)
  if (answer === 'busy' || !TOKEN_DEAD.has(answer.errcode ?? 0)) return answer
  if (held?.token === first) held = undefined
  const second = await accessToken()
  return second === 'busy' ? 'busy' : ask('POST', path, { access_token: second }, body)
}

/** A token is replaced so long before its end, so that no call is under way when it ends. */
const SPARE_SECONDS = 300

let held: { readonly token: string; readonly untilMs: number } | undefined

/** The stable token: every instance of every function is given the same one, so each may keep it for itself. */
async function accessToken(): Promise<string | 'busy'> {
  if (held && Date.now() < held.untilMs) return held.token
  const path = '/cgi-bin/stable_token'
  const answer = await ask(
    'POST',
    path,
    {},
    {
      grant_type: 'client_credential',
      appid: setting('WECHAT_APPID'),
      secret: setting('WECHAT_SECRET'),
    },
  )
  if (answer === 'busy') return 'busy'
  const { access_token: token, expires_in: seconds } = sound(path, answer)
  if (typeof token !== 'string') throw new Error('stable_token answered without a token')
  held = { token, untilMs: Date.now() + (Number(seconds) - SPARE_SECONDS) * 1_000 }
  return token
}

async function ask(
  method: 'GET' | 'POST',
  path: string,
  query: Readonly<Record<string, string>>,
  body?: object,
): Promise<Answer | 'busy'> {
  const url = new URL(path, setting('WECHAT_API_BASE'))
  url.search = new URLSearchParams(query).toString()
  try {
    const reply = await fetch(url, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (!reply.ok) return busy(path, `status ${reply.status}`)
    const answer = (await reply.json()) as Answer
    return BUSY.has(answer.errcode ?? 0) ? busy(path, `errcode ${answer.errcode}`) : answer
  } catch (error) {
    // The error's own words may hold the address, and the address holds the secret.
    return busy(path, error instanceof Error ? error.name : 'unknown')
  }
}

function busy(path: string, why: string): 'busy' {
  log.warn('wechat', { path, why })
  return 'busy'
}

function sound(path: string, answer: Answer): Answer {
  if (answer.errcode) throw new Error(`WeChat answered ${answer.errcode} to ${path}`)
  return answer
}
