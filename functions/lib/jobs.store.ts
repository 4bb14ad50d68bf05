import { TransactWriteCommand, type TransactWriteCommandInput, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, later } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAfter } from '../table/expiry.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readRange } from '../table/reads.ts'
import { awsClient } from './aws.ts'
import { type Ended, type Job, LEASE_MS } from './jobs.rule.ts'
import { log, told } from './log.ts'
import { type Repeatable, rememberResult } from './repeat.store.ts'
import { setting } from './setting.ts'

/** What became of a job can be looked up for so long. */
const KEPT_DAYS = 30

export const readJob = (jobId: string): Promise<Job | undefined> => read<Job>(keyOf('a job', { jobId }))

/** Jobs in no particular order; those that are forgotten are left out. */
export const readJobs = (jobIds: readonly string[]): Promise<Job[]> =>
  readAll<Job>(
    jobIds.map((jobId) => keyOf('a job', { jobId })),
    { strong: true },
  )

/** All jobs that have not ended, oldest first. */
export const jobsUnderWay = (): Promise<{ readonly jobId: string; readonly kind: string }[]> =>
  readRange(rangeOf('a job under way', {}), { strong: true })

export type Beside = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** For the transaction that asks for it: the next minute of the function that does jobs takes it up. */
export function placeJob(job: Job, now: Instant): Beside[] {
  const { jobId, kind } = job
  const expiresAt = expiryAfter(now, KEPT_DAYS)
  return [
    { Put: { TableName: TABLE, Item: { ...keyOf('a job', { jobId }), ...job, expiresAt } } },
    { Put: { TableName: TABLE, Item: { ...keyOf('a job under way', { jobId }), jobId, kind } } },
  ]
}

/** @returns false where the same key made something before. */
export async function putJob(
  job: Job,
  repeat: Repeatable,
  now: Instant,
  beside: readonly Beside[] = [],
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [...placeJob(job, now), rememberResult(repeat, job.jobId, now), ...beside],
      }),
    ),
  )
  return result === 'done'
}

/** The functions that do jobs, by the setting that names them. */
export type Worker = 'JOBS_FUNCTION' | 'PEOPLE_FUNCTION'

/**
 * Sets a function that does jobs off at once. Should that fail, its next minute does the work.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function setOff(
  event: { readonly job: string; readonly jobId?: string },
  worker: Worker = 'JOBS_FUNCTION',
): Promise<void> {
  const address = `${setting('LAMBDA_ENDPOINT')}/2015-03-31/functions/${setting(worker)}/invocations`
  try {
    const { status } = await awsClient('lambda').fetch(address, {
      method: 'POST',
      headers: { 'x-amz-invocation-type': 'Event' },
      body: JSON.stringify(event),
    })
    if (status !== 202) log.warn('a job waits for the next minute', { ...event, status })
  } catch (error) {
    log.warn('a job waits for the next minute', { ...event, error: told(error) })
  }
}

/** Makes a job one's own for the time of a lease. Undefined: somebody else works on it, or it has ended. */
export async function takeJob(jobId: string, holder: string, now: Instant): Promise<Job | undefined> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOf('a job', { jobId }) },
        UpdateExpression: 'SET #state = :running, holder = :holder, heldUntil = :until',
        ConditionExpression: '#state IN (:waiting, :running) AND heldUntil <= :now',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':running': 'running',
          ':waiting': 'waiting',
          ':holder': holder,
          ':now': now,
          ':until': later(now, LEASE_MS),
        },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : (result.Attributes as Job)
}

/** Writes down how far a work is, and keeps the job. @returns false where it is somebody else's by now. */
export async function saveJob(
  jobId: string,
  holder: string,
  { cursor, progress, faults }: { readonly cursor: unknown } & Pick<Job, 'progress' | 'faults'>,
  now: Instant,
): Promise<boolean> {
  return written(
    jobId,
    holder,
    'SET #cursor = :cursor, progress = :progress, heldUntil = :until, faults = :faults',
    {
      ':cursor': cursor,
      ':progress': progress,
      ':until': later(now, LEASE_MS),
      ':faults': faults,
    },
  )
}

/** Lets a job go, for whoever comes after that instant. */
export const releaseJob = (jobId: string, holder: string, from: Instant, faults: number): Promise<boolean> =>
  written(jobId, holder, 'SET #state = :waiting, heldUntil = :from, faults = :faults', {
    ':waiting': 'waiting',
    ':from': from,
    ':faults': faults,
  })

async function written(jobId: string, holder: string, update: string, values: Record<string, unknown>) {
  const names = { '#state': 'state', '#cursor': 'cursor' }
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOf('a job', { jobId }) },
        UpdateExpression: update,
        ConditionExpression: 'holder = :holder AND #state = :running',
        ExpressionAttributeNames: update.includes('#cursor') ? names : { '#state': names['#state'] },
        ExpressionAttributeValues: { ...values, ':holder': holder, ':running': 'running' },
      }),
    ),
  )
  return !isRefused(result)
}

/** Ends a job for good. @returns false where it is somebody else's by now. */
export async function endJob(jobId: string, holder: string, ended: Ended, now: Instant): Promise<boolean> {
  const { state, problem, result, file } = ended
  const more = Object.entries({ problem, result, file }).filter(([, value]) => value !== undefined)
  const named = more.map(([name]) => `, #${name} = :${name}`).join('')
  const done = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Update: {
              TableName: TABLE,
              Key: { ...keyOf('a job', { jobId }) },
              UpdateExpression: `SET #state = :state, endedAt = :now${named}`,
              ConditionExpression: 'holder = :holder AND #state = :running',
              ExpressionAttributeNames: {
                '#state': 'state',
                ...Object.fromEntries(more.map(([name]) => [`#${name}`, name])),
              },
              ExpressionAttributeValues: {
                ':state': state,
                ':now': now,
                ':holder': holder,
                ':running': 'running',
                ...Object.fromEntries(more.map(([name, value]) => [`:${name}`, value])),
              },
            },
          },
          { Delete: { TableName: TABLE, Key: { ...keyOf('a job under way', { jobId }) } } },
        ],
      }),
    ),
  )
  return done === 'done'
}
