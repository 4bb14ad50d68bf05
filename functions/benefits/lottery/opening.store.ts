import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { forgottenAfter } from '../../lib/draw.rule.ts'
import { knownFor } from '../../lib/known.ts'
import { rollOf, rollOfMembers } from '../../lib/roll.rule.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { isRefused, unlessRefused } from '../../table/failures.ts'
import { read } from '../../table/reads.ts'
import { followDrop } from '../drop/drop.store.ts'
import type { Draw } from './draw.rule.ts'
import { changeDraw, keyOfPart, whileAt } from './draw.store.ts'
import type { Named } from './entries.store.ts'
import type { Drawn } from './opening.rule.ts'

/** The parts are fixed before the list's hash is known, so they lie under a word in its place. */
export const OPENING_LIST = 'OPENING'

/** A part of the list: pseudonyms, and whose they are, in one item, so that the two cannot be of different readings. */
export interface ListPart {
  readonly bytes: Uint8Array
  readonly members: Uint8Array
}

const keyOfList = (dropId: string, part: number) =>
  keyOfPart({ dropId, listHash: OPENING_LIST, roll: 'LIST', part })

/** Lists a part once: what was put first is the list, whoever reads the entries again. */
export async function putListPart(
  { dropId, closesAt }: { readonly dropId: string; readonly closesAt: Instant },
  part: number,
  entries: readonly Named[],
): Promise<void> {
  const item: ListPart = {
    bytes: rollOf(entries.map(({ pseudonym }) => pseudonym)),
    members: rollOfMembers(entries.map(({ memberId }) => memberId)),
  }
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfList(dropId, part), ...item, expiresAt: forgottenAfter(closesAt) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
}

export async function readListPart(dropId: string, part: number): Promise<ListPart> {
  const found = await read<ListPart>(keyOfList(dropId, part))
  if (!found) throw new Error(`the opening of ${dropId} has no part ${part} of its list`)
  return found
}

/** Says in how many parts the list lies; the first to say it is right. */
export const fixParts = (dropId: string, parts: number): Promise<boolean> =>
  changeDraw(
    dropId,
    { parts, groupsListed: 0 },
    { text: '#step = :at AND #parts = :unsaid', values: { ':at': 'taking', ':unsaid': 0 } },
  )

/** So many groups of shards are listed; never goes back. */
export const tellListed = (dropId: string, groupsListed: number): Promise<boolean> =>
  changeDraw(
    dropId,
    { groupsListed },
    { text: '#step = :at AND #groupsListed < :groupsListed', values: { ':at': 'taking' } },
  )

/** Fixes list and winners for good; everybody who reckons them reckons the same. */
export const publishDrawn = (
  dropId: string,
  drawn: Drawn & Required<Pick<Draw, 'listHash' | 'drawnAt' | 'entrants' | 'units'>>,
): Promise<boolean> =>
  changeDraw(
    dropId,
    { ...drawn, listedAt: drawn.drawnAt, entrantsAsOf: drawn.drawnAt, step: 'drawn' },
    whileAt('taking'),
  )

/** From here on what is left is for who comes first. */
export async function openForTheRest(dropId: string): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOf('a drop', { dropId }),
        UpdateExpression: 'SET openingOver = :over, revision = revision + :one',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(openingOver)',
        ExpressionAttributeValues: { ':over': true, ':one': 1 },
      }),
    ),
  )
  await followDrop(dropId)
}

const SHOWN_MS = SECOND_MS / 2
const KEPT = 200
const shown = knownFor<Draw>(SHOWN_MS, KEPT)

/**
 * Where the draw stands, for a crowd that asks: at most two reads a second in each function, which may lag. It only ever
 * makes somebody wait a moment longer: what is told of the outcome is fixed before it can be read.
 */
export const knownOpening = (dropId: string, nowMs: number): Promise<Draw> =>
  shown.of(dropId, () => readOpening(dropId), nowMs)

async function readOpening(dropId: string): Promise<Draw> {
  const found = await read<Draw>(keyOf('the draw of a drop', { dropId }), { strong: false })
  if (!found) throw new Error(`the opening of ${dropId} has no draw`)
  return found
}

export const forgetOpening = (dropId: string): boolean => shown.forget(dropId)

/** One function at a time does the work: longer than the draw of half a million takes, and a function that died is replaced then. */
const LEASE_MS = 10 * SECOND_MS
const keyOfLease = (dropId: string) => keyOf('who counts for a board', { dropId, pool: OPENING_LIST })

/** Takes the right to go on with the draw: its token, or undefined where somebody else does. No safety hangs on it. */
export async function takeOpeningLease(dropId: string, now: Instant): Promise<number | undefined> {
  const nowMs = epochMsOf(now)
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfLease(dropId),
        UpdateExpression: 'SET #token = if_not_exists(#token, :none) + :one, untilMs = :until',
        ConditionExpression: 'attribute_not_exists(untilMs) OR untilMs <= :now',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':none': 0, ':one': 1, ':until': nowMs + LEASE_MS, ':now': nowMs },
        ReturnValues: 'UPDATED_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : Number(result.Attributes?.token)
}

export async function endOpeningLease(dropId: string, token: number): Promise<void> {
  await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keyOfLease(dropId),
        UpdateExpression: 'SET untilMs = :over',
        ConditionExpression: '#token = :token',
        ExpressionAttributeNames: { '#token': 'token' },
        ExpressionAttributeValues: { ':token': token, ':over': 0 },
      }),
    ),
  )
}
