import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { forgetLater } from '../lib/forgetting.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { unlessCancelled } from '../table/failures.ts'
import { readAll, readRange } from '../table/reads.ts'
import { type ApplicationRow, isOpen } from './application.rule.ts'
import { unqueue } from './application-queue.store.ts'
import { bareLook, keyOfLookAtApplicant, type Look, readLooksAtApplicant } from './privacy.store.ts'

/** A refused application is kept so long for whoever asks why; then nothing of it is left but the counts. */
const REFUSED_KEPT_DAYS = 180

/** For the transaction that refuses it. */
export const forgetRefused = ({ applicationId }: ApplicationRow, now: Instant) =>
  forgetLater('application', applicationId, later(now, REFUSED_KEPT_DAYS * DAY_MS))

/** That somebody agreed can be shown for so long after what they agreed to is gone. */
const CONSENT_KEPT_DAYS = 3 * 365

const fadeConsent = ({ personId, applicationId }: ApplicationRow, now: Instant) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('a consent a person gave with an application', { personId, applicationId }) },
    UpdateExpression: 'SET expiresAt = if_not_exists(expiresAt, :end)',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':end': expiryAfter(now, CONSENT_KEPT_DAYS) },
  },
})

/** Removes an application with name and phone, wherever it stands. Removing what is gone already is fine. */
export async function removeApplication(row: ApplicationRow, now: Instant): Promise<void> {
  const { applicationId, personId } = row
  for (const look of await readLooksAtApplicant(applicationId))
    await bareLook(keyOfLookAtApplicant(applicationId, look))
  const latest = {
    Delete: {
      TableName: TABLE,
      Key: { ...keyOf('a person’s application', { personId }) },
      ConditionExpression: 'applicationId = :it',
      ExpressionAttributeValues: { ':it': applicationId },
    },
  }
  const itself = { Delete: { TableName: TABLE, Key: { ...keyOf('an application', { applicationId }) } } }
  // The consent by which it is found fades before it goes. Apart: where a newer one is the latest, the pointer is not
  // this one's to remove.
  const steps = [[fadeConsent(row, now)], [latest], [itself, ...(isOpen(row) ? unqueue(row) : [])]]
  for (const TransactItems of steps)
    await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems })))
}

/** Looks at somebody before they were a member, the newest first: with each of their applications there may be some. */
export async function readLooksBefore(personId: string): Promise<Look[]> {
  const rows = await readApplicationsOf(personId)
  const looks = await Promise.all(rows.map(({ applicationId }) => readLooksAtApplicant(applicationId)))
  return looks.flat().sort((one, other) => (one.at < other.at ? 1 : -1))
}

/** Every application that somebody ever made: each came with a consent. */
export async function readApplicationsOf(personId: string): Promise<ApplicationRow[]> {
  const range = rangeOf('a consent a person gave with an application', { personId })
  const consents = await readRange<{ sk: string }>(range, { strong: true })
  return readAll<ApplicationRow>(
    consents.map(({ sk }) => keyOf('an application', { applicationId: sk.slice(range.begins.length) })),
    { strong: true },
  )
}
