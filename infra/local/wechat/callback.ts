/**
 * What WeChat pushes to the product: signed, in clear JSON, three times at most until it hears `success`.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
import { createHash, randomBytes } from 'node:crypto'
import type { World } from './world.ts'

export async function push(world: World, openid: string, event: Record<string, unknown>): Promise<void> {
  const { callback, options } = world
  if (!callback) return options.log?.('fake WeChat: an event has nowhere to go (POST /_control/callback)')
  const body = JSON.stringify({
    ToUserName: 'gh_000000000001',
    FromUserName: openid,
    CreateTime: Math.floor(world.now() / 1000),
    MsgType: 'event',
    ...event,
  })
  for (let attempt = 1; attempt <= 3; attempt++) {
    const answer = await fetch(sign(world, callback), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(5_000),
    }).then(
      async (reply) => (reply.ok ? (await reply.text()).trim() : `status ${reply.status}`),
      (fault) => String(fault),
    )
    if (answer === 'success' || answer === '') return
    options.log?.(`fake WeChat: the callback answered ${answer} (attempt ${attempt} of 3)`)
  }
}

/** Asks the address as WeChat does when a developer saves it: it must give back `echostr`. */
export async function verify(world: World, callback: { url: string; token: string }): Promise<boolean> {
  const echo = randomBytes(8).toString('hex')
  const url = sign(world, callback)
  url.searchParams.set('echostr', echo)
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  return answer?.ok === true && (await answer.text()) === echo
}

/** `signature` is the SHA-1 of token, timestamp and nonce, sorted and joined. */
function sign(world: World, { url, token }: { url: string; token: string }): URL {
  const timestamp = String(Math.floor(world.now() / 1000))
  const nonce = String(randomBytes(4).readUInt32BE())
  const signed = new URL(url)
  const signature = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex')
  for (const [name, value] of Object.entries({ signature, timestamp, nonce }))
    signed.searchParams.set(name, value)
  return signed
}
