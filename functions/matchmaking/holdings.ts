import type { Holding } from '../lib/holdings.ts'
import { profileIdOf } from './alias.ts'
import { readEvents } from './event.store.ts'
import { removeAll, removeIntroductions } from './farewell.store.ts'
import { leaveAllLines, readMines } from './line.store.ts'
import { contactAt, readHeartsOf, readIntroductionsOf } from './pair.store.ts'
import { pictures } from './photo.store.ts'
import { readProfile } from './profile.store.ts'
import { letProfileGo } from './profiles.ts'
import { bareLooks, readLooks } from './review.store.ts'

const TRIES = 8

const profile: Holding = {
  file: 'matchmaking/profile',
  title: '我的交友资料',
  tell: async ({ memberId }) => {
    const mine = memberId === undefined ? undefined : await readProfile(profileIdOf(memberId))
    if (!mine) return []
    const { draft, submitted, approved, review, visibility, submittedAt, decidedAt, reason, photos } = mine
    const { consentVersion, consentAt } = mine
    return [
      {
        draft,
        submitted,
        approved,
        review,
        visibility,
        submittedAt,
        decidedAt,
        reason,
        consentVersion,
        consentAt,
        photos: (photos ?? []).map((photo) => ({ sentAt: photo.submittedAt, approved: photo.approved })),
      },
    ]
  },
  letGo: async ({ memberId }, now) => {
    if (memberId === undefined) return
    const profileId = profileIdOf(memberId)
    const pairs = await readIntroductionsOf(profileId)
    await removeIntroductions(pairs.map(({ introductionId }) => introductionId))
    for (let tries = 0; !(await letProfileGo(profileId, now, { forGood: true })); tries++)
      if (tries === TRIES) throw new Error('a profile kept changing')
    await pictures.removeAll(profileId)
    await removeAll(profileId)
  },
}

/** Others are told only as far as they were told to this person: that there was one, and what was exchanged. */
const introductions: Holding = {
  file: 'matchmaking/introductions',
  title: '我的心动和牵线',
  tell: async ({ memberId }) => {
    if (memberId === undefined) return []
    const profileId = profileIdOf(memberId)
    const [pairs, hearts] = await Promise.all([readIntroductionsOf(profileId), readHeartsOf(profileId)])
    return [
      ...hearts.map(({ givenAt }) => ({ what: '心动', at: givenAt })),
      ...pairs.map((pair) => ({
        what: '牵线',
        state: pair.state,
        at: pair.since,
        contact: contactAt(pair, pair.lowId === profileId ? 'high' : 'low'),
      })),
    ]
  },
}

/** The numbers one gave a heart to are one’s own; who wore them is not. */
const events: Holding = {
  file: 'matchmaking/events',
  title: '我的相亲会',
  tell: async ({ memberId }) => {
    if (memberId === undefined) return []
    const mines = await readMines(profileIdOf(memberId))
    const rows = new Map(
      (await readEvents(mines.map(({ eventId }) => eventId))).map((row) => [row.eventId, row]),
    )
    return mines.map(({ eventId, hearted }) => ({
      title: rows.get(eventId)?.title,
      venue: rows.get(eventId)?.venue,
      startsAt: rows.get(eventId)?.startsAt,
      hearts: [...(hearted ?? [])],
    }))
  },
  letGo: async ({ memberId }, now) => {
    if (memberId !== undefined) await leaveAllLines(profileIdOf(memberId), now)
  },
}

const looks: Holding = {
  file: 'matchmaking/looks',
  title: '核实交友资料时谁看过我的姓名',
  tell: async ({ memberId }) => (memberId === undefined ? [] : readLooks(profileIdOf(memberId))),
  letGo: async ({ memberId }) => {
    if (memberId !== undefined) await bareLooks(profileIdOf(memberId))
  },
}

export const matchmakingHoldings: readonly Holding[] = [events, introductions, looks, profile]
