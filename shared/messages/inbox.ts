import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { messagesProblems } from './problems.ts'

/** A message in the words that its reader sees. It names an org or a benefit, never a person or a phone. */
export const message = z.object({
  messageId: z.string(),
  title: z.string(),
  text: z.string(),
  /** The mini-program's page that it is about, with its query: `benefits/drop?dropId=drp_…`. */
  page: z.string(),
  at: z.string(),
  isRead: z.boolean(),
})
export type Message = z.infer<typeof message>

/** Unread messages are counted up to here: beyond it nobody counts. */
export const MOST_COUNTED = 99

const unread = z.int().check(z.gte(0), z.lte(MOST_COUNTED))

export const listMessages = contract({
  name: 'messages.list-messages',
  summary:
    '我的消息：入会结果、资料更正、候补、到期、开抢提醒、牵线和相亲会、抽奖中奖，最新的在前，保存 180 天',
  method: 'GET',
  path: '/v1/messages',
  audience: 'signed-in',
  query: z.strictObject({ ...pageQuery }),
  replies: { 200: pageOf(message) },
})

export const countUnread = contract({
  name: 'messages.count-unread',
  summary: '我有几条没看的消息，最多数到 99',
  method: 'GET',
  path: '/v1/messages/unread',
  audience: 'signed-in',
  replies: { 200: z.object({ unread, serverTime: z.string() }) },
})

export const readMessages = contract({
  name: 'messages.read-messages',
  summary: '看过一条消息；或看过它和比它早的全部（比它新的不算看过）',
  method: 'POST',
  path: '/v1/messages/read',
  audience: 'signed-in',
  body: z.strictObject({ messageId: idOf('message'), andOlder: z.boolean() }),
  replies: { 200: z.object({ unread, serverTime: z.string() }) },
  refusals: refusalsFrom(messagesProblems, 'message-unknown'),
})
