import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { DRAW_RULE, forgottenAfter } from '../../lib/draw.rule.ts'
import { newSealedSeed, seedIn } from '../../lib/draw-seed.ts'
import { knownFor } from '../../lib/known.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { type Condition, changeIf } from '../../table/changes.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessRefused } from '../../table/failures.ts'
import { read } from '../../table/reads.ts'
import type { Draw, Typed } from './draw.rule.ts'

const keyOfDraw = (dropId: string) => keyOf('the draw of a drop', { dropId })

/** Commits to a seed, once: a repeated call finds the first one's. */
export async function commitToSeed(
  {
    dropId,
    closesAt,
    stock,
  }: { readonly dropId: string; readonly closesAt: Instant; readonly stock: number },
  now: Instant,
  rule = DRAW_RULE,
): Promise<void> {
  const draw: Draw = {
    dropId,
    step: 'taking',
    rule,
    ...newSealedSeed(dropId),
    entrants: 0,
    entrantsAsOf: now,
    units: stock,
    parts: 0,
    listFirsts: new Uint8Array(),
    orderFirsts: new Uint8Array(),
    typed: [],
    winners: 0,
    granted: 0,
    wrong: [],
  }
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfDraw(dropId), ...draw, expiresAt: forgottenAfter(closesAt) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
}

export const seedOf = (draw: Draw): Buffer => seedIn(draw, draw.dropId)

export async function readDraw(dropId: string): Promise<Draw> {
  const draw = await read<Draw>(keyOfDraw(dropId))
  if (!draw) throw new Error(`lottery ${dropId} has no draw`)
  return draw
}

/** What a page shows of a draw may be this old. */
const SHOWN_MS = 2 * SECOND_MS
const KEPT = 200

const shown = knownFor<Draw>(SHOWN_MS, KEPT)

/** For showing: half a million people who look cost one read in two seconds in each function. */
export const knownDraw = (dropId: string, nowMs = performance.now()): Promise<Draw> =>
  shown.of(dropId, () => readDraw(dropId), nowMs)

/** Sets attributes of a draw that is as the condition says; false where it is not. */
export async function changeDraw(
  dropId: string,
  set: Readonly<Record<string, unknown>>,
  condition: Condition,
): Promise<boolean> {
  const isChanged = await changeIf(keyOfDraw(dropId), set, { named: ['step'], ...condition })
  shown.forget(dropId)
  return isChanged
}

export const whileAt = (step: Draw['step']) => ({ text: '#step = :at', values: { ':at': step } })

/** For the transaction that holds only while the list is not fixed. */
export const ifStillTaking = (dropId: string) => {
  const { text, values } = whileAt('taking')
  return {
    ConditionCheck: {
      TableName: TABLE,
      Key: keyOfDraw(dropId),
      ConditionExpression: text,
      ExpressionAttributeNames: { '#step': 'step' },
      ExpressionAttributeValues: values,
    },
  }
}

export const tellEntrants = (dropId: string, entrants: number, entrantsAsOf: Instant) =>
  changeDraw(dropId, { entrants, entrantsAsOf }, whileAt('taking'))

/** Makes one list the list: from here on nobody comes in or goes out. False where one is there already. */
export const publishList = (
  dropId: string,
  list: Required<Pick<Draw, 'listHash' | 'listedAt' | 'entrants' | 'parts' | 'listFirsts' | 'units'>>,
) => changeDraw(dropId, { ...list, entrantsAsOf: list.listedAt, step: 'listed' }, whileAt('taking'))

/** Writes the typings, and the number where they agree, if nobody typed meanwhile. */
export const writeTyped = (draw: Draw, typed: readonly Typed[], number: string | undefined) =>
  changeDraw(
    draw.dropId,
    { typed, ...(number === undefined ? {} : { number, step: 'numbered' }) },
    { text: '#step = :at AND #typed = :read', values: { ':at': 'listed', ':read': draw.typed } },
  )

export const publishOrder = (
  dropId: string,
  order: Required<Pick<Draw, 'drawnAt' | 'winners' | 'orderFirsts'>>,
) => changeDraw(dropId, { ...order, step: 'drawn' }, whileAt('numbered'))

/** So many winners have their unit; never goes back. */
export const tellGranted = (dropId: string, granted: number) =>
  changeDraw(dropId, { granted }, { text: '#step = :at AND #granted < :granted', values: { ':at': 'drawn' } })

/** What does not balance, for the desk; the draw does not end while anything does not. */
export const tellWrong = (dropId: string, wrong: readonly string[]) =>
  changeDraw(dropId, { wrong }, whileAt('drawn'))

/** The draw is over. With nobody in the list there is nothing to draw, and it ends where it stands. */
export const endDraw = (draw: Draw, endedAt: Instant) =>
  changeDraw(draw.dropId, { endedAt, wrong: [], step: 'granted' }, whileAt(draw.step))

/**
 * `LIST` and `MEMBERS`: who is in, by ascending pseudonym, and whose they are. `ORDER`: the pseudonyms in the order of the
 * draw; `WINNERS`: the members of the first so many of them.
 */
export type Roll = 'LIST' | 'MEMBERS' | 'ORDER' | 'WINNERS'

interface RollPart {
  readonly dropId: string
  readonly listHash: string
  readonly roll: Roll
  readonly part: number
}

/** Under the list's own hash: two jobs that read different lists cannot mix theirs, and the draw names the one that counts. */
export const keyOfPart = ({ dropId, listHash, roll, part }: RollPart) =>
  keyOf('a part of a roll of a draw', { dropId, listHash, part, roll })

export async function putPart(
  part: RollPart,
  bytes: Uint8Array,
  { closesAt }: { readonly closesAt: Instant },
): Promise<void> {
  const Item = { ...keyOfPart(part), bytes, expiresAt: forgottenAfter(closesAt) }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
}

export async function readPart(part: RollPart): Promise<Uint8Array> {
  const found = await read<{ bytes: Uint8Array }>(keyOfPart(part))
  if (!found) throw new Error(`draw ${part.dropId} has no part ${part.part} of its ${part.roll}`)
  return found.bytes
}

/** At 160 KB each, 20 MB at most: parts never change, so a warm function reads each one once. */
const PARTS_KEPT = 128
const keptParts = knownFor<Uint8Array>(Number.POSITIVE_INFINITY, PARTS_KEPT)

export function knownPart(part: RollPart): Promise<Uint8Array> {
  const { pk, sk } = keyOfPart(part)
  return keptParts.of(`${pk} ${sk}`, () => readPart(part))
}
