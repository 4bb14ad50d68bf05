import { randomInt } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { type Key, keyOf } from '../../table/access-patterns.ts'
import { database, TABLE } from '../../table/database.ts'
import { unlessCancelled } from '../../table/failures.ts'
import { read, readAll } from '../../table/reads.ts'
import { type Drop, isLaid } from './drop.rule.ts'

/**
 * A key gives three thousand read units a second and no more, and at an opening ten thousand functions ask for one and
 * the same drop. Whoever only asks therefore goes by a copy: a laid drop lies in so many, each a partition of its own, all
 * written in one transaction after every change and before whoever made it is answered.
 */
const COPIES = 16
/** Which one this function asks for. */
const MINE = randomInt(COPIES)

const copyOf = (dropId: string, copy: number) => keyOf('a copy of a drop', { dropId, copy })

export const keysOfCopies = (dropId: string): Key[] =>
  Array.from({ length: COPIES }, (_, copy) => copyOf(dropId, copy))

/** None of a draft. It may lag by as much as an eventually consistent read does. */
export const readCopy = (dropId: string): Promise<Drop | undefined> =>
  read<Drop>(copyOf(dropId, MINE), { strong: false })

/** Those of the drops that are laid. */
export const readCopies = (dropIds: readonly string[]): Promise<Drop[]> =>
  readAll<Drop>(dropIds.map((dropId) => copyOf(dropId, MINE)))

/** Writes a drop as it stands to its copies, unless a later one stands there. */
export async function spreadDrop(dropId: string): Promise<void> {
  const drop = await read<Drop>(keyOf('a drop', { dropId }))
  if (!drop || !isLaid(drop)) return
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: keysOfCopies(dropId).map((key) => ({
          Put: {
            TableName: TABLE,
            Item: { ...drop, ...key },
            ConditionExpression: 'attribute_not_exists(pk) OR revision < :revision',
            ExpressionAttributeValues: { ':revision': drop.revision },
          },
        })),
      }),
    ),
  )
}

/** What a crash between a change and its copies has left: they are written after all. */
export async function mendCopies({ dropId, revision }: Drop): Promise<void> {
  if ((await readCopy(dropId))?.revision !== revision) await spreadDrop(dropId)
}
