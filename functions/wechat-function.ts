import { type Instant, instantOf } from '@gonghui/shared/lib/instant'
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { isSigned, pictureVerdictFrom } from './lib/content-check.rule.ts'
import { keepPictureVerdict } from './lib/content-check.ts'
import { inRequest, log, told } from './lib/log.ts'
import { setting } from './lib/setting.ts'

/**
 * What WeChat pushes to us, in clear JSON. Its own protocol: a signed query, `echostr` given back when the address is
 * saved, and the word `success`, without which the push comes again.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
const answer = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body,
})

async function take(event: APIGatewayProxyEventV2, now: Instant): Promise<APIGatewayProxyStructuredResultV2> {
  const { queryStringParameters: query = {}, body = '', isBase64Encoded } = event
  if (!isSigned(query, setting('WECHAT_CALLBACK_TOKEN'), now)) {
    log.warn('a push without WeChat’s signature')
    return answer(403, 'forbidden')
  }
  if (event.routeKey.startsWith('GET ')) {
    const echo = query.echostr ?? ''
    return /^[\w-]{1,128}$/.test(echo) ? answer(200, echo) : answer(400, 'bad echostr')
  }
  const text = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString('utf8')
  const verdict = pictureVerdictFrom(jsonIn(text), setting('WECHAT_APPID'))
  if (verdict) await keepPictureVerdict(verdict)
  // What is nothing to us is taken all the same, or it would come again.
  return answer(200, 'success')
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const handler = middy(async (event: APIGatewayProxyEventV2, context: Context) =>
  inRequest(context.awsRequestId, () =>
    take(event, instantOf(Date.now())).catch((error: unknown) => {
      log.error('fault', { route: event.routeKey, error: told(error) })
      return answer(500, 'fault')
    }),
  ),
)
