import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { readPage } from '../../table/reads.ts'
import { type DeedRow, noted } from '../day/deeds.store.ts'
import { DEFAULT_THRESHOLD, type Judgement, type Threshold } from './approval.rule.ts'
import type { Drop } from './drop.rule.ts'
import { forgetDrop } from './drop.store.ts'

/** One setting of a union's threshold; each stays, and the newest holds. */
export interface ThresholdRow extends Threshold {
  readonly orgId: string
  readonly orgName: string
  readonly at: Instant
  readonly by: string
  readonly byMasked?: string
  readonly reason: string
}

export async function putThreshold(row: ThresholdRow): Promise<void> {
  const Item = { ...keyOf('an approval threshold of an org', { orgId: row.orgId, at: row.at }), ...row }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
}

/** What holds for an org: what it set itself, else the nearest union above, else as the product comes. */
export async function thresholdFor(orgPath: string): Promise<Threshold | ThresholdRow> {
  const set = await Promise.all(
    pathsAbove(orgPath).map(async (path) => {
      const range = rangeOf('an approval threshold of an org', { orgId: leafOf(path) })
      const [newest] = (await readPage<ThresholdRow>(range, { limit: 1, newestFirst: true, strong: true }))
        .items
      return newest
    }),
  )
  return set.findLast((row) => row !== undefined) ?? DEFAULT_THRESHOLD
}

/** A drop stands in the line of its own union and of each above, so that each finds it in one range. */
const placesInLine = ({ dropId, orgPath }: Drop) =>
  pathsAbove(orgPath).map((path) =>
    keyOf('a drop waiting for approval at or below an org', { orgId: leafOf(path), dropId }),
  )

const judging = (drop: Drop, judgement: Judgement, condition: string, values: Record<string, string>) => ({
  Update: {
    TableName: TABLE,
    Key: keyOf('a drop', { dropId: drop.dropId }),
    UpdateExpression: 'SET judgement = :judgement',
    ConditionExpression: `revision = :revision AND phase = :draft AND ${condition}`,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':judgement': judgement,
      ':revision': judgement.revision,
      ':draft': 'draft',
      ':asked': 'asked',
      ...values,
    },
  },
})

const waits = 'judgement.revision = :revision AND judgement.#state = :asked'
const isJudged = 'judgement.revision = :revision AND judgement.#state IN (:asked, :approved)'

async function transact(
  drop: Drop,
  items: NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>,
) {
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: items })),
  )
  forgetDrop(drop.dropId)
  return result === 'done'
}

/** Puts a draft, as it was read, in the line of those to be judged. False: it is not so any more. */
export const ask = (drop: Drop, judgement: Judgement, deed: DeedRow): Promise<boolean> =>
  transact(drop, [
    judging(drop, judgement, `(attribute_not_exists(judgement) OR NOT (${isJudged}))`, {
      ':approved': 'approved',
    }),
    ...placesInLine(drop).map((key) => ({
      Put: { TableName: TABLE, Item: { ...key, dropId: drop.dropId } },
    })),
    noted(deed),
  ])

/** Judges a draft that waits, as it was read. False: it was edited, or somebody else has judged it. */
export const decide = (drop: Drop, judgement: Judgement, deed: DeedRow): Promise<boolean> =>
  transact(drop, [
    judging(drop, judgement, waits, {}),
    ...placesInLine(drop).map((Key) => ({ Delete: { TableName: TABLE, Key } })),
    noted(deed),
  ])

/** Takes a drop out of a union's line if it does not wait any more: it was edited since. One that was asked for again stays. */
export async function leaveLine(orgId: string, dropId: string): Promise<void> {
  const Key = keyOf('a drop waiting for approval at or below an org', { orgId, dropId })
  const unlessWaiting = {
    TableName: TABLE,
    Key: keyOf('a drop', { dropId }),
    ConditionExpression:
      'NOT (phase = :draft AND judgement.revision = revision AND judgement.#state = :asked)',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':draft': 'draft', ':asked': 'asked' },
  }
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [{ ConditionCheck: unlessWaiting }, { Delete: { TableName: TABLE, Key } }],
      }),
    ),
  )
}

export const waitingAt = (orgId: string) =>
  rangeOf('a drop waiting for approval at or below an org', { orgId })

export const readWaiting = (range: ReturnType<typeof waitingAt>, limit: number, after: string | undefined) =>
  readPage<{ dropId: string }>(range, { limit, after, strong: true })
