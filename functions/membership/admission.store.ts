import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { database } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import type { ApplicationRow } from './application.rule.ts'
import { decide, tellApplicant } from './application.store.ts'
import { forgetRefused } from './application-farewell.store.ts'
import { unqueue, unqueueWaiting } from './application-queue.store.ts'
import { countAdmission } from './join-step.store.ts'
import type { MemberRow } from './member.rule.ts'
import { admit } from './member.store.ts'

type Items = NonNullable<TransactWriteCommandInput['TransactItems']>

/** All of it or nothing. False: something is not as it was read. */
const carriedOut = async (TransactItems: Items): Promise<boolean> =>
  (await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems })))) === 'done'

interface Admission {
  readonly member: MemberRow
  readonly former?: MemberRow | undefined
  readonly now: Instant
}

/** Whoever says yes: the application is decided, the membership stands, it is counted, and they are told. */
const admission = (application: ApplicationRow, { member, former, now }: Admission, by?: string): Items => [
  decide(application, { state: 'admitted', at: now, ...(by === undefined ? {} : { by }) }),
  ...admit(member, former),
  countAdmission(application.scene, application.personId),
  ...tellApplicant(application, 'application-admitted', now),
]

/** A cadre's yes. False: something is not as it was read, so read and decide again. */
export const admitApplicant = (
  application: ApplicationRow,
  { cadreId, ...admitted }: Admission & { readonly cadreId: string },
): Promise<boolean> => carriedOut([...admission(application, admitted, cadreId), ...unqueue(application)])

/**
 * The roster's yes, by an entry that came after the application. False: something is not as it was read.
 * @param beside what is written besides: the entry is taken.
 */
export const admitNamed = (
  application: ApplicationRow,
  { beside, ...admitted }: Admission & { readonly beside: Items },
): Promise<boolean> =>
  carriedOut([...beside, ...admission(application, admitted), ...unqueueWaiting(application)])

/** A cadre's no. False: it has been decided meanwhile. */
export const turnAway = (
  application: ApplicationRow,
  { reason, cadreId, now }: { readonly reason: string; readonly cadreId: string; readonly now: Instant },
): Promise<boolean> =>
  carriedOut([
    decide(application, { state: 'refused', at: now, by: cadreId, reason }),
    ...unqueue(application),
    forgetRefused(application, now),
    ...tellApplicant(application, 'application-refused', now),
  ])
