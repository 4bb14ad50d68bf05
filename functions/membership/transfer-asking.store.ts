import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { forgetLater } from '../lib/forgetting.store.ts'
import { telling } from '../lib/messages.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAt } from '../table/expiry.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read, readAll, readPage } from '../table/reads.ts'
import { stillThere } from './org-lookup.store.ts'
import { stateAt, type TransferRow } from './transfer.rule.ts'

const keyOfTransfer = (transferId: string) => keyOf('a transfer', { transferId })

export const readTransfer = (transferId: string): Promise<TransferRow | undefined> =>
  read<TransferRow>(keyOfTransfer(transferId))

/** A member's latest transfer, whatever became of it: of all of them, the only one that can be waiting. */
export async function readLatestTransfer(memberId: string): Promise<TransferRow | undefined> {
  const latest = await read<{ transferId: string }>(keyOf('a member’s latest transfer', { memberId }))
  return latest && readTransfer(latest.transferId)
}

/** Every org at whose desk a transfer lies: those above either union, each once. */
export const desksOf = ({ fromPath, toPath }: Pick<TransferRow, 'fromPath' | 'toPath'>): string[] => [
  ...new Set([...pathsAbove(fromPath), ...pathsAbove(toPath)].map(leafOf)),
]

const placeAt = (orgId: string, transferId: string) =>
  keyOf('a transfer waiting at or below an org', { orgId, transferId })

/** Lies there until it is answered; of one that lapsed the table forgets the place by itself. */
export const putPlace = (orgId: string, { transferId, lapsesAt }: TransferRow) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...placeAt(orgId, transferId),
      transferId,
      expiresAt: expiryAt(lapsesAt),
    },
  },
})
export const removePlace = (orgId: string, transferId: string) => ({
  Delete: { TableName: TABLE, Key: { ...placeAt(orgId, transferId) } },
})

interface End {
  readonly state: TransferRow['state']
  readonly at: Instant
  readonly by?: string
  readonly reason?: string | undefined
}

/** The part of a transaction that ends a waiting transfer: of two ends at once one is made. */
export const endTransfer = (row: TransferRow, { state, at, by, reason }: End) => [
  {
    Update: {
      TableName: TABLE,
      Key: { ...keyOfTransfer(row.transferId) },
      UpdateExpression: `SET #state = :state, endedAt = :at${by ? ', endedBy = :by' : ''}${reason ? ', endReason = :reason' : ''}`,
      ConditionExpression: '#state = :waiting AND fromPath = :from AND toPath = :to',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':state': state,
        ':at': at,
        ':waiting': 'waiting',
        // Where it lies follows from the paths: they are those whose places are removed here.
        ':from': row.fromPath,
        ':to': row.toPath,
        ...(by ? { ':by': by } : {}),
        ...(reason ? { ':reason': reason } : {}),
      },
    },
  },
  ...desksOf(row).map((orgId) => removePlace(orgId, row.transferId)),
]

const stillLatest = (latest: TransferRow | undefined) =>
  latest
    ? {
        ConditionExpression: 'transferId = :latest',
        ExpressionAttributeValues: { ':latest': latest.transferId },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' }

/** In a transaction that changes how a member stands: no transfer goes on, and none began since it was read. */
export function endAnyTransfer(
  memberId: string,
  latest: TransferRow | undefined,
  { at, by, reason }: Required<Pick<End, 'at' | 'by' | 'reason'>>,
) {
  if (latest?.state === 'waiting') {
    const state = stateAt(latest, at) === 'waiting' ? 'withdrawn' : 'lapsed'
    return endTransfer(latest, { state, at, by, reason })
  }
  const Key = { ...keyOf('a member’s latest transfer', { memberId }) }
  return [{ ConditionCheck: { TableName: TABLE, Key, ...stillLatest(latest) } }]
}

/** Counted from the asking: long over by then, whatever became of it. */
const KEPT_DAYS = 2 * 365

/** False: the member, or their latest transfer, is not as it was read. */
export async function fileTransfer(row: TransferRow, latest: TransferRow | undefined): Promise<boolean> {
  const { transferId, memberId, fromOrgId, askedAt } = row
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOf('a member’s latest transfer', { memberId }), transferId },
              ...stillLatest(latest),
            },
          },
          {
            Put: {
              TableName: TABLE,
              Item: {
                ...keyOfTransfer(transferId),
                ...row,
                ...(latest ? { earlierId: latest.transferId } : {}),
              },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          {
            ConditionCheck: {
              TableName: TABLE,
              Key: { ...keyOf('a member', { memberId }) },
              ConditionExpression: 'orgId = :from AND (attribute_not_exists(standing) OR standing = :active)',
              ExpressionAttributeValues: { ':from': fromOrgId, ':active': 'active' },
            },
          },
          ...desksOf(row).map((orgId) => putPlace(orgId, row)),
          stillThere({ orgId: row.toOrgId, path: row.toPath }),
          forgetLater('transfer', transferId, later(askedAt, KEPT_DAYS * DAY_MS)),
          ...(latest?.state === 'waiting' ? endTransfer(latest, { state: 'lapsed', at: askedAt }) : []),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** For the transaction that ends it: the member hears of it, unless it was their own deed. */
export function tellMoved(
  { transferId, fromOrgName, toOrgName }: TransferRow,
  kind: 'transfer-accepted' | 'transfer-declined',
  { personId, by, at }: { readonly personId: string; readonly by: string; readonly at: Instant },
) {
  return by === personId ? [] : telling(personId, { kind, transferId, fromOrgName, toOrgName }, at)
}

/**
 * A no, or a second thought. False: it has ended meanwhile, or lies elsewhere.
 * @param personId of the member, who hears of a no; undefined where they are nobody any more.
 */
export async function closeTransfer(
  row: TransferRow,
  end: End & { readonly by: string },
  personId: string | undefined,
): Promise<boolean> {
  const isNo = end.state === 'declined' && personId !== undefined
  const told = isNo ? tellMoved(row, 'transfer-declined', { ...end, personId }) : []
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [...endTransfer(row, end), ...told] })),
  )
  return result === 'done'
}

const PAGE = 30

/** What waits at an org and below it, the oldest first. */
export async function readTransfers(orgId: string, cursor: string | undefined, now: Instant) {
  const range = rangeOf('a transfer waiting at or below an org', { orgId })
  const { items: places, after } = await readPage<{ transferId: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    strong: true,
  })
  const rows = await readAll<TransferRow>(
    places.map(({ transferId }) => keyOfTransfer(transferId)),
    { strong: true },
  )
  const byId = new Map(rows.map((row) => [row.transferId, row]))
  const items = places.flatMap(({ transferId }) => byId.get(transferId) ?? [])
  return { items: items.filter((row) => stateAt(row, now) === 'waiting'), ...cursorOf(range, after) }
}
