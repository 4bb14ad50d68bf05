/** For the test of the roles: WeChat tells the end of a picture's check. */
import { createHash } from 'node:crypto'
import { wechatApp } from '../local/environment.ts'
import { invoke } from './test-product.ts'

export async function verdictOn(traceId: string): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const signed = [wechatApp.callbackToken, timestamp, 'nonce'].sort().join('')
  const answer = await invoke('wechat', {
    routeKey: 'POST /v1/wechat/events',
    queryStringParameters: {
      timestamp,
      nonce: 'nonce',
      signature: createHash('sha1').update(signed).digest('hex'),
    },
    body: JSON.stringify({
      Event: 'wxa_media_check',
      appid: wechatApp.appid,
      trace_id: traceId,
      errcode: 0,
      result: { suggest: 'pass', label: 100 },
    }),
    isBase64Encoded: false,
  })
  if ((answer as { body?: string }).body !== 'success') throw new Error('the push was not taken')
}
