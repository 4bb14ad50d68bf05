import { holds } from '@gonghui/shared/lib/roles'
import type { StaffCaller } from '../lib/caller.ts'
import { refuse } from '../lib/server.ts'
import type { Campaign } from './campaign.rule.ts'
import { readCampaign } from './campaign.store.ts'

/** Campaign staff, and operators, work on what their own union or one below it runs. */
export const worksAt = (caller: StaffCaller, orgPath: string): boolean =>
  (['operator', 'staff'] as const).some((role) => holds(caller.grants, role, orgPath))

/** The campaign that somebody works on, if it is theirs to work on. */
export async function campaignWithin(
  caller: StaffCaller,
  campaignId: string,
): Promise<
  { readonly campaign: Campaign } | ReturnType<typeof refuse<'campaign-unknown' | 'org-out-of-scope'>>
> {
  const campaign = await readCampaign(campaignId)
  if (!campaign) return refuse('campaign-unknown')
  return worksAt(caller, campaign.orgPath) ? { campaign } : refuse('org-out-of-scope')
}
