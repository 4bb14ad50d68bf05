import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import type { Tag } from '@gonghui/shared/lib/tags'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { unseal } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read, readAll, readPage } from '../table/reads.ts'
import { endOfTerm } from '../table/terms.ts'
import { type MemberRow, seatedAt } from './member.rule.ts'
import { phoneHashOf, readMember, readPhoneHolder } from './member.store.ts'

const PAGE = 50

/** An org's own members, the first to join first. */
export async function readRoll(org: Org, cursor: string | undefined) {
  const { orgId } = org
  const range = rangeOf('a member on an org’s roll', { orgId })
  const { items: places, after } = await readPage<{ memberId: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    strong: true,
  })
  const rows = await readAll<MemberRow>(
    places.map(({ memberId }) => keyOf('a member', { memberId })),
    { strong: true },
  )
  const byId = new Map(rows.map((row) => [row.memberId, row]))
  const items = places.flatMap(({ memberId }) => byId.get(memberId) ?? [])
  return { items: items.map((row) => seatedAt(row, org)), ...cursorOf(range, after) }
}

export async function memberWithNo(memberNo: string): Promise<MemberRow | undefined> {
  const holder = await read<{ memberId: string }>(keyOf('the member with a member number', { memberNo }))
  return holder && readMember(holder.memberId)
}

export async function memberWithPhone(phone: string): Promise<MemberRow | undefined> {
  const holder = await readPhoneHolder(phoneHashOf(phone))
  return holder && readMember(holder.memberId)
}

/** The whole name and phone, for who has said why; the look is written down before they leave the seal. */
export async function lookAt(
  { memberId, nameSealed, phoneSealed }: MemberRow,
  look: { readonly personId: string; readonly reason: string; readonly at: Instant },
): Promise<{ readonly name: string; readonly phone: string }> {
  const { personId, at } = look
  await database.send(
    new PutCommand({
      TableName: TABLE,
      Item: {
        ...keyOf('a look at a member’s whole name and phone', { memberId, at, personId }),
        ...look,
        expiresAt: endOfTerm('a look at a member’s whole name and phone', at),
      },
    }),
  )
  return {
    name: unseal(nameSealed, `${memberId}/name`),
    phone: unseal(phoneSealed, `${memberId}/phone`),
  }
}

/** A deed done to a member, for the history that the union keeps. */
export const noteDeed = (
  memberId: string,
  deed: string,
  facts: Readonly<Record<string, unknown>> & { readonly at: Instant; readonly by: string },
) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...keyOf('something that happened to a member', { memberId, at: facts.at, deed }),
      deed,
      ...facts,
    },
  },
})

/** The part of a transaction that changes a member's tags from those that were seen, and notes who did it. */
export const changeTags = (
  { memberId, tags: seen }: Pick<MemberRow, 'memberId' | 'tags'>,
  tags: readonly Tag[],
  { by, at }: { readonly by: string; readonly at: Instant },
) => [
  {
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId }) },
      UpdateExpression: 'SET tags = :tags',
      ConditionExpression: 'attribute_exists(pk) AND tags = :seen',
      ExpressionAttributeValues: { ':tags': tags, ':seen': seen },
    },
  },
  noteDeed(memberId, 'tags', { at, by, tags, seen }),
]

/** False: the tags are not those that were seen any more. */
export async function writeTags(
  member: MemberRow,
  tags: readonly Tag[],
  change: { readonly by: string; readonly at: Instant },
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: changeTags(member, tags, change) })),
  )
  return result === 'done'
}
