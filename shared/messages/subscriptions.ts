import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'

/** What a WeChat message can be about; each is a template of its own, and is agreed to on its own. */
export const subjects = ['admission', 'offer', 'ending', 'opening', 'singles', 'event'] as const
export type Subject = (typeof subjects)[number]

/** So many consents of a person are kept for each template; WeChat keeps its own count. */
export const MOST_CONSENTS = 20

const subscription = z.object({
  subject: z.enum(subjects),
  templateId: z.string(),
  /** How many messages the member has agreed to that were not sent yet. */
  left: z.int(),
})

/** Without those that have no template here: their messages come to the inbox alone. */
const subscriptions = z.object({ items: z.array(subscription), serverTime: z.string() })

export const listSubscriptions = contract({
  name: 'messages.list-subscriptions',
  summary: '可以订阅的微信消息，和我还同意收几条',
  method: 'GET',
  path: '/v1/messages/subscriptions',
  audience: 'signed-in',
  replies: { 200: subscriptions },
})

export const keepConsents = contract({
  name: 'messages.keep-consents',
  summary: '记下我在微信里点了“允许”的模板，每个一次，能收一条',
  method: 'POST',
  path: '/v1/messages/subscriptions',
  audience: 'signed-in',
  needsKey: true,
  body: z.strictObject({
    // WeChat asks about three templates at most at a time.
    templateIds: z.array(z.string().check(z.regex(/^[\w-]{4,64}$/))).check(z.minLength(1), z.maxLength(3)),
  }),
  replies: { 200: subscriptions },
})
