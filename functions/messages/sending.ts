import type { Instant } from '@gonghui/shared/lib/instant'
import { log, told } from '../lib/log.ts'
import { type Message, OUTBOX_SHARDS } from '../lib/messages.ts'
import { readOpenid } from '../lib/persons.store.ts'
import { askWechatWithToken } from '../lib/wechat.ts'
import { readMessage } from './inbox.store.ts'
import { nextTry, outcomeOf } from './sending.rule.ts'
import * as store from './sending.store.ts'
import { dataOf, type Template, type Templates, useUntil } from './template.rule.ts'
import { wordsOf } from './words.rule.ts'

interface Sending {
  readonly templates: Templates
  readonly clock: () => Instant
  /** Milliseconds until the function is ended. */
  readonly msLeft: () => number
}

/** No message is begun with less time than this: WeChat is given three seconds, twice where the token was dead. */
const LAST_STEP_MS = 10_000
/** So many of a part at once: the parts together keep WeChat busy, and no more than that. */
const AT_ONCE = 4

/**
 * Every minute: walks the queue of messages for WeChat. Each goes out at least once: a worker that dies between WeChat's
 * answer and its own note leaves the message to the next one, whom WeChat refuses where the one consent is used up.
 */
export async function sendDue(sending: Sending): Promise<void> {
  const shards = Array.from({ length: OUTBOX_SHARDS }, (_, shard) => shard)
  const parts = await Promise.allSettled(shards.map((shard) => sendPart(shard, sending)))
  // One part's fault breaks off no other.
  for (const part of parts) if (part.status === 'rejected') throw part.reason
}

async function sendPart(shard: number, sending: Sending): Promise<void> {
  const { clock, msLeft } = sending
  let after: string | undefined
  do {
    const page = await store.readQueue(shard, after)
    const due = page.items.filter(({ from }) => from <= clock())
    for (let at = 0; at < due.length; at += AT_ONCE) {
      if (msLeft() < LAST_STEP_MS) return
      await Promise.all(due.slice(at, at + AT_ONCE).map((queued) => sendOne(queued, sending)))
    }
    after = page.after
  } while (after !== undefined)
}

/** One message's fault keeps no other waiting; it is taken up again after its lease. */
async function sendOne(queued: store.Queued, { templates, clock }: Sending): Promise<void> {
  const { messageId, personId } = queued
  try {
    const message = await readMessage(personId, messageId)
    const words = message && wordsOf(message, message.at)
    const template = words?.subject && templates.get(words.subject)
    // Gone with its person, or for the inbox alone.
    if (!message || !template) return await store.remove(queued)
    if (useUntil(message, message.at) <= clock())
      return await (queued.spent ? store.end(queued, 'returned') : store.remove(queued))
    const openid = await readOpenid(personId)
    if (openid === undefined) return await store.remove(queued)
    const taken = await store.take(queued, template.templateId, clock())
    if (taken === 'elsewhere') return
    if (taken === 'no-consent') return await store.remove(queued)
    await hand(taken, { message, template, openid }, clock)
  } catch (error) {
    log.error('a message was not sent', { messageId, error: told(error) })
  }
}

interface Letter {
  readonly message: Message
  readonly template: Template
  readonly openid: string
}

async function hand(taken: store.Queued, { message, template, openid }: Letter, clock: () => Instant) {
  const { messageId, kind } = message
  const words = wordsOf(message, message.at)
  const answer = await askWechatWithToken('/cgi-bin/message/subscribe/send', {
    touser: openid,
    template_id: template.templateId,
    page: words.page,
    data: dataOf(words, template),
  })
  const { name, outcome } =
    answer === 'busy' ? { name: 'busy', outcome: 'busy' as const } : outcomeOf(answer.errcode)
  const line = { messageId, kind, tries: taken.tries, name }
  switch (outcome) {
    case 'sent':
      await store.remove(taken)
      return log.info('message sent', line)
    case 'refused':
      await store.end(taken, 'void')
      return log.info('message refused', line)
    case 'busy':
      await store.putOff(taken, nextTry(taken.tries, clock()))
      return log.warn('message put off', line)
    case 'never':
      await store.end(taken, 'returned')
      return log.error('message given up', line)
  }
}
