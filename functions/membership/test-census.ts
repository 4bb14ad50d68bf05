/** For proofs of the counts: what the tree says, and what a walk over every roll finds. */
import type { Org } from '@gonghui/shared/lib/org'
import { rangeOf } from '../table/access-patterns.ts'
import { readRange } from '../table/reads.ts'
import { readHeadcount } from './headcount.store.ts'
import { readMember } from './member.store.ts'
import { readOrgNow, readOrgsBelow } from './org-lookup.store.ts'

/** Members on the rolls of an org and of all below it, each looked at: that they are where the roll says. */
async function membersBelow(orgId: string): Promise<string[]> {
  const roll = await readRange<{ memberId: string }>(rangeOf('a member on an org’s roll', { orgId }), {
    strong: true,
  })
  for (const { memberId } of roll) {
    const member = await readMember(memberId)
    if (member?.orgId !== orgId) throw new Error(`${memberId} is on the roll of ${orgId}, but not its member`)
  }
  const below = await readOrgsBelow(orgId, { strong: true })
  const deeper = await Promise.all(below.map((org) => membersBelow(org.orgId)))
  return [...roll.map(({ memberId }) => memberId), ...deeper.flat()]
}

export interface Census {
  readonly orgId: string
  readonly counted: number
  readonly found: number
}

/** Every org at and below one: how many it counts, and how many there are. */
export async function census(orgId: string): Promise<Census[]> {
  const [{ total }, members] = await Promise.all([readHeadcount(orgId), membersBelow(orgId)])
  if (new Set(members).size !== members.length) throw new Error('somebody is on two rolls')
  const below = await readOrgsBelow(orgId, { strong: true })
  const rest = await Promise.all(below.map((org) => census(org.orgId)))
  return [{ orgId, counted: total, found: members.length }, ...rest.flat()]
}

/** Paths below an org that do not follow from the org above. */
export async function strayPaths(orgId: string): Promise<string[]> {
  const org = await readOrgNow(orgId)
  const below = await readOrgsBelow(orgId, { strong: true })
  const wrong = await Promise.all(
    below.map(async (copy) => {
      const now: Org | undefined = await readOrgNow(copy.orgId)
      const isRight = now?.path === `${org?.path}/${copy.orgId}` && copy.path === now.path
      const isNamed = now?.pathNames.join('/') === [...(org?.pathNames ?? []), now?.name].join('/')
      return [...(isRight && isNamed ? [] : [copy.orgId]), ...(await strayPaths(copy.orgId))]
    }),
  )
  return wrong.flat()
}
