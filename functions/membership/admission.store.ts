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

/** A cadre's yes. False: something is not as it was read, so read and decide again. */
export async function admitApplicant(
  application: ApplicationRow,
  {
    member,
    former,
    cadreId,
    now,
  }: {
    readonly member: MemberRow
    readonly former?: MemberRow | undefined
    readonly cadreId: string
    readonly now: Instant
  },
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          decide(application, { state: 'admitted', at: now, by: cadreId }),
          ...admit(member, former),
          countAdmission(application.scene, application.personId),
          ...unqueue(application),
          ...tellApplicant(application, 'application-admitted', now),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** The roster's yes, by an entry that came after the application. False: something is not as it was read. */
export async function admitNamed(
  application: ApplicationRow,
  {
    member,
    former,
    beside,
    now,
  }: {
    readonly member: MemberRow
    readonly former: MemberRow | undefined
    /** What is written besides: the entry is taken. */
    readonly beside: NonNullable<TransactWriteCommandInput['TransactItems']>
    readonly now: Instant
  },
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          decide(application, { state: 'admitted', at: now }),
          ...beside,
          ...admit(member, former),
          countAdmission(application.scene, application.personId),
          ...unqueueWaiting(application),
          ...tellApplicant(application, 'application-admitted', now),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** A cadre's no. False: it has been decided meanwhile. */
export async function turnAway(
  application: ApplicationRow,
  { reason, cadreId, now }: { readonly reason: string; readonly cadreId: string; readonly now: Instant },
): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          decide(application, { state: 'refused', at: now, by: cadreId, reason }),
          ...unqueue(application),
          forgetRefused(application, now),
          ...tellApplicant(application, 'application-refused', now),
        ],
      }),
    ),
  )
  return result === 'done'
}
