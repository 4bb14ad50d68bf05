import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { seal } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { readPage } from '../table/reads.ts'

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
