import { log } from './log.ts'
import { setting } from './setting.ts'

/**
 * WeChat's server, as far as the product needs it. Its answers are JSON whatever their content type says, and its
 * refusals are HTTP 200 with an `errcode`.
 */
const TIMEOUT_MS = 3_000

export type WechatAnswer = Readonly<Record<string, unknown>> & { readonly errcode?: number }

/** -1: system busy; 45011: too many calls; 45009: the day's quota is used up. Nothing is wrong with what was sent. */
const BUSY = new Set([-1, 45011, 45009])
/** The access token is unknown, replaced or past its end. */
const TOKEN_DEAD = new Set([40001, 40014, 42001])

/** A call behind the access token that is answered with a picture (`picture`, its bytes), or with a refusal. */
export const askWechatForPicture = (path: string, body: object): Promise<WechatAnswer | 'busy'> =>
  askWechatWithToken(path, body, async (reply) => {
    const bytes = Buffer.from(await reply.arrayBuffer())
    // The content type is not to be relied on here either; no picture begins as JSON does.
    return bytes[0] === 0x7b ? JSON.parse(bytes.toString()) : { picture: bytes }
  })

/** A call behind the access token; a token that has died meanwhile is replaced once. */
export async function askWechatWithToken(
  path: string,
  body: object,
  read = readJson,
): Promise<WechatAnswer | 'busy'> {
  const first = await accessToken()
  if (first === 'busy') return 'busy'
  const answer = await askWechat('POST', path, { access_token: first }, body, read)
  if (answer === 'busy' || !TOKEN_DEAD.has(answer.errcode ?? 0)) return answer
  if (held?.token === first) held = undefined
  const second = await accessToken()
  return second === 'busy' ? 'busy' : askWechat('POST', path, { access_token: second }, body, read)
}

/** Whether WeChat hands out an access token now. @throws where it refuses our name or secret. */
export const wechatAnswers = async (): Promise<boolean> => (await accessToken()) !== 'busy'

/** A token is replaced so long before its end, so that no call is under way when it ends. */
const SPARE_SECONDS = 300

let held: { readonly token: string; readonly untilMs: number } | undefined

/** The stable token: every instance of every function is given the same one, so each may keep it for itself. */
async function accessToken(): Promise<string | 'busy'> {
  if (held && Date.now() < held.untilMs) return held.token
  const path = '/cgi-bin/stable_token'
  const answer = await askWechat(
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
  const { access_token: token, expires_in: seconds } = soundAnswer(path, answer)
  if (typeof token !== 'string') throw new Error('stable_token answered without a token')
  held = { token, untilMs: Date.now() + (Number(seconds) - SPARE_SECONDS) * 1_000 }
  return token
}

const readJson = async (reply: Response): Promise<WechatAnswer> => (await reply.json()) as WechatAnswer

export async function askWechat(
  method: 'GET' | 'POST',
  path: string,
  query: Readonly<Record<string, string>>,
  body?: object,
  read = readJson,
): Promise<WechatAnswer | 'busy'> {
  const url = new URL(path, setting('WECHAT_API_BASE'))
  url.search = new URLSearchParams(query).toString()
  try {
    const reply = await fetch(url, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    if (!reply.ok) return busy(path, `status ${reply.status}`)
    const answer = await read(reply)
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

/** An answer without a refusal. @throws where WeChat refuses what nobody may expect it to. */
export function soundAnswer(path: string, answer: WechatAnswer): WechatAnswer {
  if (answer.errcode) throw new Error(`WeChat answered ${answer.errcode} to ${path}`)
  return answer
}
