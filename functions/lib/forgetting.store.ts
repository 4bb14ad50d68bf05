import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { dayOf, type Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { read, readPage } from '../table/reads.ts'

/** What is forgotten by a job, for the table's own expiry takes single rows and knows of no counts. */
export type Forgettable = 'application' | 'drop' | 'erasure' | 'tag-claim' | 'transfer'

export interface Due {
  readonly what: Forgettable
  readonly id: string
  /** The day on which it is due. */
  readonly day: string
}

const keyOfDue = ({ day, what, id }: Due) => keyOf('what is to be forgotten on a day', { day, what, id })

/** For the transaction that begins the term. */
export const forgetLater = (what: Forgettable, id: string, at: Instant) => {
  const due: Due = { what, id, day: dayOf(at) }
  return { Put: { TableName: TABLE, Item: { ...keyOfDue(due), ...due } } }
}

/** For the transaction that ends the term early. */
export const forgetNot = (what: Forgettable, id: string, at: Instant) => ({
  Delete: { TableName: TABLE, Key: { ...keyOfDue({ what, id, day: dayOf(at) }) } },
})

export const dueOn = (day: string, limit: number, after: string | undefined) =>
  readPage<Due>(rangeOf('what is to be forgotten on a day', { day }), { limit, after, strong: true })

export async function noteForgotten(due: Due): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: { ...keyOfDue(due) } }))
}

const keyOfMark = () => keyOf('how far has been forgotten', {})

/** The first day on which something may be left to forget; undefined before the first run. */
export const readMark = async (): Promise<string | undefined> =>
  (await read<{ day: string }>(keyOfMark()))?.day

export async function moveMark(day: string): Promise<void> {
  await database.send(new PutCommand({ TableName: TABLE, Item: { ...keyOfMark(), day } }))
}

/** To another day, for what cannot be done now. */
export async function putOff(due: Due, until: Instant): Promise<void> {
  const { Put } = forgetLater(due.what, due.id, until)
  await database.send(new PutCommand(Put))
  await noteForgotten(due)
}
