import type { Taken as Shown } from '@gonghui/shared/benefits/exports'
import type { Beside } from '../../lib/jobs.store.ts'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { TABLE } from '../../table/database.ts'
import { expiryAfter } from '../../table/expiry.ts'
import { read, readPage } from '../../table/reads.ts'

/** That somebody took a list out: for two years with the drop, and as long as its job is known with the person. */
export interface Taken extends Readonly<Shown> {
  readonly dropId: string
  readonly title: string
}

const KEPT_DAYS = 731
const LISTED_DAYS = 29

/** To be written in the transaction that starts the job: nothing is taken out without it. */
export const takenRows = (taken: Taken): Beside[] => {
  const { jobId, dropId, personId, at } = taken
  const withDrop = keyOf('a list taken out of a drop', { dropId, jobId })
  const withPerson = keyOf('a list that a person took out', { personId, jobId })
  return [
    { Put: { TableName: TABLE, Item: { ...withDrop, ...taken, expiresAt: expiryAfter(at, KEPT_DAYS) } } },
    { Put: { TableName: TABLE, Item: { ...withPerson, ...taken, expiresAt: expiryAfter(at, LISTED_DAYS) } } },
  ]
}

export const takenBy = (personId: string) => rangeOf('a list that a person took out', { personId })
export const takenOf = (dropId: string) => rangeOf('a list taken out of a drop', { dropId })

/** Newest first. */
export const readTakenPage = (
  range: { readonly pk: string; readonly begins: string },
  limit: number,
  after: string | undefined,
) => readPage<Taken>(range, { limit, after, newestFirst: true, strong: true })

export const readTaken = (personId: string, jobId: string): Promise<Taken | undefined> =>
  read<Taken>(keyOf('a list that a person took out', { personId, jobId }))
