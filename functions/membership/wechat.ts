import { phone as phoneSchema } from '@gonghui/shared/membership/phone'
import * as z from 'zod/mini'
import { type Refusal, refuse } from '../lib/server.ts'
import { setting } from '../lib/setting.ts'
import { askWechat, askWechatWithToken, soundAnswer } from '../lib/wechat.ts'

/** 40029: no such code; 40163: the code was used; 40226: WeChat keeps this user from logging in. */
const CODE_INVALID = new Set([40029, 40163, 40226])

/** Who logged in, from a `wx.login` code. The session key that comes with the answer stays in this function. */
export async function openidOf(
  loginCode: string,
): Promise<{ openid: string } | Refusal<'login-code-invalid' | 'wechat-busy'>> {
  const answer = await askWechat('GET', '/sns/jscode2session', {
    appid: setting('WECHAT_APPID'),
    secret: setting('WECHAT_SECRET'),
    js_code: loginCode,
    grant_type: 'authorization_code',
  })
  if (answer === 'busy') return refuse('wechat-busy')
  if (CODE_INVALID.has(answer.errcode ?? 0)) return refuse('login-code-invalid')
  const { openid } = soundAnswer('/sns/jscode2session', answer)
  if (typeof openid !== 'string') throw new Error('jscode2session answered without an openid')
  return { openid }
}

/** The number behind a phone-number button's code. A foreign number is none that a member can have. */
export async function phoneOf(
  phoneCode: string,
): Promise<{ phone: string } | Refusal<'phone-code-invalid' | 'wechat-busy'>> {
  const path = '/wxa/business/getuserphonenumber'
  const answer = await askWechatWithToken(path, { code: phoneCode })
  if (answer === 'busy') return refuse('wechat-busy')
  if (CODE_INVALID.has(answer.errcode ?? 0)) return refuse('phone-code-invalid')
  const told = soundAnswer(path, answer).phone_info as
    | { purePhoneNumber?: string; countryCode?: string }
    | undefined
  const parsed = z.safeParse(phoneSchema, told?.purePhoneNumber)
  if (told?.countryCode !== '86' || !parsed.success) return refuse('phone-code-invalid')
  return { phone: parsed.data }
}
