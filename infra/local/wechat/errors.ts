/**
 * WeChat's errors, in its own words: HTTP 200 with `errcode` and `errmsg`, `rid` for asking its support.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html
 */
import { randomBytes } from 'node:crypto'
import { type Answer, json } from './call.ts'

const phrases: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40169: 'invalid length for scene, or the data is not json string',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  44002: 'empty post data',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
  48001: 'api unauthorized',
  61010: 'code is expired',
}

export function error(errcode: number, detail?: string): Answer {
  const rid = [8, 8, 8].map((length) => randomBytes(length / 2).toString('hex')).join('-')
  const phrase = [phrases[errcode] ?? 'error', detail].filter(Boolean).join(' ')
  return json({ errcode, errmsg: `${phrase}, rid: ${rid}` })
}

export const ok = (fields: Record<string, unknown> = {}): Answer =>
  json({ errcode: 0, errmsg: 'ok', ...fields })
