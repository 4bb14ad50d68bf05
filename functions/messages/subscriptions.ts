import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/messages/subscriptions'
import { earlierResult } from '../lib/repeat.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { addConsents, readConsents } from './subscriptions.store.ts'
import { templatesFrom } from './template.rule.ts'

/** Those that this deployment has; read anew in each call, for a test sets them. */
const templates = () => templatesFrom(process.env.WECHAT_TEMPLATES)

async function told(personId: string, now: Instant) {
  const known = [...templates()].map(([subject, { templateId }]) => ({ subject, templateId }))
  const consents = new Map(
    (
      await readConsents(
        personId,
        known.map(({ templateId }) => templateId),
      )
    ).map(({ templateId, left }) => [templateId, left]),
  )
  const items = known.map((one) => ({ ...one, left: consents.get(one.templateId) ?? 0 }))
  return reply(200, { items, serverTime: now })
}

export const listSubscriptions: Handler<typeof contracts.listSubscriptions> = async ({ caller, now }) =>
  told(caller.personId, now)

/** What is no template here, any more or ever, is kept by nobody. */
export const keepConsents: Handler<typeof contracts.keepConsents> = async ({ body, caller, key, now }) => {
  const { personId } = caller
  const repeat = { personId, key, body }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  const known = new Set([...templates().values()].map(({ templateId }) => templateId))
  const agreed = [...new Set(body.templateIds)].filter((templateId) => known.has(templateId))
  if (!earlier && agreed.length > 0) await addConsents(agreed, repeat, now)
  return told(personId, now)
}
