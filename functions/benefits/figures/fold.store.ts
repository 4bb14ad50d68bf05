import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { leafOf, type OrgPath } from '@gonghui/shared/lib/roles'
import { type Key, keyOf, rangeOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled, unlessRefused } from '../../table/failures.ts'
import { read, readAll, readPage } from '../../table/reads.ts'
import { type Step, seatOf, type Tally } from './fold.rule.ts'

const keyOfMark = (dropId: string, bucket: number) => keyOf('how far a bucket is folded', { dropId, bucket })
const keyOfCounted = (dropId: string) => keyOf('claims of a drop counted', { dropId })
const keyOfOrg = (dropId: string, path: OrgPath) =>
  keyOf('claims of a drop counted below an org', { dropId, ...seatOf(path) })

/** How many places of each of these buckets are counted; strongly, for a mark that lags would be refused. */
export async function readMarks(dropId: string, buckets: readonly number[]): Promise<Map<number, number>> {
  const rows = await readAll<{ bucket: number; places: number }>(
    buckets.map((bucket) => keyOfMark(dropId, bucket)),
    { strong: true },
  )
  return new Map(rows.map(({ bucket, places }) => [bucket, places]))
}

/** Moves the marks and adds the counts, together or not at all. False: somebody else has moved a mark. */
export async function foldIn(dropId: string, { marks, all, byOrg }: Step): Promise<boolean> {
  const moved = [...marks].map(([bucket, { from, to }]) => ({
    Update: {
      TableName: TABLE,
      Key: keyOfMark(dropId, bucket),
      UpdateExpression: 'SET places = :to, #bucket = :bucket',
      ConditionExpression: from === 0 ? 'attribute_not_exists(places)' : 'places = :from',
      ExpressionAttributeNames: { '#bucket': 'bucket' },
      ExpressionAttributeValues: { ':to': to, ':bucket': bucket, ...(from === 0 ? {} : { ':from': from }) },
    },
  }))
  const counted = [...byOrg].map(([path, tally]) => adding(keyOfOrg(dropId, path), tally, path))
  const whole = all.claims > 0 ? [adding(keyOfCounted(dropId), all)] : []
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [...moved, ...whole, ...counted] })),
  )
  return result === 'done'
}

function adding(Key: Key, { claims, own, hours }: Tally, orgPath?: OrgPath) {
  const named = Object.entries(hours)
  return {
    Update: {
      TableName: TABLE,
      Key,
      UpdateExpression: `${orgPath ? 'SET orgPath = :path ' : ''}ADD claims :claims, own :own${named
        .map((_, i) => `, #h${i} :h${i}`)
        .join('')}`,
      ExpressionAttributeNames: Object.fromEntries(named.map(([hour], i) => [`#h${i}`, hour])),
      ExpressionAttributeValues: {
        ':claims': claims,
        ':own': own,
        ...(orgPath ? { ':path': orgPath } : {}),
        ...Object.fromEntries(named.map(([, count], i) => [`:h${i}`, count])),
      },
    },
  }
}

/** All claims up to this instant are counted. */
export async function tellCounted(dropId: string, asOf: Instant): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfCounted(dropId),
        UpdateExpression: 'SET asOf = :asOf',
        ConditionExpression: 'attribute_not_exists(asOf) OR asOf < :asOf',
        ExpressionAttributeValues: { ':asOf': asOf },
      }),
    ),
  )
}

/** Counts as they are stored: the hours stand beside, each under its name. */
type CountRow = Readonly<Record<string, string | number>>

export interface Counted {
  readonly claims: number
  readonly own: number
  readonly byHour: readonly { readonly day: string; readonly hour: number; readonly claims: number }[]
}

export interface CountedOrg extends Counted {
  readonly orgPath: OrgPath
  readonly orgId: string
}

const NONE: Counted = { claims: 0, own: 0, byHour: [] }

const countedIn = (row: CountRow): Counted => ({
  claims: Number(row.claims ?? 0),
  own: Number(row.own ?? 0),
  byHour: Object.entries(row)
    .filter(([name]) => /^\d{4}-\d\d-\d\dT\d\d$/.test(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, claims]) => ({
      day: name.slice(0, 10),
      hour: Number(name.slice(11)),
      claims: Number(claims),
    })),
})

const countedOrgIn = (row: CountRow): CountedOrg => ({
  ...countedIn(row),
  orgPath: String(row.orgPath),
  orgId: leafOf(String(row.orgPath)),
})

/** The whole drop's counts, and up to when they are whole; undefined before the first fold. */
export async function readCounted(dropId: string): Promise<Counted & { readonly asOf: Instant | undefined }> {
  const row = await read<CountRow>(keyOfCounted(dropId))
  return row ? { ...countedIn(row), asOf: row.asOf as Instant | undefined } : { ...NONE, asOf: undefined }
}

/** One org's counts, those of the orgs below it included. */
export async function readCountedOrg(dropId: string, path: OrgPath): Promise<Counted> {
  const row = await read<CountRow>(keyOfOrg(dropId, path))
  return row ? countedIn(row) : NONE
}

export const countedBelow = (dropId: string, aboveId: string) =>
  rangeOf('claims of a drop counted below an org', { dropId, aboveId })

/** The orgs right below an org that have claims, oldest org first. */
export async function readCountedBelow(
  range: ReturnType<typeof countedBelow>,
  limit: number,
  after: string | undefined,
) {
  const page = await readPage<CountRow>(range, { limit, after, strong: true })
  return { items: page.items.map(countedOrgIn), after: page.after }
}
