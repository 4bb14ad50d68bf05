import type * as contracts from '@gonghui/shared/benefits/approvals'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { StaffCaller } from '../../lib/caller.ts'
import { afterOf, cursorOf } from '../../lib/cursor.ts'
import { readMemberFace } from '../../lib/members.store.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { type Handler, isRefusal, type Request, refuse, reply } from '../../lib/server.ts'
import { deedOf } from '../day/deeds.store.ts'
import * as rule from './approval.rule.ts'
import * as store from './approval.store.ts'
import type { Drop } from './drop.rule.ts'
import { readDrop, readDrops } from './drop.store.ts'
import { managedFaceOf } from './faces.ts'
import { dropWithin, within } from './scope.ts'

const PAGE = 20

const maskedName = async ({ member }: StaffCaller): Promise<string | undefined> =>
  member && (await readMemberFace(member.memberId))?.nameMasked

const ruleFace = (threshold: rule.Threshold | store.ThresholdRow) => {
  const { units, fen } = threshold
  if (!('orgId' in threshold)) return { units, fen }
  const { orgId, orgName, at, byMasked, reason } = threshold
  return { units, fen, setBy: { orgId, orgName, at, reason, ...(byMasked ? { byMasked } : {}) } }
}

export const getApprovalRule: Handler<typeof contracts.getApprovalRule> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['operator', 'cadre', 'staff', 'auditor'], org.path)) return refuse('org-out-of-scope')
  return reply(200, { rule: ruleFace(await store.thresholdFor(org.path)), serverTime: now })
}

export const setApprovalRule: Handler<typeof contracts.setApprovalRule> = async ({ body, caller, now }) => {
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['cadre'], org.path)) return refuse('org-out-of-scope')
  const held = await store.thresholdFor(org.path)
  const isHeld =
    'orgId' in held && held.orgId === org.orgId && held.units === body.units && held.fen === body.fen
  // A repetition sets what is set: nothing is written twice.
  if (isHeld) return reply(200, { rule: ruleFace(held), serverTime: now })
  const byMasked = await maskedName(caller)
  const row = { ...body, orgName: org.name, at: now, by: caller.personId, ...(byMasked ? { byMasked } : {}) }
  await store.putThreshold(row)
  return reply(200, { rule: ruleFace(row), serverTime: now })
}

async function shown(drop: Drop, { personId, grants, sessionId }: StaffCaller, now: Instant) {
  const threshold = await store.thresholdFor(drop.orgPath)
  const approval = rule.approvalFace(drop)
  const isOperator = within({ personId, grants, sessionId }, ['operator'], drop.orgPath)
  return reply(200, {
    needed: rule.needsApproval(drop, threshold),
    ...rule.weightOf(drop),
    rule: ruleFace(threshold),
    ...(approval ? { approval } : {}),
    mayDecide: isOperator && rule.isAsked(drop) && !rule.isOwn(drop, personId),
    serverTime: now,
  })
}

export const getApproval: Handler<typeof contracts.getApproval> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  return isRefusal(found) ? found : shown(found.drop, caller, now)
}

/** As the drop stands after a write of ours, or of somebody who was quicker. */
async function again({ dropId }: Drop, caller: StaffCaller, now: Instant) {
  const drop = await readDrop(dropId)
  return drop ? shown(drop, caller, now) : refuse('drop-unknown')
}

/** 送审. */
export const askApproval: Handler<typeof contracts.askApproval> = async ({ params, body, caller, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (drop.phase !== 'draft') return refuse('drop-not-draft')
  if (drop.revision !== body.revision) return refuse('drop-changed', { revision: drop.revision })
  if (rule.isAsked(drop) || rule.isApproved(drop)) return shown(drop, caller, now)
  const askedByMasked = await maskedName(caller)
  const judgement: rule.Judgement = {
    state: 'asked',
    revision: drop.revision,
    askedAt: now,
    askedBy: caller.personId,
    ...(askedByMasked ? { askedByMasked } : {}),
  }
  const changes = [{ what: 'approval', to: 'asked' } as const]
  const deed = await deedOf(drop, caller, { deed: 'ask-approval', changes }, now)
  if (await store.ask(drop, judgement, deed)) return again(drop, caller, now)
  const raced = await readDrop(drop.dropId)
  return raced?.revision === body.revision
    ? shown(raced, caller, now)
    : refuse('drop-changed', { revision: raced?.revision })
}

type Deciding = Pick<Request<typeof contracts.approveDrop>, 'params' | 'body' | 'caller' | 'now'>

async function decided({ params, body, caller, now }: Deciding, to: 'approved' | 'refused') {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const { revision, reason } = body
  const refusal = rule.decisionRefusal(drop, { revision, personId: caller.personId, to })
  if (refusal === 'same') return shown(drop, caller, now)
  if (refusal || !drop.judgement) return refuse(refusal ?? 'approval-not-asked')
  const decidedByMasked = await maskedName(caller)
  const judgement: rule.Judgement = {
    ...drop.judgement,
    state: to,
    decidedAt: now,
    decidedBy: caller.personId,
    ...(decidedByMasked ? { decidedByMasked } : {}),
    ...(reason ? { reason } : {}),
  }
  const changes = [{ what: 'approval', from: 'asked', to } as const]
  const said = {
    deed: to === 'approved' ? 'approve' : 'refuse-approval',
    changes,
    ...(reason ? { reason } : {}),
  } as const
  if (await store.decide(drop, judgement, await deedOf(drop, caller, said, now)))
    return again(drop, caller, now)
  // Somebody was quicker: they decided, or wrote it anew.
  const raced = await readDrop(drop.dropId)
  const why = raced && rule.decisionRefusal(raced, { revision, personId: caller.personId, to })
  if (raced && why === 'same') return shown(raced, caller, now)
  return refuse(why && why !== 'same' ? why : 'drop-changed')
}

export const approveDrop: Handler<typeof contracts.approveDrop> = (request) => decided(request, 'approved')
export const refuseDrop: Handler<typeof contracts.refuseDrop> = (request) => decided(request, 'refused')

/** 待我审批: oldest first. What was edited meanwhile waits no more, and is taken out of the line by who looks. */
export const listApprovals: Handler<typeof contracts.listApprovals> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!within(caller, ['operator', 'auditor'], org.path)) return refuse('org-out-of-scope')
  const range = store.waitingAt(org.orgId)
  const page = await store.readWaiting(range, PAGE, afterOf(range, query.cursor))
  const dropIds = page.items.map(({ dropId }) => dropId)
  const drops = (await readDrops(dropIds, { strong: true })).filter(
    (drop) => drop.phase === 'draft' && rule.isAsked(drop),
  )
  const waiting = new Set(drops.map(({ dropId }) => dropId))
  const gone = dropIds.filter((dropId) => !waiting.has(dropId))
  await Promise.all(gone.map((dropId) => store.leaveLine(org.orgId, dropId)))
  const items = await Promise.all(
    drops
      .sort((a, b) => (a.dropId < b.dropId ? -1 : 1))
      .map(async (drop) => ({
        drop: await managedFaceOf(drop, now),
        askedAt: drop.judgement?.askedAt ?? drop.createdAt,
        ...(drop.judgement?.askedByMasked ? { askedByMasked: drop.judgement.askedByMasked } : {}),
        ...rule.weightOf(drop),
        mayDecide: within(caller, ['operator'], drop.orgPath) && !rule.isOwn(drop, caller.personId),
      })),
  )
  return reply(200, { items, ...cursorOf(range, page.after), serverTime: now })
}
