import type { Instant } from '@gonghui/shared/lib/instant'
import type {
  CampaignFace,
  CampaignPlan,
  campaignStates,
  ManagedCampaign,
  Campaign as Shown,
} from '@gonghui/shared/reading/campaigns'
import { beginsAt, type Day, dayAfter, dayIn, daysFrom } from '@gonghui/shared/reading/days'
import { isbnDigits } from '@gonghui/shared/reading/isbn'
import { type AudienceRefusal, audienceRefusal } from '../lib/audience.rule.ts'
import type { Membership } from '../lib/caller.ts'

/** A campaign as the table keeps it. */
export interface Campaign extends CampaignPlan {
  readonly campaignId: string
  readonly orgPath: string
  readonly orgName: string
  readonly audiencePaths: readonly string[]
  readonly audienceNames: readonly string[]
  /** What staff did with it; where it stands then, its days say. */
  readonly phase: 'draft' | 'published' | 'closed'
  /** When staff closed it before its days did. */
  readonly closedAt?: Instant
  readonly featured: boolean
  readonly revision: number
  readonly createdAt: Instant
}

export type CampaignState = (typeof campaignStates)[number]

export const todayOf = ({ zone }: Pick<Campaign, 'zone'>, now: Instant): Day => dayIn(zone, now)

/** Where a campaign stands now: its own days open and close it, nobody has to be awake. */
export function stateAt(campaign: Campaign, now: Instant): CampaignState {
  if (campaign.phase === 'draft' || campaign.phase === 'closed') return campaign.phase
  const today = todayOf(campaign, now)
  if (today < campaign.firstDay) return 'coming'
  if (today <= campaign.lastDay) return 'open'
  return daysFrom(campaign.lastDay, today) <= campaign.rules.backDays ? 'late' : 'closed'
}

/** The instant from which nothing can be told of its reading any more. */
export function closesAtOf({ zone, lastDay, rules, closedAt }: Campaign): Instant {
  const byItsDays = beginsAt(zone, dayAfter(lastDay, rules.backDays + 1))
  return closedAt !== undefined && closedAt < byItsDays ? closedAt : byItsDays
}

export type EnrolRefusal = 'campaign-unknown' | 'campaign-closed' | AudienceRefusal

/** Why this member may not enrol now. One may enrol before the first day, and not after the last. */
export function enrolRefusal(campaign: Campaign, member: Membership, now: Instant): EnrolRefusal | undefined {
  const state = stateAt(campaign, now)
  if (state === 'draft') return 'campaign-unknown'
  if (state === 'late' || state === 'closed') return 'campaign-closed'
  return audienceRefusal(campaign, member)
}

/** Why nothing can be told of a campaign's reading now. */
export function tellingRefusal(campaign: Campaign, now: Instant) {
  const refusals = {
    draft: 'campaign-unknown',
    coming: 'campaign-coming',
    closed: 'campaign-closed',
  } as const
  const state = stateAt(campaign, now)
  return state === 'open' || state === 'late' ? undefined : refusals[state]
}

export type Step = 'open' | 'close'

/** What a step makes of a campaign; why not. */
export function stepped(campaign: Campaign, step: Step, now: Instant) {
  const state = stateAt(campaign, now)
  if (step === 'close')
    return state === 'draft' || state === 'closed'
      ? ('campaign-step-impossible' as const)
      : { phase: 'closed' as const, closedAt: now }
  if (state !== 'draft') return 'campaign-step-impossible' as const
  if (campaign.lastDay < todayOf(campaign, now)) return 'campaign-in-the-past' as const
  return { phase: 'published' as const }
}

/** Books keep their places on the shelf: that is what they are called by. */
const shelf = ({ books }: CampaignPlan): Shown['books'] =>
  books.map((book, at) => ({ ...book, bookId: `b${at + 1}` }))

export const hasBook = ({ books }: Campaign, bookId: string): boolean =>
  Number(bookId.slice(1)) <= books.length

/** A plan as it is stored: ISBNs by their digits alone. */
export const tidied = <P extends CampaignPlan>(plan: P): P => ({
  ...plan,
  books: plan.books.map((book) => ({ ...book, ...(book.isbn ? { isbn: isbnDigits(book.isbn) } : {}) })),
})

export const faceOf = (campaign: Campaign, now: Instant): CampaignFace => ({
  campaignId: campaign.campaignId,
  orgName: campaign.orgName,
  title: campaign.title,
  slogan: campaign.slogan,
  zone: campaign.zone,
  firstDay: campaign.firstDay,
  lastDay: campaign.lastDay,
  state: stateAt(campaign, now),
  featured: campaign.featured,
  bookCount: campaign.books.length,
})

export const shownOf = (campaign: Campaign, now: Instant): Shown => ({
  ...faceOf(campaign, now),
  about: campaign.about,
  books: shelf(campaign),
  rules: campaign.rules,
  badges: campaign.badges,
})

export const managedFaceOf = (campaign: Campaign, now: Instant): ManagedCampaign => ({
  ...shownOf(campaign, now),
  orgId: campaign.orgId,
  audience: {
    ...campaign.audience,
    tags: campaign.audience.tags ?? [],
    orgNames: [...campaign.audienceNames],
  },
  revision: campaign.revision,
  createdAt: campaign.createdAt,
})

/** The plan alone, as it was given: what a copy begins with. */
export const planOf = (campaign: Campaign): CampaignPlan => ({
  orgId: campaign.orgId,
  title: campaign.title,
  slogan: campaign.slogan,
  about: campaign.about,
  zone: campaign.zone,
  firstDay: campaign.firstDay,
  lastDay: campaign.lastDay,
  audience: campaign.audience,
  books: campaign.books,
  rules: campaign.rules,
  badges: campaign.badges,
})
