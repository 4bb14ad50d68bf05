/**
 * Login and phone codes, one-time and five minutes long.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html
 */
import { randomBytes } from 'node:crypto'
import { type Answer, readJson, text } from './call.ts'
import { error, ok } from './errors.ts'
import type { Endpoint, World } from './world.ts'

const codeLifeMs = 5 * 60_000

/** What `wx.login` gives on the phone. */
export function issueLoginCode(world: World, openid: string): string {
  const code = `0${randomBytes(16).toString('hex').slice(0, 31)}`
  world.loginCodes.set(code, { openid, until: world.now() + codeLifeMs, used: false })
  world.visits.set(openid, world.now())
  return code
}

/** What the phone-number button gives on the phone. */
export function issuePhoneCode(world: World, openid: string, phone: string): string {
  const code = randomBytes(32).toString('hex')
  world.phoneCodes.set(code, { openid, phone, until: world.now() + codeLifeMs, used: false })
  return code
}

export const codeToSession: Endpoint = ({ query }, world) => {
  const refusal = checkApp(world, query.get('appid'), query.get('secret'))
  if (refusal) return refusal
  if (query.get('grant_type') !== 'authorization_code') return error(40002)
  const given = query.get('js_code')
  if (!given) return error(41008)
  const code = world.loginCodes.get(given)
  if (!code || code.until <= world.now()) return error(40029)
  if (code.used) return error(40163)
  code.used = true
  // The real endpoint labels its JSON as text/plain; a client that asks the label must be found out here.
  return {
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ session_key: randomBytes(16).toString('base64'), openid: code.openid }),
  }
}

export const phoneNumber: Endpoint = (call, world) => {
  const given = readJson(call)
  if (!given) return error(47001)
  const code = world.phoneCodes.get(text(given.code))
  if (!code?.phone || code.used || code.until <= world.now()) return error(40029)
  const openid = text(given.openid)
  if (openid && openid !== code.openid) return error(40029)
  code.used = true
  return ok({
    phone_info: {
      phoneNumber: code.phone,
      purePhoneNumber: code.phone.replace(/^\+?86(?=1\d{10}$)/, ''),
      countryCode: '86',
      watermark: { timestamp: Math.floor(world.now() / 1000), appid: world.options.appid },
    },
  })
}

export function checkApp(world: World, appid: unknown, secret: unknown): Answer | undefined {
  if (!appid) return error(41002)
  if (!secret) return error(41004)
  if (appid !== world.options.appid) return error(40013)
  return secret === world.options.secret ? undefined : error(40125)
}
