import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { PrivacyEntry } from '@gonghui/shared/membership/privacy'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { type Key, keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessRefused } from '../table/failures.ts'
import { readPage, readRange } from '../table/reads.ts'
import { endOfTerm } from '../table/terms.ts'

/** More than anybody changes their mind; older lines are in the export. */
const SHOWN = 50

/** The consent ledger of one person, the newest line first: what they answered here, and what they agreed to on applying. */
export async function readLedger(personId: string): Promise<PrivacyEntry[]> {
  const [answers, applied] = await Promise.all([
    readPage<PrivacyEntry>(rangeOf('an answer of a person to the privacy notice', { personId }), {
      limit: SHOWN,
      newestFirst: true,
      strong: true,
    }),
    readRange<{ version: string; givenAt: Instant }>(
      rangeOf('a consent a person gave with an application', { personId }),
      { strong: true },
    ),
  ])
  const given = applied.map(({ version, givenAt }) => ({ answer: 'agreed' as const, version, at: givenAt }))
  return [...answers.items.map(entryOf), ...given].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, SHOWN)
}

const entryOf = ({ answer, version, at, device }: PrivacyEntry): PrivacyEntry => ({
  answer,
  version,
  at,
  ...(device === undefined ? {} : { device }),
})

/** Adds a line. False: one was written in this very millisecond. */
export async function addEntry(personId: string, entry: PrivacyEntry): Promise<boolean> {
  const key = keyOf('an answer of a person to the privacy notice', { personId, at: entry.at })
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: {
          ...key,
          ...entry,
          expiresAt: endOfTerm('an answer of a person to the privacy notice', entry.at),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
  return !isRefused(result)
}

export interface Look {
  readonly personId: string
  readonly at: Instant
  readonly reason: string
}

const LOOKS = 30

/** Looks at a member's whole name and phone, the newest first. */
export async function readLooks(memberId: string, cursor: string | undefined) {
  const range = rangeOf('a look at a member’s whole name and phone', { memberId })
  const page = await readPage<Look>(range, {
    limit: LOOKS,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  return { items: page.items, ...cursorOf(range, page.after) }
}

/** Those at an applicant's, while it was checked whether they are a member already. */
export const readLooksAtApplicant = (applicationId: string): Promise<Look[]> =>
  readRange<Look>(rangeOf('a look at an applicant’s whole name and phone', { applicationId }), {
    strong: true,
  })

export const keyOfLook = (memberId: string, { at, personId }: Look): Key =>
  keyOf('a look at a member’s whole name and phone', { memberId, at, personId })

export const keyOfLookAtApplicant = (applicationId: string, { at, personId }: Look): Key =>
  keyOf('a look at an applicant’s whole name and phone', { applicationId, at, personId })

/** That somebody looked stays on record; what they wrote as a reason may name whom they looked at, so it goes. */
export async function bareLook(key: Key): Promise<void> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...key },
        UpdateExpression: 'SET reason = :none',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':none': '' },
      }),
    ),
  )
  if (isRefused(result)) throw new Error('a look on record is gone')
}
