import { DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { SECOND_MS } from '@gonghui/shared/lib/instant'
import { knownFor } from '../lib/known.ts'
import { type Repeatable, rememberResult } from '../lib/repeat.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import type { Campaign } from './campaign.rule.ts'

const keyOfCampaign = (campaignId: string) => keyOf('a campaign', { campaignId })

export const readCampaign = (campaignId: string): Promise<Campaign | undefined> =>
  read<Campaign>(keyOfCampaign(campaignId))

/** How long a warm function trusts what it knows of a campaign: its plan stands once it is published. */
const TRUSTED_MS = 2 * SECOND_MS
const KEPT = 100

const known = knownFor<Campaign | undefined>(TRUSTED_MS, KEPT)

/** A shelf of fifty books is forty kilobytes: a crowd that checks in reads it once in two seconds, not once each. */
export const knownCampaign = (campaignId: string, nowMs = performance.now()): Promise<Campaign | undefined> =>
  known.of(campaignId, () => readCampaign(campaignId), nowMs)

/** Writes a new draft and its place in the org's list, once per request. False: the request was made before. */
export async function putDraft(campaign: Campaign, repeat: Repeatable): Promise<boolean> {
  const { campaignId, orgId } = campaign
  const place = { ...keyOf('a campaign of an org', { orgId, campaignId }), campaignId }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: { ...campaign, ...keyOfCampaign(campaignId) } } },
          { Put: { TableName: TABLE, Item: place } },
          rememberResult(repeat, campaignId, campaign.createdAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

const ifAsRead = (before: Campaign, next: Campaign) => ({
  TableName: TABLE,
  Item: { ...next, ...keyOfCampaign(next.campaignId) },
  ConditionExpression: 'revision = :read',
  ExpressionAttributeValues: { ':read': before.revision },
})

/** Replaces a campaign that is as it was read (`revision`); otherwise nothing is written. */
export async function replaceCampaign(before: Campaign, next: Campaign): Promise<boolean> {
  const result = await unlessRefused(database.send(new PutCommand(ifAsRead(before, next))))
  known.forget(next.campaignId)
  return !isRefused(result)
}

/** Publishes a campaign that is as it was read, and puts it where members and the fold find it, in one transaction. */
export async function publishCampaign(before: Campaign, next: Campaign): Promise<boolean> {
  const { campaignId } = next
  const pointer = { ...keyOf('a campaign on show', { campaignId }), campaignId }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [{ Put: ifAsRead(before, next) }, { Put: { TableName: TABLE, Item: pointer } }],
      }),
    ),
  )
  known.forget(campaignId)
  onShow.forget('all')
  return result === 'done'
}

export async function takeOffShow(campaignId: string): Promise<void> {
  await database.send(
    new DeleteCommand({ TableName: TABLE, Key: keyOf('a campaign on show', { campaignId }) }),
  )
}

const pointed = (rows: readonly { readonly campaignId: string }[]) =>
  readAll<Campaign>(rows.map(({ campaignId }) => keyOfCampaign(campaignId)))

/** The campaigns that members see: those published and not long over. */
export const readOnShow = async (): Promise<Campaign[]> =>
  pointed(await readRange<{ campaignId: string }>(rangeOf('a campaign on show', {})))

/** The same, asked for at most once in two seconds in each function. */
export const knownOnShow = (nowMs = performance.now()): Promise<Campaign[]> =>
  onShow.of('all', readOnShow, nowMs)
const onShow = knownFor<Campaign[]>(TRUSTED_MS, 1)

export const campaignsOf = (orgId: string) => rangeOf('a campaign of an org', { orgId })

/** An org's campaigns, newest first. */
export async function readCampaignsOf(
  range: ReturnType<typeof campaignsOf>,
  limit: number,
  after: string | undefined,
) {
  const page = await readPage<{ campaignId: string }>(range, {
    limit,
    after,
    newestFirst: true,
    strong: true,
  })
  const campaigns = await readAll<Campaign>(
    page.items.map(({ campaignId }) => keyOfCampaign(campaignId)),
    { strong: true },
  )
  return { items: campaigns.sort((a, b) => (a.campaignId < b.campaignId ? 1 : -1)), after: page.after }
}
