import { DeleteCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, later } from '@gonghui/shared/lib/instant'
import { keyOfOutgoing, type Outgoing } from '../lib/messages.ts'
import { rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, refusedAt, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { readPage } from '../table/reads.ts'
import { LEASE_MS } from './sending.rule.ts'
import { returnConsent, spendConsent, voidConsents } from './subscriptions.store.ts'

/** A message in the queue; `spent` names the template whose consent it has used up. */
export interface Queued extends Outgoing {
  readonly spent?: string
}

const PAGE = 100

/** A part of the queue, the oldest first. */
export const readQueue = (shard: number, after: string | undefined) =>
  readPage<Queued>(rangeOf('a message to be sent', { shard }), { limit: PAGE, after, strong: true })

/** Takes a message for the time of a lease: of two workers, the one that finds it as it was read. */
const taking = ({ messageId, tries, from }: Queued, now: Instant, templateId: string) => ({
  TableName: TABLE,
  Key: { ...keyOfOutgoing(messageId) },
  UpdateExpression: 'SET #from = :until, tries = :next, spent = :templateId',
  ConditionExpression: '#from = :from AND tries = :tries',
  ExpressionAttributeNames: { '#from': 'from' },
  ExpressionAttributeValues: {
    ':until': later(now, LEASE_MS),
    ':next': tries + 1,
    ':tries': tries,
    ':from': from,
    ':templateId': templateId,
  },
})

/**
 * Makes a message this worker's, and uses a consent up for it, both or neither: a message that comes back after a crash
 * has used its own already. `no-consent`: it stays in the inbox alone.
 */
export async function take(
  queued: Queued,
  templateId: string,
  now: Instant,
): Promise<Queued | 'elsewhere' | 'no-consent'> {
  const taken = { ...queued, tries: queued.tries + 1, from: later(now, LEASE_MS), spent: templateId }
  const Update = taking(queued, now, templateId)
  if (queued.spent === templateId) {
    const result = await unlessRefused(database.send(new UpdateCommand(Update)))
    return isRefused(result) ? 'elsewhere' : taken
  }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({ TransactItems: [{ Update }, spendConsent(queued.personId, templateId)] }),
    ),
  )
  if (result === 'done') return taken
  return refusedAt(result, 0) ? 'elsewhere' : 'no-consent'
}

const removal = ({ messageId }: Queued) => ({ TableName: TABLE, Key: { ...keyOfOutgoing(messageId) } })

export async function remove(queued: Queued): Promise<void> {
  await database.send(new DeleteCommand(removal(queued)))
}

/** It is this worker's as long as nobody took it after the lease. */
const stillOurs = ({ tries }: Queued) => ({
  ConditionExpression: 'tries = :tries',
  ExpressionAttributeValues: { ':tries': tries },
})

/** Takes a message off the queue and says what becomes of the consent that it used: both or neither. */
export async function end(taken: Queued, consent: 'returned' | 'void'): Promise<void> {
  const { personId, spent = '' } = taken
  const change = (consent === 'returned' ? returnConsent : voidConsents)(personId, spent)
  const Delete = { ...removal(taken), ...stillOurs(taken) }
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [{ Delete }, change] })),
  )
  // Whose ledger is gone is nobody any more; what another worker took is theirs to end.
  if (result !== 'done' && !refusedAt(result, 0)) await remove(taken)
}

/** Back into its place in the queue, for whoever comes after that instant. */
export async function putOff(taken: Queued, until: Instant): Promise<void> {
  const { ExpressionAttributeValues, ...unless } = stillOurs(taken)
  await unlessRefused(
    database.send(
      new UpdateCommand({
        ...removal(taken),
        ...unless,
        UpdateExpression: 'SET #from = :until',
        ExpressionAttributeNames: { '#from': 'from' },
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':until': until },
      }),
    ),
  )
}
