import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { endOfTerm } from '../table/terms.ts'
import { type ApplicationRow, seatedWaiting } from './application.rule.ts'
import {
  asRead,
  decide,
  keyOfApplication,
  phoneOfApplicant,
  stillHolding,
  tellApplicant,
} from './application.store.ts'
import { queue, unqueue } from './application-queue.store.ts'
import type { MemberRow } from './member.rule.ts'
import { phoneHashOf } from './member.store.ts'
import { becomeHolder, giveUpTo, type Person } from './person.store.ts'
import { noteDeed } from './roll.store.ts'

const done = async (items: readonly object[]): Promise<boolean> =>
  (await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [...items] as never })),
  )) === 'done'

/** From one desk to another, as it was read. */
async function carryTo(row: ApplicationRow, next: ApplicationRow): Promise<boolean> {
  return done([
    {
      Put: {
        TableName: TABLE,
        Item: { ...next, ...keyOfApplication(row.applicationId) },
        ...asRead(row),
      },
    },
    ...unqueue(row),
    ...queue(next),
    ...stillHolding(next),
  ])
}

/** A waiting application goes to the cadres of the member who has its phone. Undefined: something has changed since. */
export async function sendToRepair(
  row: ApplicationRow,
  holder: MemberRow,
): Promise<ApplicationRow | undefined> {
  const { memberId: holderId, orgPath: holderPath } = holder
  const phoneHash = phoneHashOf(phoneOfApplicant(row))
  const next: ApplicationRow = { ...row, state: 'checking', holderId, holderPath, phoneHash }
  return (await carryTo(row, next)) ? next : undefined
}

/** The phone is nobody's any more: it waits with the union it was handed in to, where that stands now. */
export async function sendBack(row: ApplicationRow, org: Org): Promise<ApplicationRow | undefined> {
  const next = seatedWaiting(row, org)
  return (await carryTo(row, next)) ? next : undefined
}

interface Merging {
  /** Who applied, as they were read. */
  readonly applicant: Person
  readonly holder: MemberRow
  readonly by: string
  readonly at: Instant
  readonly reason: string
}

/**
 * The same person on another WeChat: the membership, with everything kept by its id, goes to who applied; who had it has
 * it no more. False: something is not as it was read.
 */
export const mergeInto = (
  row: ApplicationRow,
  { applicant, holder, by, at, reason }: Merging,
): Promise<boolean> => {
  const { memberId, personId: old } = holder
  return done([
    decide(row, { state: 'merged', at, by, reason }),
    ...unqueue(row),
    ...stillHolding(row),
    ...tellApplicant(row, 'application-merged', at),
    {
      Update: {
        TableName: TABLE,
        Key: { ...keyOf('a member', { memberId }) },
        UpdateExpression: 'SET personId = :new',
        ConditionExpression: 'personId = :old',
        ExpressionAttributeValues: { ':new': row.personId, ':old': old },
      },
    },
    giveUpTo(old, memberId, row.personId),
    becomeHolder(applicant, holder),
    noteDeed(memberId, 'merged', { at, by, reason, from: old, to: row.personId }),
  ])
}

/** Written down before the name and the phone leave the seal. */
export async function noteLook(
  { applicationId }: ApplicationRow,
  look: { readonly personId: string; readonly reason: string; readonly at: Instant },
): Promise<void> {
  const { personId, at } = look
  const key = keyOf('a look at an applicant’s whole name and phone', { applicationId, at, personId })
  const expiresAt = endOfTerm('a look at an applicant’s whole name and phone', at)
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, ...look, expiresAt } }))
}
