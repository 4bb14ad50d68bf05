import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { type Key, keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, refusedAt, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readRange } from '../table/reads.ts'
import type { AttemptRow, Quiz } from './quiz.rule.ts'
import type { Reader } from './reader.rule.ts'
import { replacing } from './reader.store.ts'

const keyOfQuiz = (campaignId: string, quizId: string) =>
  keyOf('a quiz of a campaign', { campaignId, quizId })

export const readQuiz = (campaignId: string, quizId: string): Promise<Quiz | undefined> =>
  read<Quiz>(keyOfQuiz(campaignId, quizId))

export const readQuizzes = (campaignId: string): Promise<Quiz[]> =>
  readRange<Quiz>(rangeOf('a quiz of a campaign', { campaignId }))

/** Puts a quiz in the place of the revision before it; the first in a place that is empty. False: neither was so any more. */
export async function replaceQuiz(quiz: Quiz): Promise<boolean> {
  const { campaignId, quizId, revision } = quiz
  const condition =
    revision === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :before',
          ExpressionAttributeValues: { ':before': revision - 1 },
        }
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...quiz, ...keyOfQuiz(campaignId, quizId) },
        ...condition,
      }),
    ),
  )
  return !isRefused(result)
}

interface Of {
  readonly memberId: string
  readonly campaignId: string
  readonly quizId: string
}

const keyOfAttempt = (of: Of, { day, n }: Pick<AttemptRow, 'day' | 'n'>) =>
  keyOf('an attempt of a member at a quiz', { ...of, day, n })

export const readAttempt = (of: Of, at: Pick<AttemptRow, 'day' | 'n'>): Promise<AttemptRow | undefined> =>
  read<AttemptRow>(keyOfAttempt(of, at))

/** A member's attempts of one day, the first first. */
export const readAttempts = (of: Of, day: string): Promise<AttemptRow[]> =>
  readRange<AttemptRow>(rangeOf('an attempt of a member at a quiz', { ...of, day }), { strong: true })

/** All attempts of a member, whatever the quiz. */
export async function readAllAttempts(
  memberId: string,
): Promise<(AttemptRow & Pick<Of, 'campaignId' | 'quizId'>)[]> {
  const range = rangeOf('an attempt of a member at a quiz', { memberId })
  return (await readRange<AttemptRow & Key>(range)).map(({ pk: _, sk, ...attempt }) => {
    const [, campaignId = '', quizId = ''] = sk.split('#')
    return { campaignId, quizId, ...attempt }
  })
}

/** Begins an attempt; false where another phone of the member began it. */
export async function putAttempt(of: Of, attempt: AttemptRow): Promise<boolean> {
  const result = await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...attempt, ...keyOfAttempt(of, attempt) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
  return !isRefused(result)
}

interface Handed {
  readonly answers: readonly (readonly number[])[]
  readonly right: number
  /** Its reader as read, and as they stand with it. */
  readonly before: Reader
  readonly next: Reader
}

/**
 * Hands an attempt in, once, and puts it in its reader's row in the same transaction: no pass is kept in one place alone.
 * `handed-in`: it was before; `changed`: the reader is not as it was read.
 */
export async function handIn(
  of: Of,
  at: Pick<AttemptRow, 'day' | 'n'>,
  { answers, right, before, next }: Handed,
): Promise<'done' | 'handed-in' | 'changed'> {
  const answered = {
    TableName: TABLE,
    Key: { ...keyOfAttempt(of, at) },
    UpdateExpression: 'SET #answers = :answers, #right = :right',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#answers)',
    ExpressionAttributeNames: { '#answers': 'answers', '#right': 'right' },
    ExpressionAttributeValues: { ':answers': answers, ':right': right },
  }
  const TransactItems = [{ Update: answered }, { Put: replacing(before, next) }]
  const result = await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems })))
  if (result === 'done') return 'done'
  return refusedAt(result, 0) ? 'handed-in' : 'changed'
}
