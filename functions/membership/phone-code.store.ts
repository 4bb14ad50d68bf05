import { randomInt } from 'node:crypto'
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dayOf, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { lookupHash, seal, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter, expiryAt } from '../table/expiry.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { phoneHashOf } from './member.store.ts'
import { CODE_LIFE_MS, CODES_A_DAY, GUESSES, RESEND_MS, type SentOnDay } from './phone-code.rule.ts'

/** To whom a code belongs: it proves that this person holds this phone, and nothing for anybody else. */
export interface Holder {
  readonly personId: string
  readonly phone: string
}

interface OneTimeCode {
  readonly codeHash: string
  readonly until: Instant
  readonly guesses?: ReadonlySet<string>
}

const keyOfCode = ({ personId, phone }: Holder) =>
  keyOf('a one-time code sent to a phone', { phoneHash: phoneHashOf(phone), personId })

const codeHashOf = ({ personId, phone }: Holder, code: string) =>
  lookupHash('one-time-code', personId, phone, code)

export const drawCode = (): string => String(randomInt(1_000_000)).padStart(6, '0')

const sentKeysOf = ({ personId, phone }: Holder, now: Instant) =>
  [personId, phoneHashOf(phone)].map((subject) =>
    keyOf('one-time codes sent on a day', { subject, day: dayOf(now) }),
  )

export const readSentOnDay = (holder: Holder, now: Instant): Promise<(SentOnDay | undefined)[]> =>
  Promise.all(sentKeysOf(holder, now).map((key) => read<SentOnDay>(key)))

/** Keeps a code that is about to be sent, in place of any earlier one, and counts it. False: `maySend` would refuse. */
export async function keepCode(holder: Holder, code: string, now: Instant): Promise<boolean> {
  const until = later(now, CODE_LIFE_MS)
  const kept: OneTimeCode = { codeHash: codeHashOf(holder, code), until }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOfCode(holder), ...kept, expiresAt: expiryAt(until) },
            },
          },
          ...sentKeysOf(holder, now).map((key) => ({
            Update: {
              TableName: TABLE,
              Key: { ...key },
              UpdateExpression: 'SET lastAt = :now, expiresAt = :forget ADD sent :one',
              ConditionExpression: 'attribute_not_exists(pk) OR (lastAt <= :latest AND sent < :most)',
              ExpressionAttributeValues: {
                ':now': now,
                ':one': 1,
                ':most': CODES_A_DAY,
                ':latest': later(now, -RESEND_MS),
                ':forget': expiryAfter(now, 2),
              },
            },
          })),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** A code that could not be sent keeps nobody waiting for a minute. It still counts: a failed message may cost money. */
export async function forgetCode(holder: Holder, now: Instant): Promise<void> {
  const lifted = sentKeysOf(holder, now).map((key) =>
    unlessRefused(
      database.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: { ...key },
          UpdateExpression: 'SET lastAt = :before',
          ConditionExpression: 'lastAt = :now',
          ExpressionAttributeValues: { ':now': now, ':before': later(now, -RESEND_MS) },
        }),
      ),
    ),
  )
  await Promise.all([
    ...lifted,
    database.send(new DeleteCommand({ TableName: TABLE, Key: { ...keyOfCode(holder) } })),
  ])
}

/**
 * Whether `code` is the one that was sent. A guess is counted before it is compared, so that many at once are not
 * more than five; the same guess again is the same guess, so that a repeated request costs nothing.
 */
export async function guessCode(holder: Holder, code: string, now: Instant): Promise<boolean> {
  const guess = codeHashOf(holder, code)
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfCode(holder) },
        UpdateExpression: 'ADD guesses :guess',
        ConditionExpression:
          '#until > :now AND (attribute_not_exists(guesses) OR size(guesses) < :most OR contains(guesses, :one))',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: {
          ':guess': new Set([guess]),
          ':one': guess,
          ':now': now,
          ':most': GUESSES,
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return !isRefused(result) && (result.Attributes as OneTimeCode | undefined)?.codeHash === guess
}

/** Uses a code up, in the transaction of what it was asked for. */
export const spendCode = (holder: Holder, code: string) => ({
  Delete: {
    TableName: TABLE,
    Key: { ...keyOfCode(holder) },
    ConditionExpression: 'codeHash = :codeHash',
    ExpressionAttributeValues: { ':codeHash': codeHashOf(holder, code) },
  },
})

/** WeChat tells a code's phone but once, so it is kept for a while: a request that failed later on may come again. */
const TOLD_LIFE_MS = 10 * MINUTE_MS

interface TellingRow {
  readonly phoneSealed: string
  readonly until: Instant
}

const keyOfTelling = (personId: string, phoneCode: string) =>
  keyOf('a phone that WeChat told of a person', { personId, codeHash: lookupHash('phone-code', phoneCode) })

export async function readToldPhone(personId: string, phoneCode: string, now: Instant) {
  const row = await read<TellingRow>(keyOfTelling(personId, phoneCode))
  return row && now < row.until ? unseal(row.phoneSealed, `${personId}/told-phone`) : undefined
}

export async function keepToldPhone(
  personId: string,
  phoneCode: string,
  phone: string,
  now: Instant,
): Promise<void> {
  const until = later(now, TOLD_LIFE_MS)
  const row: TellingRow = { phoneSealed: seal(phone, `${personId}/told-phone`), until }
  await database.send(
    new PutCommand({
      TableName: TABLE,
      Item: { ...keyOfTelling(personId, phoneCode), ...row, expiresAt: expiryAt(until) },
    }),
  )
}
