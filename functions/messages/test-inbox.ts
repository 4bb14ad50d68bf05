/** What tests of messages start from: a fake WeChat with one template a subject, and people who agreed to it or not. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, later } from '@gonghui/shared/lib/instant'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { startWechat } from '../../infra/local/wechat/server.ts'
import type { Caller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { type Said, telling } from '../lib/messages.ts'
import { personBehind } from '../membership/person.store.ts'
import { database } from '../table/database.ts'
import { sendDue } from './sending.ts'
import { addConsents } from './subscriptions.store.ts'
import { templatesFrom } from './template.rule.ts'

export const NOW: Instant = '2026-06-12T02:00:00.000Z'
export const SETTING = 'admission=template-admission offer=template-offer'

export async function startedWechat() {
  const wechat = await startWechat({ ...wechatApp, sms: smsApp })
  process.env.WECHAT_API_BASE = wechat.url
  const control = async (name: string, body?: object, method = body ? 'POST' : 'GET') =>
    (
      await fetch(`${wechat.url}/_control/${name}`, {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    ).json() as Promise<{ messages: { openid: string; page: string; fields: object }[] }>
  return { wechat, control, stop: () => wechat.stop() }
}

let drawn = 0

export async function newReader(): Promise<Caller & { readonly openid: string }> {
  const openid = `openid-of-reader-${process.pid}-${++drawn}`
  return { personId: await personBehind(openid, NOW), sessionId: newId('session', NOW), openid }
}

export const admitted = (): Said => ({
  kind: 'application-admitted',
  applicationId: newId('application', NOW),
  orgName: '海风电子工会',
})

/** A message as a deed leaves it: in the inbox, and in the queue. */
export async function tell(personId: string, said: Said = admitted(), at: Instant = NOW): Promise<void> {
  await database.send(new TransactWriteCommand({ TransactItems: telling(personId, said, at) }))
}

/** Agrees in the product’s books so many times. */
export async function agree(personId: string, times = 1, templateId = 'template-admission'): Promise<void> {
  for (let i = 0; i < times; i++)
    await addConsents([templateId], { personId, key: `consent-${++drawn}`, body: {} }, NOW)
}

/** One run of the queue, at a moment of the test’s choosing. */
export const run = (afterMs = 0, setting = SETTING) =>
  sendDue({ templates: templatesFrom(setting), clock: () => later(NOW, afterMs), msLeft: () => 60_000 })
