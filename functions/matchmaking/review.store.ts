import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { seal, unseal } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { readPage, readRange } from '../table/reads.ts'

const PAGE = 30

/** The profiles that wait at an org and below it, first come first. */
export async function readWaiting(orgId: string, cursor: string | undefined) {
  const range = rangeOf('a profile waiting at or below an org', { orgId })
  const { items, after } = await readPage<{ profileId: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    strong: true,
  })
  return { profileIds: items.map(({ profileId }) => profileId), ...cursorOf(range, after) }
}

/** How long it can be asked who looked: as long as the union’s other records are kept. */
const LOOKS_KEPT_DAYS = 730

interface Look {
  readonly profileId: string
  readonly by: string
  readonly purpose: string
  readonly at: Instant
  readonly draw: number
}

export async function noteLook({ profileId, by, purpose, at, draw }: Look): Promise<void> {
  await database.send(
    new PutCommand({
      TableName: TABLE,
      Item: {
        ...keyOf('a look at a single’s name', { profileId, at, draw }),
        by,
        purposeSealed: seal(purpose, `${profileId}/look`),
        expiresAt: expiryAfter(at, LOOKS_KEPT_DAYS),
      },
    }),
  )
}

interface LookRow {
  readonly pk: string
  readonly sk: string
  readonly purposeSealed?: string
}

/** Who looked is not told: when, and what for. */
export async function readLooks(
  profileId: string,
): Promise<{ readonly at: Instant; readonly purpose: string | undefined }[]> {
  const rows = await readRange<LookRow>(rangeOf('a look at a single’s name', { profileId }), { strong: true })
  return rows.map(({ sk, purposeSealed }) => ({
    at: sk.slice(0, sk.indexOf('#')),
    purpose: purposeSealed === undefined ? undefined : unseal(purposeSealed, `${profileId}/look`),
  }))
}

/** Of somebody who is erased it stays on record who looked, and when; what for goes with them. */
export async function bareLooks(profileId: string): Promise<void> {
  const rows = await readRange<LookRow>(rangeOf('a look at a single’s name', { profileId }), { strong: true })
  for (const { pk, sk } of rows)
    await database.send(
      new UpdateCommand({ TableName: TABLE, Key: { pk, sk }, UpdateExpression: 'REMOVE purposeSealed' }),
    )
}
