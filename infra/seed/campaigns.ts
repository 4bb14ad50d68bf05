import { createHash } from 'node:crypto'
import { dayOf } from '@gonghui/shared/lib/instant'
import type { CampaignPlan, ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { dayAfter } from '@gonghui/shared/reading/days'
import {
  createCampaign,
  featureCampaign,
  listManagedCampaigns,
  openCampaign,
} from '@gonghui/shared/reading/managed-campaigns'
import { checkIn, chooseBooks, enrol, finishBook } from '@gonghui/shared/reading/readers'
import { ulid } from 'ulid'
import { answered } from './calls.ts'
import type { Stage } from './drops.ts'
import { readJson } from './files.ts'
import { momentOf } from './moments.ts'
import { named } from './union.ts'

/** One of campaigns.json. Orgs are called by name, days are counted from the start of the seed. */
interface Story {
  readonly slug: string
  /** The operator, by openid. */
  readonly by: string
  readonly plan: Omit<CampaignPlan, 'orgId' | 'zone' | 'audience'> & {
    readonly org: string
    readonly audience: readonly string[]
  }
  readonly featured: boolean
  readonly readers: readonly {
    readonly member: string
    readonly books: readonly string[]
    /** Of the day before yesterday, yesterday and today. */
    readonly minutes: readonly number[]
    readonly finished?: string
    readonly review?: string
  }[]
}

export async function putCampaigns(stage: Stage): Promise<void> {
  for (const story of readJson<Story[]>('campaigns.json')) {
    const campaign = await put(stage, story)
    await Promise.all(story.readers.map((reader) => read(stage, campaign, reader)))
  }
}

/** The campaign, made once: a seed that was cut short finds it by its title, with the days it had then. */
async function put({ ask, cast, union, start }: Stage, { slug, by, plan, featured }: Story) {
  const { token } = named(cast, by).session
  const { org, audience, firstDay, lastDay, ...rest } = plan
  const orgId = named(union, org).orgId
  const query = { orgId }
  const { items } = answered(listManagedCampaigns, await ask(listManagedCampaigns, { query }, { token }))
  const there = items.find(({ title }) => title === plan.title)
  const body: CampaignPlan = {
    ...rest,
    orgId,
    zone: 'Asia/Shanghai',
    firstDay: dayOf(momentOf(firstDay, start)),
    lastDay: dayOf(momentOf(lastDay, start)),
    audience: { orgIds: audience.map((name) => named(union, name).orgId) },
  }
  const key = `seed-campaign-${slug}`
  const campaign =
    there ?? answered(createCampaign, await ask(createCampaign, { body }, { token, key })).campaign
  if (campaign.state !== 'draft' && campaign.featured === featured) return campaign
  const params = { campaignId: campaign.campaignId }
  if (campaign.state === 'draft') answered(openCampaign, await ask(openCampaign, { params }, { token }))
  return answered(featureCampaign, await ask(featureCampaign, { params, body: { featured } }, { token }))
    .campaign
}

/** The same id for the same check-in of the story, so that a repeated seed tells it once. */
const checkInIdOf = (...parts: readonly string[]): string => {
  const bytes = createHash('sha256').update(parts.join(' ')).digest()
  let at = 0
  return `chk_${ulid(1_700_000_000_000, () => (bytes[at++ % bytes.length] ?? 0) / 256)}`
}

async function read(
  { ask, members, start }: Stage,
  { campaignId, state }: ManagedCampaign,
  { member, books, minutes, finished, review = '' }: Story['readers'][number],
): Promise<void> {
  if (state === 'late' || state === 'closed') return
  const token = named(members, member)
  const params = { campaignId }
  const { reader } = answered(enrol, await ask(enrol, { params }, { token }))
  // They read on by themselves since.
  if (reader.days.length > 0) return
  answered(chooseBooks, await ask(chooseBooks, { params, body: { bookIds: [...books] } }, { token }))
  for (const [at, read] of minutes.entries()) {
    if (read === 0) continue
    const day = dayAfter(dayOf(start), at - minutes.length + 1)
    const body = {
      checkInId: checkInIdOf(campaignId, member, day),
      day,
      bookId: (at === 0 && finished) || books[at % books.length] || 'b1',
      minutes: read,
      pages: 0,
    }
    answered(checkIn, await ask(checkIn, { params, body }, { token }))
  }
  if (!finished) return
  const done = { params: { campaignId, bookId: finished }, body: { review } }
  answered(finishBook, await ask(finishBook, done, { token }))
}
