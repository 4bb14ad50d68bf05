import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { newId } from '../lib/ids.ts'
import { lookupHash, seal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read } from '../table/reads.ts'

export interface Person {
  readonly personId: string
  /** For messages to them; looked up by its keyed hash. */
  readonly openidSealed: string
  readonly firstSeenAt: Instant
  /** Set by the admission; taken away when the membership ends. */
  readonly memberId?: string
  /** The membership that ended: it is taken up again, with all that belongs to it, where the person comes back. */
  readonly formerMemberId?: string
  /** Ended memberships that another one of theirs, from another WeChat, has taken the place of: never taken up again. */
  readonly earlierMemberIds?: readonly string[]
  /** Their other WeChats, from which a membership was brought to this one. */
  readonly tookOver?: readonly string[]
  /** The WeChat to which the membership was brought from this one. */
  readonly mergedInto?: string
}

/** Stands where a person's member stood, so that a token that is still good makes nobody a member under this id. */
export const NOBODY = '-'

/** Every membership that a person ever had, ended or not: the latest last. */
export function personsMembers(person: Person | undefined): readonly string[] {
  const { earlierMemberIds = [], formerMemberId, memberId } = person ?? {}
  const all = [...earlierMemberIds, formerMemberId, memberId].filter(
    (id) => id !== undefined && id !== NOBODY,
  )
  return [...new Set(all)] as string[]
}

/** A token is good for 15 minutes whatever happens to the table, so the row of who shows one may be missing. */
export const readPerson = (personId: string): Promise<Person | undefined> =>
  read<Person>(keyOf('a person', { personId }))

/** The person behind an openid, made at the first login. Of two first logins at once both get the same person. */
export async function personBehind(openid: string, now: Instant): Promise<string> {
  const key = keyOf('the person behind a WeChat user', { openidHash: lookupHash('openid', openid) })
  const known = await read<{ personId: string }>(key)
  if (known) return known.personId
  const personId = newId('person', now)
  const person: Person = { personId, openidSealed: seal(openid, `${personId}/openid`), firstSeenAt: now }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...key, personId },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          { Put: { TableName: TABLE, Item: { ...keyOf('a person', { personId }), ...person } } },
        ],
      }),
    ),
  )
  return result === 'done' ? personId : personBehind(openid, now)
}

/**
 * A person with all their WeChats, this one first: what lies under the others is theirs too. One that has got a membership
 * of its own since is somebody by themselves.
 */
export async function readAllOf(personId: string, seen: readonly string[] = []): Promise<Person[]> {
  const person = await readPerson(personId)
  if (!person) return []
  const { tookOver = [] } = person
  const met = [...seen, personId]
  const others = await Promise.all(
    tookOver.filter((id) => !met.includes(id)).map((id) => readAllOf(id, [...met, ...tookOver])),
  )
  const isTheirs = ([other]: Person[]) =>
    other?.mergedInto === personId && other.memberId === undefined && other.formerMemberId === undefined
  return [person, ...others.filter(isTheirs).flat()]
}

/** In the transaction that admits: one person, one membership. */
export const becomeMember = (personId: string, memberId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('a person', { personId }) },
    UpdateExpression: 'SET memberId = :memberId REMOVE formerMemberId',
    ConditionExpression:
      'attribute_not_exists(memberId) AND (attribute_not_exists(formerMemberId) OR formerMemberId = :memberId)',
    ExpressionAttributeValues: { ':memberId': memberId },
  },
})

/** In the transaction that ends a membership. */
export const ceaseToBeMember = (personId: string, memberId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('a person', { personId }) },
    UpdateExpression: 'SET formerMemberId = :memberId REMOVE memberId',
    ConditionExpression: 'memberId = :memberId',
    ExpressionAttributeValues: { ':memberId': memberId },
  },
})

/** In the transaction that files an application: whoever is a member has nothing to apply for. */
export const stillNoMember = (personId: string) => ({
  ConditionCheck: {
    TableName: TABLE,
    Key: { ...keyOf('a person', { personId }) },
    ConditionExpression: 'attribute_not_exists(memberId)',
  },
})

/** In the transaction that brings a membership from one WeChat of a person to another: it is no longer here, but there. */
export const giveUpTo = (personId: string, memberId: string, otherId: string) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('a person', { personId }) },
    UpdateExpression: 'SET mergedInto = :other REMOVE memberId',
    ConditionExpression: 'memberId = :memberId',
    ExpressionAttributeValues: { ':memberId': memberId, ':other': otherId },
  },
})

const TOOK_OVER = 'tookOver = list_append(if_not_exists(tookOver, :none), :old)'

/** There the one that ended, if any did, is kept beside it, and whose it was. @param person as it was read. */
export const becomeHolder = (
  { personId, formerMemberId: former }: Person,
  { memberId, personId: old }: { readonly memberId: string; readonly personId: string },
) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOf('a person', { personId }) },
    ...(former === undefined
      ? {
          UpdateExpression: `SET memberId = :memberId, ${TOOK_OVER}`,
          ConditionExpression:
            'attribute_exists(pk) AND attribute_not_exists(memberId) AND attribute_not_exists(formerMemberId)',
          ExpressionAttributeValues: { ':memberId': memberId, ':old': [old], ':none': [] },
        }
      : {
          UpdateExpression: `SET memberId = :memberId, ${TOOK_OVER}, earlierMemberIds = list_append(if_not_exists(earlierMemberIds, :none), :ended) REMOVE formerMemberId`,
          ConditionExpression: 'attribute_not_exists(memberId) AND formerMemberId = :former',
          ExpressionAttributeValues: {
            ':memberId': memberId,
            ':former': former,
            ':ended': [former],
            ':old': [old],
            ':none': [],
          },
        }),
  },
})
