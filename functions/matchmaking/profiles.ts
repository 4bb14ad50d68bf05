import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/matchmaking/profiles'
import type { Membership } from '../lib/caller.ts'
import { checkText } from '../lib/content-check.ts'
import { readWholeMember } from '../lib/members.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { expiryAfter } from '../table/expiry.ts'
import { profileIdOf } from './alias.ts'
import { endBetween } from './introductions.ts'
import { leaveAllLines } from './line.store.ts'
import { ownProfile } from './own.ts'
import { forgetTraces, readHeartsOf, readIntroductionsOf } from './pair.store.ts'
import { unseen } from './photo.rule.ts'
import { pictures, withAddresses } from './photo.store.ts'
import { afterErasure, isElsewhere, judgeSubmission, type Profile, shownToSelf } from './profile.rule.ts'
import { changed, readProfile, replaceProfile } from './profile.store.ts'
import { tellsWho } from './telling.rule.ts'

const readMine = ({ memberId }: Membership) => readProfile(profileIdOf(memberId))

/** @param member absent of who has left the union. */
const shown = async (profile: Profile | undefined, member: Membership | undefined, now: Instant) =>
  shownToSelf(profile, await withAddresses(profile?.photos, now), { orgPath: member?.orgPath, now })

export const getProfile: Handler<typeof contracts.getProfile> = async ({ caller, now }) => {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const profile = await readProfile(own.profileId)
  if (!profile && !caller.member) return refuse('membership-missing')
  return reply(200, await shown(profile, caller.member, now))
}

export const saveProfile: Handler<typeof contracts.saveProfile> = async ({ body, caller, now }) => {
  const before = await readMine(caller.member)
  if (before?.suspendedAt !== undefined) return refuse('profile-suspended')
  const { draft, revision } = body
  if (revision !== (before?.revision ?? 0)) {
    // The same save, sent twice, finds its own work.
    const again = before && JSON.stringify(before.draft) === JSON.stringify(draft)
    return again ? reply(200, await shown(before, caller.member, now)) : refuse('profile-changed')
  }
  const after = before
    ? changed(before, { draft, erasedAt: undefined })
    : await begun(caller.personId, caller.member, draft)
  if (!(await replaceProfile(before, after))) return refuse('profile-changed')
  return reply(200, await shown(after, caller.member, now))
}

async function begun(personId: string, member: Membership, draft: Profile['draft']): Promise<Profile> {
  const { memberId, orgPath } = member
  return {
    profileId: profileIdOf(memberId),
    revision: 1,
    orgPath,
    whose: { personId, ...(await readWhose(memberId)) },
    draft,
    review: 'draft',
    visibility: 'shown',
    openReports: 0,
    strikes: 0,
  }
}

async function readWhose(memberId: string) {
  const member = await readWholeMember(memberId)
  if (!member) throw new Error('a token names a member who is not there')
  const { nameMasked, orgName } = member
  return { memberId, nameMasked, orgName }
}

export const submitProfile: Handler<typeof contracts.submitProfile> = async ({ body, caller, now }) => {
  const { personId, member } = caller
  const { orgPath, memberId } = member
  const before = await readMine(member)
  const submission = judgeSubmission(before, { consentVersion: body.consentVersion, orgPath }, now)
  if (submission.is === 'refused') return refuse(submission.code)
  if (submission.is === 'again' || !before) return reply(200, await shown(before, caller.member, now))
  const { told } = submission
  const consent = { consentVersion: body.consentVersion, consentAt: now }
  if (submission.is === 'wishes') return write(changed(before, { approved: told, ...consent }))

  const whole = await readWholeMember(memberId)
  if (!whole) throw new Error('a token names a member who is not there')
  if (tellsWho(told.facts.aboutMe, whole)) return refuse('text-tells-who')
  const verdict = await checkText(told.facts.aboutMe, { personId, scene: 'profile' })
  if (typeof verdict !== 'string') return verdict
  if (verdict === 'risky') return refuse('text-refused')
  return write(
    changed(before, {
      ...consent,
      orgPath,
      whose: { memberId, personId, nameMasked: whole.nameMasked, orgName: whole.orgName },
      review: 'in-review',
      submitted: told,
      submittedAt: now,
      textNeedsCare: verdict === 'review',
      reason: undefined,
      // Approved by the union of before, which nobody at the new one has verified.
      ...(isElsewhere(before, orgPath)
        ? { movedAt: undefined, approved: undefined, photos: unseen(before.photos) }
        : {}),
    }),
  )

  async function write(after: Profile) {
    if (!(await replaceProfile(before, after))) return refuse('profile-changed')
    return reply(200, await shown(after, caller.member, now))
  }
}

export const setVisibility: Handler<typeof contracts.setVisibility> = async ({ body, caller, now }) => {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const before = await readProfile(own.profileId)
  if (!before) return refuse('profile-missing')
  if (before.suspendedAt !== undefined) return refuse('profile-suspended')
  if (before.visibility === body.visibility) return reply(200, await shown(before, caller.member, now))
  const after = changed(before, { visibility: body.visibility })
  if (!(await replaceProfile(before, after))) return refuse('profile-changed')
  return reply(200, await shown(after, caller.member, now))
}

/**
 * Ends every introduction, then takes the profile out of all lists and out of the table. Whom one was done with stays,
 * as keyed ids that say nothing: somebody who was blocked must not come back by erasing.
 */
export const eraseProfile: Handler<typeof contracts.eraseProfile> = async ({ caller, now }) => {
  const own = await ownProfile(caller)
  if (isRefusal(own)) return own
  const erased = await letProfileGo(own.profileId, now)
  return erased ? reply(200, { erased: true }) : refuse('profile-changed')
}

/** So long somebody who complained, or was found to have offended, is known again: as long as the report. */
const REMAINS_DAYS = 3 * 365

/** @param forGood the person goes, too: also what stays of the profile has an end. False: it was changed meanwhile. */
export async function letProfileGo(
  profileId: string,
  now: Instant,
  { forGood = false } = {},
): Promise<boolean> {
  const before = await readProfile(profileId)
  // Whoever sent it twice finds what the first left undone.
  if (!before) {
    await pictures.removeAll(profileId)
    return true
  }
  const [pairs, hearts] = await Promise.all([readIntroductionsOf(profileId), readHeartsOf(profileId)])
  for (const { lowId, highId } of [...pairs, ...hearts])
    await endBetween(profileId, lowId === profileId ? highId : lowId, now)
  await leaveAllLines(profileId, now)
  const remains = afterErasure(before, now)
  const end = forGood ? { expiresAt: expiryAfter(now, REMAINS_DAYS) } : {}
  if (!(await replaceProfile(before, remains && changed(before, { ...remains, ...end })))) return false
  await forgetTraces(profileId)
  await pictures.removeAll(profileId)
  return true
}
