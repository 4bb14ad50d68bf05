/**
 * What a test or a developer does to the world from outside, under `/_control/`. Nothing of it exists at WeChat:
 * product code must never call it.
 */
import { type Answer, type Call, json, readJson, text } from './call.ts'
import { verify } from './callback.ts'
import { readPeople } from './people.ts'
import { issueLoginCode, issuePhoneCode } from './sign-in.ts'
import { type Fault, isOpenid, type Verdict, type World } from './world.ts'

type Control = (given: Record<string, unknown>, world: World, call: Call) => Answer | Promise<Answer>

const bad = (words: string): Answer => json({ error: words }, 400)

export const controls: Record<string, Control> = {
  /** `{openid}` → `{code}`, as `wx.login` gives it. */
  'POST login-codes': ({ openid }, world) =>
    isOpenid(text(openid))
      ? json({ code: issueLoginCode(world, text(openid)) })
      : bad('openid: 4 to 64 letters, digits, _ or -'),

  /** `{openid, phone?}` → `{code}`, as the phone-number button gives it. Default: the phone in people.json. */
  'POST phone-codes': ({ openid, phone }, world) => {
    const known = readPeople(world.options.peopleFile).find((person) => person.openid === openid)?.phone
    const given = text(phone) || known
    if (!isOpenid(text(openid)) || !given) return bad('openid and phone are needed')
    return json({ code: issuePhoneCode(world, text(openid), given) })
  },

  'GET people': (_, world) => json({ people: readPeople(world.options.peopleFile) }),

  /** How often each endpoint was called, and the last thousand calls. */
  'GET calls': (_, world) => json({ counts: Object.fromEntries(world.counts), calls: world.calls }),
  'DELETE calls': (_, world) => {
    world.calls.length = 0
    world.counts.clear()
    return json({})
  },

  /** `{path, times = 1, errcode | code (SMS) | status | drop | delayMs, when = 'before' | 'after'}` */
  'POST faults': (given, world) => {
    const fault = given as Partial<Fault>
    if (typeof fault.path !== 'string') return bad('path is needed, e.g. /sns/jscode2session or SendSms')
    world.faults.push({ ...fault, path: fault.path, times: fault.times ?? 1, when: fault.when ?? 'before' })
    return json({ faults: world.faults })
  },
  'GET faults': (_, world) => json({ faults: world.faults }),
  'DELETE faults': (_, world) => {
    world.faults.length = 0
    return json({})
  },

  /** `?phone=` of one number, the oldest first. */
  'GET sms': (_, world, { query }) => {
    const phone = query.get('phone')?.replace(/^(\+?86)?(?=1\d{10}$)/, '')
    return json({ messages: world.sms.filter((sms) => !phone || sms.phone === phone) })
  },

  /** `{openid, templateId, count = 1}`: the person agrees to so many messages. */
  'POST subscriptions': ({ openid, templateId, count = 1 }, world) => {
    const key = `${text(openid)} ${text(templateId)}`
    world.subscriptions.set(key, (world.subscriptions.get(key) ?? 0) + Number(count))
    return json({ agreed: world.subscriptions.get(key) })
  },
  'GET messages': (_, world, { query }) => {
    const openid = query.get('openid')
    return json({ messages: world.messages.filter((message) => !openid || message.openid === openid) })
  },

  /** `{contains, suggest, label}`: the verdict on words, or on a media address, that contain this. */
  'POST verdicts': (given, world) => {
    const { contains, suggest, label = 20001 } = given as Partial<Verdict>
    if (!contains || !suggest) return bad('contains and suggest are needed')
    world.verdicts.unshift({ contains, suggest, label })
    return json({ verdicts: world.verdicts })
  },

  /** `{url, token?}`: where events are pushed to; asked at once as WeChat asks it (`verified`). */
  'POST callback': async ({ url, token }, world) => {
    if (!URL.canParse(text(url))) return bad('url is needed')
    world.callback = { url: text(url), token: text(token) || world.options.callbackToken }
    return json({ verified: await verify(world, world.callback) })
  },

  /** `{advanceMs}`: codes, tokens and visits grow older at once. */
  'POST clock': ({ advanceMs }, world) => {
    world.advance(Number(advanceMs) || 0)
    return json({ now: new Date(world.now()).toISOString() })
  },
}

export async function control(call: Call, world: World): Promise<Answer> {
  const run = controls[`${call.method} ${call.path.slice('/_control/'.length)}`]
  if (!run) return json({ error: 'no such control', controls: Object.keys(controls) }, 404)
  const given = call.body.length === 0 ? {} : readJson(call)
  return given ? run(given, world, call) : bad('the body is no JSON object')
}
