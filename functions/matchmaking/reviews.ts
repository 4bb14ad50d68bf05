import { randomInt } from 'node:crypto'
import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/matchmaking/reviews'
import type { Review } from '@gonghui/shared/matchmaking/reviews'
import type { StaffCaller } from '../lib/caller.ts'
import { readWholeMember } from '../lib/members.store.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { aliasOf, DESK, profileBehind } from './alias.ts'
import { stillThere } from './current.store.ts'
import { withAddresses } from './photo.store.ts'
import { dueAt, type Profile, type Told } from './profile.rule.ts'
import { changed, readProfile, readProfiles, replaceProfile } from './profile.store.ts'
import { noteLook, readWaiting } from './review.store.ts'
import { tidingsFor } from './tidings.ts'

type Waiting = Profile & { readonly submitted: Told; readonly submittedAt: Instant }

const isWaiting = (profile: Profile | undefined): profile is Waiting =>
  profile?.review === 'in-review' && profile.submitted !== undefined && profile.submittedAt !== undefined

/** Photos that WeChat has not judged yet are the author’s alone, those it refused as well. */
async function shownToDesk(profile: Waiting, now: Instant): Promise<Review> {
  const photos = await withAddresses(profile.photos, now)
  const sound = photos.filter(({ state }) => state === 'waiting' || state === 'approved')
  return {
    profileId: aliasOf('profile', DESK, profile.profileId),
    nameMasked: profile.whose.nameMasked,
    orgName: profile.whose.orgName,
    ...profile.submitted,
    submittedAt: profile.submittedAt,
    dueAt: dueAt(profile.submittedAt),
    overdue: now >= dueAt(profile.submittedAt),
    textNeedsCare: profile.textNeedsCare === true,
    again: profile.approved !== undefined,
    photos: sound.map(({ url, until }) => ({ url, until })),
    photosUnderCheck: photos.filter(({ state }) => state === 'under-check').length,
  }
}

export const listReviews: Handler<typeof contracts.listReviews> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'matchmaker', org.path)) return refuse('org-out-of-scope')
  const { profileIds, ...page } = await readWaiting(org.orgId, query.cursor)
  const here = await stillThere(await readProfiles(profileIds))
  const profiles = new Map(here.map((one) => [one.profileId, one]))
  const waiting = profileIds.map((profileId) => profiles.get(profileId)).filter(isWaiting)
  const items = await Promise.all(waiting.map((one) => shownToDesk(one, now)))
  return reply(200, { items, ...page, serverTime: now })
}

/** The profile that a matchmaker works on, if it is of their org: who has moved or left is another desk's to vouch for. */
async function profileAt(caller: StaffCaller, alias: string) {
  const profileId = profileBehind('profile', DESK, alias)
  const profile = profileId === undefined ? undefined : await readProfile(profileId)
  if (!profile) return refuse('profile-unknown')
  if (!holds(caller.grants, 'matchmaker', profile.orgPath)) return refuse('org-out-of-scope')
  const [here] = await stillThere([profile], { strong: true })
  return here ?? refuse('profile-unknown')
}

export const approveProfile: Handler<typeof contracts.approveProfile> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const before = await profileAt(caller, params.profileId)
  if (isRefusal(before)) return before
  if (before.review === 'approved') return reply(200, { ...params, review: 'approved', serverTime: now })
  if (!isWaiting(before) || before.submittedAt !== body.submittedAt) return refuse('profile-decided')
  const states = await withAddresses(before.photos, now)
  if (states.some(({ state }) => state === 'under-check')) return refuse('photos-under-check')
  const decided = { review: 'approved', decidedAt: now, decidedBy: caller.personId } as const
  const photos = before.photos?.map((one) => ({ ...one, approved: true }))
  const after = changed(before, { ...decided, approved: before.submitted, submitted: undefined, photos })
  const tidings = await tidingsFor([before], { kind: 'profile-approved', revision: before.revision }, now)
  if (!(await replaceProfile(before, after, tidings))) return refuse('profile-decided')
  return reply(200, { ...params, review: 'approved', serverTime: now })
}

export const returnProfile: Handler<typeof contracts.returnProfile> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const before = await profileAt(caller, params.profileId)
  if (isRefusal(before)) return before
  const again = before.review === 'returned' && before.reason === body.reason
  if (again) return reply(200, { ...params, review: 'returned', serverTime: now })
  if (!isWaiting(before) || before.submittedAt !== body.submittedAt) return refuse('profile-decided')
  const decided = { review: 'returned', decidedAt: now, decidedBy: caller.personId } as const
  const after = changed(before, { ...decided, reason: body.reason, submitted: undefined })
  const tidings = await tidingsFor([before], { kind: 'profile-returned', revision: before.revision }, now)
  if (!(await replaceProfile(before, after, tidings))) return refuse('profile-decided')
  return reply(200, { ...params, review: 'returned', serverTime: now })
}

/** The one look at a whole name before two people have agreed to meet: noted before it is told. */
export const lookAtName: Handler<typeof contracts.lookAtName> = async ({ params, body, caller, now }) => {
  const profile = await profileAt(caller, params.profileId)
  if (isRefusal(profile)) return profile
  if (!isWaiting(profile)) return refuse('profile-decided')
  const member = await readWholeMember(profile.whose.memberId)
  if (!member) return refuse('profile-unknown')
  const { profileId } = profile
  await noteLook({ profileId, by: caller.personId, purpose: body.purpose, at: now, draw: randomInt(2 ** 32) })
  return reply(200, { name: member.name, serverTime: now })
}
