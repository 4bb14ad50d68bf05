import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import type { Job } from '../lib/jobs.rule.ts'
import { placeJob } from '../lib/jobs.store.ts'
import { type Repeatable, rememberResult } from '../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read, readPage } from '../table/reads.ts'
import { ancestorsOf, type CountRow, rowsOf, rowsToClose } from './headcount.rule.ts'
import { addTo, closeRow, openRow } from './headcount.store.ts'
import { aboveOf, absorbedWith, type OrgRow, placedAt, seatBelow } from './org.rule.ts'
import { mark } from './org-mark.store.ts'
import { plainWord } from './org-word.rule.ts'

/** Who changes the tree, and when. */
export interface Deed {
  readonly by: string
  readonly at: Instant
}

type Item = Readonly<Record<string, unknown>>
const put = (item: Item) => ({ Put: { TableName: TABLE, Item: item } })
const putNew = (item: Item) => ({
  Put: { TableName: TABLE, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
})
const remove = (key: object) => ({ Delete: { TableName: TABLE, Key: { ...key } } })

const keyOfOrg = (orgId: string) => keyOf('an org', { orgId })
const keyOfSeat = (org: OrgRow) => {
  const above = aboveOf(org)
  return above
    ? keyOf('an org right below an org', { orgId: above, belowId: org.orgId })
    : keyOf('the city union', {})
}
const nameKey = (aboveId: string, name: string) =>
  keyOf('the org of a name below an org', { aboveId, word: plainWord(name) })
const wordKey = (word: string, orgId: string) =>
  keyOf('an org found by a word', { first: [...word][0] ?? '', word, orgId })

/** The org that has a name below another, if one has. */
export async function readNamed(aboveId: string, name: string): Promise<string | undefined> {
  return (await read<{ orgId: string }>(nameKey(aboveId, name)))?.orgId
}

/** Every item that an org stands in, for an org that is put down whole. */
export function placesOf(org: OrgRow, words: readonly string[]): Item[] {
  const { orgId, name } = org
  const above = aboveOf(org)
  return [
    { ...org, ...keyOfOrg(orgId) },
    { ...org, ...keyOfSeat(org) },
    ...(above ? [{ ...nameKey(above, name), orgId }] : []),
    ...words.map((word) => ({ ...wordKey(word, orgId), orgId })),
  ]
}

/**
 * The org's row and its copy with the org above, if nobody changed it since it was read. A row as it was read carries
 * the key that it was read by, so the key comes last.
 */
const rewrite = (from: OrgRow, to: OrgRow) => [
  {
    Put: {
      TableName: TABLE,
      Item: { ...to, ...keyOfOrg(to.orgId) },
      ConditionExpression: `revision = :seen AND ${from.arrivals === undefined ? 'attribute_not_exists(arrivals)' : 'arrivals = :arrivals'}`,
      ExpressionAttributeValues: {
        ':seen': from.revision,
        ...(from.arrivals === undefined ? {} : { ':arrivals': from.arrivals }),
      },
    },
  },
  put({ ...to, ...keyOfSeat(to) }),
]

/**
 * An org comes to stand below this one, if this is as it was read and open. It is counted, so that a closing which found
 * nobody below is refused.
 */
const arriveBelow = ({ orgId, revision }: OrgRow) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfOrg(orgId) },
    UpdateExpression: 'ADD arrivals :one',
    ConditionExpression: 'revision = :seen AND attribute_not_exists(closedAt)',
    ExpressionAttributeValues: { ':seen': revision, ':one': 1 },
  },
})

/** Also of an org that is closed: those below it that were closed before it still lie there. */
const sameAsRead = ({ orgId, revision }: OrgRow) => ({
  ConditionCheck: {
    TableName: TABLE,
    Key: { ...keyOfOrg(orgId) },
    ConditionExpression: 'revision = :seen',
    ExpressionAttributeValues: { ':seen': revision },
  },
})

const note = (orgId: string, deed: string, words: string, { at, by }: Deed) =>
  put({ ...keyOf('something that happened to an org', { orgId, at, deed }), deed, words, at, by })

const done = async (items: object[]): Promise<boolean> =>
  (await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: items as never })),
  )) === 'done'

/** False: the org above has changed, the name is taken, or the request was under way twice. */
export const putNewOrg = (
  org: OrgRow,
  { above, words, repeat }: { above: OrgRow; words: readonly string[]; repeat?: Repeatable },
  deed: Deed,
): Promise<boolean> =>
  done([
    arriveBelow(above),
    ...placesOf(org, words).map(putNew),
    note(org.orgId, 'created', `在${above.name}下新建`, deed),
    ...(repeat ? [rememberResult(repeat, org.orgId, deed.at)] : []),
  ])

/** False: changed since it was read, or the name is taken. */
export function writeName(
  org: OrgRow,
  { name, oldWords, words }: { name: string; oldWords: readonly string[]; words: readonly string[] },
  deed: Deed,
): Promise<boolean> {
  const next: OrgRow = {
    ...org,
    name,
    pathNames: [...org.pathNames.slice(0, -1), name],
    revision: org.revision + 1,
  }
  const above = aboveOf(org)
  const { orgId } = org
  const sameWord = plainWord(org.name) === plainWord(name)
  return done([
    ...rewrite(org, next),
    ...(above && !sameWord
      ? [remove(nameKey(above, org.name)), putNew({ ...nameKey(above, name), orgId })]
      : []),
    ...oldWords.filter((word) => !words.includes(word)).map((word) => remove(wordKey(word, orgId))),
    ...words
      .filter((word) => !oldWords.includes(word))
      .map((word) => put({ ...wordKey(word, orgId), orgId })),
    note(orgId, 'renamed', `${org.name} 改名为 ${name}`, deed),
    mark(orgId, deed.at),
  ])
}

/**
 * Moves an org with its members' count from one org to another. Its count's rows are closed in the old place, so an
 * admission that still carries the old path is refused and reads again; nobody is counted in both places or in none.
 */
export function writeMove(
  org: OrgRow,
  { to, above, counts }: { to: OrgRow; above: OrgRow; counts: readonly CountRow[] },
  deed: Deed,
): Promise<boolean> {
  const members = counts.reduce((sum, row) => sum + row.members, 0)
  const [before, after] = [ancestorsOf(org.path), ancestorsOf(to.path)]
  const without = (some: typeof before, others: typeof before) =>
    members === 0 ? [] : some.filter((one) => !others.some(({ orgId }) => orgId === one.orgId))
  const oldAbove = aboveOf(org) ?? ''
  return done([
    ...rewrite(org, to),
    remove(keyOfSeat(org)),
    remove(nameKey(oldAbove, org.name)),
    putNew({ ...nameKey(above.orgId, org.name), orgId: org.orgId }),
    arriveBelow(above),
    ...rowsToClose(org.path, counts).map((at) => closeRow({ rows: counts, at }, deed.at)),
    ...rowsOf(to.path).map((at) => openRow(at, at.part === 0 ? members : 0)),
    ...without(before, after).map((at) => addTo(at, -members)),
    ...without(after, before).map((at) => addTo(at, members)),
    note(org.orgId, 'moved', `移到${above.name}下`, deed),
    mark(org.orgId, deed.at, true),
  ])
}

/** An org that ends: it is found by no word any more, and its name is free again. */
function end(org: OrgRow, next: OrgRow, words: readonly string[]) {
  return [
    ...rewrite(org, next),
    remove(nameKey(aboveOf(org) ?? '', org.name)),
    ...words.map((word) => remove(wordKey(word, org.orgId))),
  ]
}

/** The beginning of a merger: from here on nobody joins the one that ends, and its roster is the other's too; its members and orgs follow. */
export function writeMerger(
  org: OrgRow,
  { into, words }: { into: OrgRow; words: readonly string[] },
  deed: Deed,
): Promise<boolean> {
  const next: OrgRow = {
    ...org,
    revision: org.revision + 1,
    closedAt: deed.at,
    mergedInto: into.orgId,
  }
  return done([
    ...end(org, next, words),
    ...rewrite(into, { ...into, revision: into.revision + 1, absorbed: absorbedWith(into, org) }),
    note(org.orgId, 'merged', `并入${into.name}`, deed),
    note(into.orgId, `joined-by-${org.orgId}`, `${org.name}并入`, deed),
    mark(org.orgId, deed.at, true),
  ])
}

/** False as well where somebody has joined meanwhile: the rows of its count are closed only at nought. */
export const writeClosing = (
  org: OrgRow,
  { words, counts, clearing }: { words: readonly string[]; counts: readonly CountRow[]; clearing: Job },
  deed: Deed,
): Promise<boolean> =>
  done([
    ...end(org, { ...org, revision: org.revision + 1, closedAt: deed.at }, words),
    ...rowsToClose(org.path, counts).map((at) => closeRow({ rows: counts, at }, deed.at)),
    note(org.orgId, 'closed', '撤销', deed),
    // Nobody is left whom its roster could admit.
    ...placeJob(clearing, deed.at),
  ])

/** A path or a name above has changed: the org's own row says so too. False: it or the one above was changed meanwhile. */
export const writeSeat = (org: OrgRow, above: OrgRow, at: Instant): Promise<boolean> =>
  done([...rewrite(org, placedAt(org, seatBelow(above, org.orgId, org.name), at)), sameAsRead(above)])

const PAGE = 30

/** What was done to an org, the newest first. */
export async function readOrgHistory(orgId: string, cursor: string | undefined) {
  const range = rangeOf('something that happened to an org', { orgId })
  const { items, after } = await readPage<{ at: Instant; deed: string; words: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    newestFirst: true,
  })
  return { items: items.map(({ at, deed, words }) => ({ at, deed, words })), ...cursorOf(range, after) }
}
