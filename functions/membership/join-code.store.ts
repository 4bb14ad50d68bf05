import { randomInt } from 'node:crypto'
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { type Repeatable, rememberResult } from '../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readPage } from '../table/reads.ts'
import {
  addSteps,
  codeFrom,
  type FirstLetter,
  type JoinCodeRow,
  SCENE_BASE,
  SCENE_LETTERS,
  type Steps,
} from './join-code.rule.ts'
import { type StepRow, stepKeys } from './join-step.store.ts'

const keyOfJoinCode = (scene: string) => keyOf('a join code', { scene })

export const drawCode = (first: FirstLetter): string =>
  codeFrom(
    first,
    Array.from({ length: SCENE_LETTERS }, () => randomInt(SCENE_BASE)),
  )

export const readJoinCode = (scene: string): Promise<JoinCodeRow | undefined> =>
  read<JoinCodeRow>(keyOfJoinCode(scene))

/** Writes a new join code and its place in the org's list, once per request. False: something of it was there before. */
export async function putJoinCode(row: JoinCodeRow, repeat: Repeatable): Promise<boolean> {
  const { scene, orgId, createdAt } = row
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOfJoinCode(scene), ...row },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOf('a join code of an org', { orgId, createdAt, scene }), scene },
            },
          },
          rememberResult(repeat, scene, createdAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** With two rows of steps each, so many codes are one read. */
const PAGE = 33

/** The join codes of one org, the newest first. */
export async function readJoinCodesOf(orgId: string, cursor: string | undefined) {
  const range = rangeOf('a join code of an org', { orgId })
  const { items: places, after } = await readPage<{ scene: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  const rows = await readAll<JoinCodeRow | StepRow>(
    places.flatMap(({ scene }) => [keyOfJoinCode(scene), ...stepKeys(scene)]),
    { strong: true },
  )
  const items = places.flatMap(({ scene }) => {
    const ofCode = rows.filter((row) => row.scene === scene)
    const code = ofCode.find((row): row is JoinCodeRow => 'orgId' in row)
    const steps = addSteps(ofCode.filter((row): row is StepRow => !('orgId' in row)))
    return code ? [{ code, steps }] : []
  })
  return { items, ...cursorOf(range, after) }
}

export async function readSteps(scene: string): Promise<Steps> {
  return addSteps(await readAll<StepRow>(stepKeys(scene), { strong: true }))
}

/** From here on nobody applies with it. False: there is no such code. */
export async function revoke(scene: string, { by, at }: { by: string; at: Instant }): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfJoinCode(scene) },
        UpdateExpression:
          'SET revokedAt = if_not_exists(revokedAt, :at), revokedBy = if_not_exists(revokedBy, :by)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':at': at, ':by': by },
      }),
    ),
  )
  return !isRefused(result)
}

/** One application more, in the transaction that files it: only where `stateOf` would say valid. */
export const countApplication = (scene: string, now: Instant) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfJoinCode(scene) },
    UpdateExpression: 'SET applied = applied + :one',
    ConditionExpression: [
      'attribute_exists(pk)',
      'attribute_not_exists(revokedAt)',
      '(attribute_not_exists(validUntil) OR validUntil > :now)',
      '(attribute_not_exists(cap) OR applied < cap)',
    ].join(' AND '),
    ExpressionAttributeValues: { ':one': 1, ':now': now },
  },
})
