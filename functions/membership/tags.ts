import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/membership/tags'
import type { StaffCaller } from '../lib/caller.ts'
import { log } from '../lib/log.ts'
import { readOrg } from '../lib/orgs.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { readMember } from './member.store.ts'
import { meetClaim, meetTagDecision, shownToClaimant, type TagClaimRow } from './tag-claim.rule.ts'
import {
  decideTagClaim,
  fileTagClaim,
  newTagClaim,
  readTagClaim,
  readTagClaimOf,
  readTagClaimsOf,
  readTagQueue,
  shownToDecide,
} from './tag-claim.store.ts'

/** Each time round somebody else's claim, decision or change of tags came in between. */
const TRIES = 5

export const listMyTags: Handler<typeof contracts.listMyTags> = async ({ caller, now }) => {
  const { memberId } = caller.member
  const [member, claims] = await Promise.all([readMember(memberId), readTagClaimsOf(memberId)])
  return reply(200, {
    tags: [...(member?.tags ?? [])],
    claims: claims.map(shownToClaimant),
    serverTime: now,
  })
}

export const claimTag: Handler<typeof contracts.claimTag> = async ({ body, caller, now }) => {
  const { tag, proof, consented = false } = body
  for (let tries = 0; tries < TRIES; tries++) {
    const [member, latest] = await Promise.all([
      readMember(caller.member.memberId),
      readTagClaimOf(caller.member.memberId, tag),
    ])
    if (!member) throw new Error(`a token speaks for a member who is not there: ${caller.member.memberId}`)
    const meets = meetClaim({ tag, consented, held: member.tags, latest })
    if (meets === 'again' && latest) return told(200, latest, now)
    if (meets === 'tag-consent-missing' || meets === 'tag-held') return refuse(meets)
    const row = newTagClaim(member, { tag, proof, consented }, now)
    if (await fileTagClaim(row, latest)) return told(201, row, now)
  }
  throw new Error('a claim to a tag kept finding another one')
}

export const listTagClaims: Handler<typeof contracts.listTagClaims> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  const { items, cursor } = await readTagQueue(org, query.cursor)
  log.info('proofs shown', { to: caller.personId, claims: items.map(({ claimId }) => claimId) })
  return reply(200, { items: items.map(shownToDecide), cursor, serverTime: now })
}

export const grantTag: Handler<typeof contracts.grantTag> = ({ params, caller, now }) =>
  decided(caller, params.claimId, { state: 'granted', at: now })

export const refuseTag: Handler<typeof contracts.refuseTag> = ({ params, body, caller, now }) =>
  decided(caller, params.claimId, { state: 'refused', at: now, reason: body.reason })

async function decided(
  caller: StaffCaller,
  claimId: string,
  wanted: { readonly state: 'granted' | 'refused'; readonly at: Instant; readonly reason?: string },
) {
  const { at } = wanted
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await heldBy(caller, claimId)
    if (isRefusal(row)) return row
    const meets = meetTagDecision(row, wanted.state, caller.personId)
    if (meets === 'again') return told(200, row, at)
    if (meets !== 'do') return refuse(meets, { state: row.state, decidedAt: row.decidedAt })
    const decision = { ...wanted, by: caller.personId }
    if (await decideTagClaim(row, decision, await readMember(row.memberId))) {
      const { state, reason } = wanted
      return told(200, { ...row, state, decidedAt: at, ...(reason ? { reason } : {}) }, at)
    }
  }
  throw new Error('a decision on a tag was refused, though the claim waits')
}

/** A claim that this cadre may see. */
async function heldBy(caller: StaffCaller, claimId: string) {
  const row = await readTagClaim(claimId)
  if (!row) return refuse('tag-claim-unknown')
  // By where the member is now: a claim may lie with the union that they have left for a moment yet.
  const path = (await readMember(row.memberId))?.orgPath ?? row.orgPath
  return holds(caller.grants, 'cadre', path) ? row : refuse('org-out-of-scope')
}

const told = <S extends 200 | 201>(status: S, row: TagClaimRow, now: Instant) =>
  reply(status, { claim: shownToClaimant(row), serverTime: now })
