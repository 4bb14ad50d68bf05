import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { maskPhone } from '@gonghui/shared/lib/text'
import type { QueuedApplication } from '@gonghui/shared/membership/applications'
import { plainName } from '@gonghui/shared/membership/phone'
import { newId } from '../lib/ids.ts'
import { telling } from '../lib/messages.ts'
import { lookupHash, seal, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { type ApplicationRow, isCounted, isOpen, REPLACED, shownToApplicant } from './application.rule.ts'
import { forgetRefused } from './application-farewell.store.ts'
import { queue, unqueue } from './application-queue.store.ts'
import type { JoinCodeRow } from './join-code.rule.ts'
import { countApplication } from './join-code.store.ts'
import { countAdmission } from './join-step.store.ts'
import type { MemberRow } from './member.rule.ts'
import { admit, phoneHashOf } from './member.store.ts'
import { stillThere } from './org-lookup.store.ts'
import { stillNoMember } from './person.store.ts'
import { type Holder, spendCode } from './phone-code.store.ts'
import { type Placed, takeEntry } from './roster.store.ts'

export const keyOfApplication = (applicationId: string) => keyOf('an application', { applicationId })

export const readApplication = (applicationId: string): Promise<ApplicationRow | undefined> =>
  read<ApplicationRow>(keyOfApplication(applicationId))

/** A person's latest application. */
export async function readApplicationOf(personId: string): Promise<ApplicationRow | undefined> {
  const latest = await read<{ applicationId: string }>(keyOf('a person’s application', { personId }))
  return latest && readApplication(latest.applicationId)
}

/** Name and phone leave the seal only for whoever decides, and for the admission itself. */
export const nameOf = (row: ApplicationRow) => unseal(row.nameSealed, `${row.applicationId}/name`)
export const phoneOfApplicant = (row: ApplicationRow) => unseal(row.phoneSealed, `${row.applicationId}/phone`)

export const shownToCadre = (row: ApplicationRow, now: Instant): QueuedApplication => ({
  ...shownToApplicant(row, now),
  name: nameOf(row),
  phoneMasked: row.phoneMasked,
  joinCodeLabel: row.joinCodeLabel,
})

export const factsHashOf = (orgId: string, name: string, phone: string): string =>
  lookupHash('application', orgId, plainName(name), phone)

export function newApplication(
  from: {
    readonly personId: string
    readonly joinCode: JoinCodeRow
    readonly org: Org
    readonly name: string
    readonly phone: string
    readonly requestHash: string
    readonly consentVersion: string
    /** Who has the phone already: then it is for their cadres to check. */
    readonly holder?: MemberRow | undefined
  },
  now: Instant,
): ApplicationRow {
  const applicationId = newId('application', now)
  const { personId, joinCode, org, name, phone, requestHash, consentVersion, holder } = from
  return {
    applicationId,
    personId,
    state: holder ? 'checking' : 'waiting',
    ...(holder ? { holderId: holder.memberId, holderPath: holder.orgPath } : {}),
    phoneHash: phoneHashOf(phone),
    orgId: org.orgId,
    orgName: org.name,
    orgPath: org.path,
    orgPathNames: org.pathNames,
    scene: joinCode.scene,
    joinCodeLabel: joinCode.label,
    nameSealed: seal(name, `${applicationId}/name`),
    phoneSealed: seal(phone, `${applicationId}/phone`),
    phoneMasked: maskPhone(phone),
    requestHash,
    factsHash: factsHashOf(org.orgId, name, phone),
    consentVersion,
    submittedAt: now,
  }
}

/** Open as it was read, and with the desks where it was read: those places are what a decision clears. */
export function asRead({ state, orgPath, holderPath }: ApplicationRow) {
  const isThere = holderPath === undefined ? 'attribute_not_exists(holderPath)' : 'holderPath = :holderPath'
  return {
    ConditionExpression: `#state = :was AND orgPath = :path AND ${isThere}`,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':was': state,
      ':path': orgPath,
      ...(holderPath === undefined ? {} : { ':holderPath': holderPath }),
    },
  }
}

/** Only of an application that is open as it was read, so of two decisions at once one is made. */
export function decide(
  row: ApplicationRow,
  decision: {
    readonly state: 'admitted' | 'refused' | 'merged'
    readonly at: Instant
    readonly by?: string
    readonly reason?: string
  },
) {
  const { state, at, by, reason } = decision
  const as = asRead(row)
  const sets = ['#state = :state', 'decidedAt = :at']
  if (by !== undefined) sets.push('decidedBy = :by')
  if (reason !== undefined) sets.push('reason = :reason')
  return {
    Update: {
      TableName: TABLE,
      Key: { ...keyOfApplication(row.applicationId) },
      ...as,
      UpdateExpression: `SET ${sets.join(', ')}`,
      ExpressionAttributeValues: {
        ...as.ExpressionAttributeValues,
        ':state': state,
        ':at': at,
        ...(by === undefined ? {} : { ':by': by }),
        ...(reason === undefined ? {} : { ':reason': reason }),
      },
    },
  }
}

type Decided = 'application-admitted' | 'application-refused' | 'application-merged'

/** For the transaction that decides: who is not looking at the screen hears of it. */
export const tellApplicant = (
  { personId, applicationId, orgName }: ApplicationRow,
  kind: Decided,
  at: Instant,
) => telling(personId, { kind, applicationId, orgName }, at)

/** The person's latest application is this one, if the latest was still the one that was read. */
const becomeLatest = ({ personId, applicationId }: ApplicationRow, latest: ApplicationRow | undefined) => ({
  Put: {
    TableName: TABLE,
    Item: { ...keyOf('a person’s application', { personId }), applicationId },
    ...(latest
      ? {
          ConditionExpression: 'applicationId = :latest',
          ExpressionAttributeValues: { ':latest': latest.applicationId },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
})

/** It is checked because of this very member's phone: where they gave it up meanwhile, it need not be. */
export const stillHolding = ({ state, phoneHash, holderId }: ApplicationRow) =>
  state === 'checking'
    ? [
        {
          ConditionCheck: {
            TableName: TABLE,
            Key: { ...keyOf('the member with a phone', { phoneHash: phoneHash ?? '' }) },
            ConditionExpression: 'memberId = :holder',
            ExpressionAttributeValues: { ':holder': holderId },
          },
        },
      ]
    : []

export interface Filing {
  readonly application: ApplicationRow
  readonly latest: ApplicationRow | undefined
  readonly joinCode: JoinCodeRow
  /** The typed phone and its one-time code, to be used up. */
  readonly spent: { readonly holder: Holder; readonly code: string } | undefined
  /** Where they are admitted at once: by the roster's entry, or by the code itself. */
  readonly admission:
    | {
        readonly member: MemberRow
        readonly former: MemberRow | undefined
        readonly entry: Placed | undefined
      }
    | undefined
}

/**
 * Files an application and, where the roster or the code vouches for the worker, admits them: all of it or nothing.
 * False: something is not as it was read, so read and decide again.
 */
export async function fileApplication(filing: Filing, now: Instant): Promise<boolean> {
  const { application, latest, joinCode, spent, admission } = filing
  const { personId, applicationId, consentVersion, scene } = application
  const corrected = latest && isOpen(latest) ? latest : undefined
  const filed: ApplicationRow = admission
    ? {
        ...application,
        ...{ state: 'admitted', decidedAt: now },
        ...(admission.entry ? {} : { decidedBy: joinCode.createdBy }),
      }
    : application
  const consent = { version: consentVersion, givenAt: now, scene }
  const put = (item: Readonly<Record<string, unknown>>) => ({
    Put: { TableName: TABLE, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
  })
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          becomeLatest(application, latest),
          put({ ...keyOfApplication(applicationId), ...filed }),
          put({
            ...keyOf('a consent a person gave with an application', { personId, applicationId }),
            ...consent,
          }),
          ...(isCounted(corrected, joinCode) ? [] : [countApplication(scene, now)]),
          ...(spent ? [spendCode(spent.holder, spent.code)] : []),
          ...(corrected
            ? [
                decide(corrected, { state: 'refused', at: now, reason: REPLACED }),
                ...unqueue(corrected),
                forgetRefused(corrected, now),
              ]
            : []),
          ...(admission
            ? [
                ...admit(admission.member, admission.former),
                countAdmission(scene, personId),
                ...(admission.entry ? [takeEntry(admission.entry, admission.member.memberId)] : []),
              ]
            : [
                stillNoMember(personId),
                ...queue(application),
                ...stillHolding(application),
                ...(application.state === 'waiting'
                  ? [stillThere({ orgId: application.orgId, path: application.orgPath })]
                  : []),
              ]),
        ],
      }),
    ),
  )
  return result === 'done'
}
