import { createHash } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { unlessCancelled } from '../table/failures.ts'
import { idFrom } from './ids.ts'
import { readMemberPerson } from './members.store.ts'
import { seal, unseal } from './secrets.ts'

/**
 * What a member can be told: the kind, and facts that name nobody. Every capability writes messages; the words, and the
 * way to WeChat, are those of the capability `messages` alone.
 */
export type Said =
  | {
      readonly kind: 'application-admitted' | 'application-refused' | 'application-merged'
      readonly applicationId: string
      readonly orgName: string
    }
  | {
      readonly kind: 'transfer-accepted' | 'transfer-declined'
      readonly transferId: string
      readonly fromOrgName: string
      readonly toOrgName: string
    }
  | {
      readonly kind: 'member-corrected'
      readonly memberId: string
      readonly orgName: string
      readonly what: 'name' | 'phone' | 'both'
    }
  | { readonly kind: 'phone-passed-on'; readonly memberId: string; readonly orgName: string }
  | {
      readonly kind: 'offer' | 'voucher-ending'
      readonly voucherId: string
      readonly title: string
      /** Until when it can be taken, or used. */
      readonly until: Instant
    }
  | {
      readonly kind: 'opening-soon'
      readonly dropId: string
      readonly title: string
      readonly opensAt: Instant
    }
  // Of looking for a partner: of one's own matters alone, and nothing of whoever is the other.
  | { readonly kind: 'profile-approved' | 'profile-returned'; readonly revision: number }
  | {
      readonly kind: 'hearts-mutual' | 'introduction-confirmed' | 'contacts-exchanged'
      readonly introductionId: string
    }
  | {
      readonly kind: 'event-place' | 'event-moved' | 'event-cancelled'
      readonly eventId: string
      readonly title: string
      readonly venue: string
      readonly startsAt: Instant
    }
  | {
      readonly kind: 'quiz-won'
      readonly campaignId: string
      readonly quizId: string
      readonly title: string
      readonly points: number
    }

/** A message as its person's inbox holds it. */
export type Message = Said & {
  readonly messageId: string
  readonly personId: string
  readonly at: Instant
  readonly readAt?: Instant
}

/** As the table holds it. What it says lies sealed: of whom it says that they look for a partner, nobody reads there. */
export type MessageRow = Pick<Message, 'messageId' | 'personId' | 'at' | 'readAt'> & { readonly said: string }

const sealed = (said: Said, messageId: string): string => seal(JSON.stringify(said), messageId)

export const messageFrom = ({ said, ...row }: MessageRow): Message => ({
  ...(JSON.parse(unseal(said, row.messageId)) as Said),
  ...row,
})

/** A message on its way to WeChat. */
export interface Outgoing {
  readonly messageId: string
  readonly personId: string
  readonly tries: number
  /** Nobody sends it before this instant. */
  readonly from: Instant
}

/** How many parts the queue has: a crowd is told of an opening within a minute. */
export const OUTBOX_SHARDS = 8

const INBOX_DAYS = 180
const OUTBOX_DAYS = 7

const causeOf = (said: Said): string => {
  if ('applicationId' in said) return said.applicationId
  if ('transferId' in said) return said.transferId
  if ('memberId' in said) return said.memberId
  if ('quizId' in said) return `${said.campaignId} ${said.quizId}`
  if ('voucherId' in said) return said.voucherId
  if ('dropId' in said) return said.dropId
  if ('introductionId' in said) return said.introductionId
  // A person has one profile, and each decision is on another revision of it.
  return 'eventId' in said ? said.eventId : String(said.revision)
}

/**
 * The id of a message follows from what it tells, whom and when: told again, it is the same message. It sorts by `at`,
 * which must therefore be the instant of the thing itself, not that of the telling.
 */
export function messageIdOf(personId: string, said: Said, at: Instant): string {
  const bytes = createHash('sha256')
    .update(`${personId} ${said.kind} ${causeOf(said)}`)
    .digest()
    .subarray(0, 16)
  bytes.writeUIntBE(epochMsOf(at), 0, 6)
  return idFrom('message', bytes)
}

/** By the last digit, which is drawn: a part for each is as long as the others. */
export const shardOf = (messageId: string): number =>
  messageId.charCodeAt(messageId.length - 1) % OUTBOX_SHARDS

export const keyOfOutgoing = (messageId: string) =>
  keyOf('a message to be sent', { shard: shardOf(messageId), messageId })

/**
 * For the transaction that does what it tells: the message in the inbox, and its place in the queue to WeChat. Nobody
 * waits for WeChat, and nobody is told of what was not done.
 */
export function telling(personId: string, said: Said, at: Instant) {
  const messageId = messageIdOf(personId, said, at)
  const outgoing: Outgoing = { messageId, personId, tries: 0, from: at }
  const key = keyOf('a message to a person', { personId, messageId })
  return [
    {
      Put: {
        TableName: TABLE,
        Item: {
          ...key,
          ...({ messageId, personId, at, said: sealed(said, messageId) } satisfies MessageRow),
          expiresAt: expiryAfter(at, INBOX_DAYS),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Put: {
        TableName: TABLE,
        Item: { ...keyOfOutgoing(messageId), ...outgoing, expiresAt: expiryAfter(at, OUTBOX_DAYS) },
      },
    },
  ]
}

/**
 * Tells a member of something that is done already, once however often it is called. Somebody who is erased is told
 * nothing. @returns false where it was told before, or there is nobody.
 */
export async function tellMember(memberId: string, said: Said, at: Instant): Promise<boolean> {
  const personId = await readMemberPerson(memberId)
  if (personId === undefined) return false
  const stillThere = {
    ConditionCheck: {
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId }) },
      ConditionExpression: 'personId = :personId',
      ExpressionAttributeValues: { ':personId': personId },
    },
  }
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [...telling(personId, said, at), stillThere] })),
  )
  return result === 'done'
}
