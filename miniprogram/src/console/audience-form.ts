import type { Audience, AudienceShown } from '@gonghui/shared/lib/audience'
import { inOrder, type Tag } from '@gonghui/shared/lib/tags'
import { fromLocal, toLocal } from '../lib/local-time'

/** Whom something is for, as a form holds it: a drop's, a campaign's. */
export interface AudienceForm {
  readonly orgs: readonly { readonly orgId: string; readonly name: string }[]
  readonly tags: readonly Tag[]
  readonly joinedBefore: string
  /** Only for those whom their union's roster names. */
  readonly onRoster: boolean
}

export const everybodyOf = (org: AudienceForm['orgs'][number]): AudienceForm => ({
  orgs: [org],
  tags: [],
  joinedBefore: '',
  onRoster: false,
})

export const formOfAudience = (audience: AudienceShown): AudienceForm => ({
  orgs: audience.orgIds.map((orgId, at) => ({ orgId, name: audience.orgNames[at] ?? orgId })),
  tags: inOrder(audience.tags),
  joinedBefore: audience.joinedBefore ? toLocal(audience.joinedBefore) : '',
  onRoster: audience.onRoster ?? false,
})

export function audienceIn({ orgs, tags, joinedBefore, onRoster }: AudienceForm): Audience {
  const before = fromLocal(joinedBefore)
  return {
    orgIds: orgs.map(({ orgId }) => orgId),
    ...(tags.length > 0 && { tags: inOrder(tags) }),
    ...(before && { joinedBefore: before }),
    ...(onRoster && { onRoster }),
  }
}
