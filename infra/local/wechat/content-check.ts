/**
 * The checks of people's text and pictures. The verdict follows the words of `world.verdicts`.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/mediaCheckAsync.html
 */
import { randomUUID } from 'node:crypto'
import { type Answer, readJson, text } from './call.ts'
import { push } from './callback.ts'
import { error, ok } from './errors.ts'
import { type Endpoint, isOpenid, type World } from './world.ts'

const longest = 2_500
/** WeChat checks only for people who opened the mini-program in the last two hours. */
const visitLifeMs = 2 * 3_600_000

export const textCheck: Endpoint = (call, world) => {
  const given = readJson(call)
  if (!given) return error(47001)
  const refusal = checkPerson(world, given)
  if (refusal) return refusal
  if (text(given.content) === '') return error(44002)
  if (text(given.content).length > longest) return error(45002)
  const words = ['content', 'title', 'nickname', 'signature'].map((name) => text(given[name])).join('\n')
  const { suggest, label } = judge(world, words)
  return ok({
    result: { suggest, label },
    detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
    trace_id: traceId(),
  })
}

export const mediaCheck: Endpoint = (call, world) => {
  const given = readJson(call)
  if (!given) return error(47001)
  const refusal = checkPerson(world, given)
  if (refusal) return refusal
  const url = text(given.media_url)
  if (!/^https?:\/\//.test(url)) return error(40066)
  if (given.media_type !== 1 && given.media_type !== 2) return error(40097, 'media_type')
  const trace = traceId()
  // The answer comes first, the verdict later: through the callback, within half an hour at WeChat.
  setTimeout(() => {
    reportMedia(world, url, text(given.openid), trace).catch((fault) => world.options.log?.(String(fault)))
  }, 50).unref()
  return ok({ trace_id: trace })
}

async function reportMedia(world: World, url: string, openid: string, trace: string): Promise<void> {
  const loaded = await fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
    async (reply) => reply.ok && (await reply.arrayBuffer()).byteLength > 0,
    () => false,
  )
  const { suggest, label } = judge(world, decodeURIComponent(url))
  const verdict = loaded
    ? {
        errcode: 0,
        errmsg: 'ok',
        result: { suggest, label },
        detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
      }
    : { errcode: -1008, errmsg: 'download failed', detail: [] }
  await push(world, openid, {
    Event: 'wxa_media_check',
    appid: world.options.appid,
    trace_id: trace,
    version: 2,
    ...verdict,
  })
}

function checkPerson(world: World, given: Record<string, unknown>): Answer | undefined {
  if (given.version !== 2) return error(40097, 'version')
  if (![1, 2, 3, 4].includes(Number(given.scene))) return error(40097, 'scene')
  const openid = text(given.openid)
  if (!isOpenid(openid)) return error(40003)
  const visited = world.visits.get(openid) ?? world.startedAt
  return world.now() - visited > visitLifeMs ? error(61010) : undefined
}

function judge(world: World, words: string): { suggest: string; label: number } {
  return world.verdicts.find(({ contains }) => words.includes(contains)) ?? { suggest: 'pass', label: 100 }
}

const traceId = () => randomUUID().replaceAll('-', '')
