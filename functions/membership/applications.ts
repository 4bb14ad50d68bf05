import type { BodyOf } from '@gonghui/shared/lib/contract'
import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import type { apply as contract } from '@gonghui/shared/membership/applications'
import { plainName } from '@gonghui/shared/membership/phone'
import type { Caller } from '../lib/caller.ts'
import { lookupHash } from '../lib/secrets.ts'
import { type Handler, isRefusal, type Refusal, refuse, reply } from '../lib/server.ts'
import { issueToken } from '../lib/tokens.ts'
import { type ApplicationRow, beforePhone, shownToApplicant, withPhone } from './application.rule.ts'
import {
  factsHashOf,
  fileApplication,
  newApplication,
  readApplication,
  readApplicationOf,
} from './application.store.ts'
import { readJoinCode } from './join-code.store.ts'
import { membershipOf } from './member.rule.ts'
import {
  newMember,
  phoneHashOf,
  readFormer,
  readMember,
  readMemberOf,
  readPhoneHolder,
} from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { readPerson } from './person.store.ts'
import { guessCode, keepToldPhone, readToldPhone } from './phone-code.store.ts'
import { isFree, readRosterEntry } from './roster.store.ts'
import { phoneOf } from './wechat.ts'

type Sent = BodyOf<typeof contract>

/** More than a person can have requests under way that change each other's footing. */
const TRIES = 8

export const apply: Handler<typeof contract> = async ({ body, caller, now }) => {
  const requestHash = requestHashOf(caller.personId, body)
  for (let tries = 0; tries < TRIES; tries++) {
    const outcome = await applyOnce({ body, caller, requestHash, now })
    if (outcome !== 'changed') return outcome
  }
  throw new Error('an application kept finding things changed')
}

const requestHashOf = (personId: string, { scene, name, phoneCode, phone, oneTimeCode }: Sent): string =>
  lookupHash('request', personId, scene, plainName(name), phoneCode ?? '', phone ?? '', oneTimeCode ?? '')

interface Attempt {
  readonly body: Sent
  readonly caller: Caller
  readonly requestHash: string
  readonly now: Instant
}

async function applyOnce({ body, caller, requestHash, now }: Attempt) {
  const { personId } = caller
  const { consentVersion, name } = body
  const [joinCodeRead, person] = await Promise.all([readJoinCode(body.scene), readPerson(personId)])
  const org = joinCodeRead && (await readStanding(joinCodeRead.orgId))
  // Read last: if this very request, sent twice, filled the code or made the member, its application shows it.
  const latest = await readApplicationOf(personId)
  const first = beforePhone(
    {
      joinCode: joinCodeRead,
      org,
      consentVersion,
      requestHash,
      isMember: person?.memberId !== undefined,
      latest,
    },
    now,
  )
  if (first.is === 'again') return answer(200, first.application, caller, now)
  if (first.is === 'refused') return refuse(first.code, first.facts)
  const { joinCode } = first

  const stands = async <R>(refusal: R): Promise<R | 'changed'> =>
    (await readApplicationOf(personId))?.applicationId === latest?.applicationId ? refusal : 'changed'
  const proven = await provenPhone(personId, body, now)
  if (isRefusal(proven)) return stands(proven)
  const { phone } = proven
  if (!org) throw new Error(`a join code leads to an org that is not there: ${joinCode.orgId}`)
  const { orgId } = org
  const [holder, entry] = await Promise.all([
    readPhoneHolder(phoneHashOf(phone)),
    readRosterEntry(org, { name, phone }),
  ])
  const former = await readFormer(person)
  // Somebody who comes back from the dead is for a cadre to look at.
  const named = entry && isFree(entry, former?.memberId) ? entry : undefined
  const isVouchedFor =
    (named !== undefined || joinCode.admitsAtOnce === true) && former?.standing !== 'deceased'
  const factsHash = factsHashOf(orgId, name, phone)
  const next = withPhone({ factsHash, latest, phoneIsTaken: holder !== undefined, isVouchedFor })
  if (next === 'again' && latest) return answer(200, latest, caller, now)
  const other = next === 'check' && holder ? await readMember(holder.memberId) : undefined
  if (next === 'check' && !other) return 'changed'

  const application = newApplication(
    { personId, joinCode, org, name, phone, requestHash, consentVersion, holder: other },
    now,
  )
  const { applicationId } = application
  const admission =
    next === 'admit'
      ? {
          entry: named,
          member: newMember(
            {
              ...{ personId, applicationId, name, phone, org, former },
              tags: named?.tags ?? [],
              ...{ verifiedBy: named ? 'roster' : 'cadre', entry: named },
            },
            now,
          ),
          former,
        }
      : undefined
  const spent = body.oneTimeCode ? { holder: { personId, phone }, code: body.oneTimeCode } : undefined
  const filed = await fileApplication({ application, latest, joinCode, spent, admission }, now)
  if (!filed) return 'changed'
  const row = await readApplication(applicationId)
  if (!row) throw new Error('an application was filed, but it is not there')
  return answer(201, row, caller, now)
}

/** The phone that the applicant has shown to hold. */
async function provenPhone(
  personId: string,
  { phoneCode, phone, oneTimeCode }: Sent,
  now: Instant,
): Promise<{ phone: string } | Refusal<'phone-code-invalid' | 'wechat-busy'>> {
  if (phoneCode === undefined) {
    if (phone === undefined || oneTimeCode === undefined)
      throw new Error('the contract let a phone unproven through')
    return (await guessCode({ personId, phone }, oneTimeCode, now)) ? { phone } : refuse('phone-code-invalid')
  }
  return phoneBehind(personId, phoneCode, now)
}

/** How long the same request, under way a second time, is given to write down what WeChat told it. */
const PAUSES_MS = [50, 200, 500]

async function phoneBehind(personId: string, phoneCode: string, now: Instant) {
  const kept = await readToldPhone(personId, phoneCode, now)
  if (kept) return { phone: kept }
  const told = await phoneOf(phoneCode)
  if (!isRefusal(told)) {
    await keepToldPhone(personId, phoneCode, told.phone, now)
    return told
  }
  if (told.refused === 'wechat-busy') return told
  for (const pauseMs of PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    const phone = await readToldPhone(personId, phoneCode, now)
    if (phone) return { phone }
  }
  return told
}

/** An admitted applicant gets a token that says so at once. */
async function answer<S extends 200 | 201>(
  status: S,
  application: ApplicationRow,
  caller: Caller,
  now: Instant,
) {
  const member = application.state === 'admitted' ? await readMemberOf(caller.personId) : undefined
  return reply(status, {
    application: shownToApplicant(application, now),
    ...(member ? { token: issueToken({ ...caller, member: membershipOf(member) }, epochMsOf(now)) } : {}),
    serverTime: now,
  })
}
