import type * as contracts from '@gonghui/shared/benefits/templates'
import type { Template } from '@gonghui/shared/benefits/templates'
import type { StaffCaller } from '../../lib/caller.ts'
import { newId } from '../../lib/ids.ts'
import { readOrg } from '../../lib/orgs.store.ts'
import { earlierResult } from '../../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { makeDraft, placed } from './draft.ts'
import { planAt, planOf } from './pattern.rule.ts'
import { dropWithin, within } from './scope.ts'
import * as store from './template.store.ts'

/** More than anybody looks through. */
const MOST = 60

const faceOf = ({ templateId, orgId, name, plan, savedAt }: store.TemplateRow): Template => {
  const { kind, title, cover, stock, listPriceFen, memberPriceFen } = plan
  const isLottery = plan.way === 'lottery'
  return {
    templateId,
    orgId,
    name,
    kind,
    title,
    cover,
    stock,
    listPriceFen,
    memberPriceFen,
    isLottery,
    savedAt,
  }
}

/** 复制. */
export const cloneDrop: Handler<typeof contracts.cloneDrop> = async ({ params, body, caller, key, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const made = planAt(planOf(found.drop), body)
  if ('fields' in made) return refuse('plan-incomplete', { fields: made.fields })
  const repeat = { personId: caller.personId, key, body: { ...params, ...body } }
  return makeDraft(repeat, () => placed(made.plan, caller), caller, now)
}

async function orgWithin(caller: StaffCaller, orgId: string) {
  const org = await readOrg(orgId)
  if (!org) return refuse('org-unknown')
  return within(caller, ['operator'], org.path) ? { org } : refuse('org-out-of-scope')
}

/** 存为模板. */
export const saveTemplate: Handler<typeof contracts.saveTemplate> = async ({
  params,
  body,
  caller,
  key,
  now,
}) => {
  const repeat = { personId: caller.personId, key, body: { ...params, ...body } }
  const saved = async (templateId: string) => {
    const row = await store.readTemplate(params.orgId, templateId)
    return row ? reply(200, faceOf(row)) : undefined
  }
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  const before = earlier && (await saved(earlier))
  if (before) return before
  const place = await orgWithin(caller, params.orgId)
  if (isRefusal(place)) return place
  const found = await dropWithin(caller, ['operator'], body.dropId)
  if (isRefusal(found)) return found
  if ((await store.readTemplates(params.orgId)).length >= MOST)
    return refuse('templates-many', { most: MOST })
  const row: store.TemplateRow = {
    templateId: newId('template', now),
    orgId: params.orgId,
    name: body.name,
    plan: { ...planOf(found.drop), orgId: params.orgId },
    savedAt: now,
    savedBy: caller.personId,
  }
  if (await store.putTemplate(row, repeat)) return reply(201, faceOf(row))
  const raced = await earlierResult(repeat)
  const told = raced && raced !== 'reused' && (await saved(raced))
  return told || refuse('idempotency-key-reused')
}

export const listTemplates: Handler<typeof contracts.listTemplates> = async ({ params, caller, now }) => {
  const place = await orgWithin(caller, params.orgId)
  if (isRefusal(place)) return place
  const rows = await store.readTemplates(params.orgId)
  return reply(200, { items: rows.reverse().map(faceOf), serverTime: now })
}

export const makeFromTemplate: Handler<typeof contracts.makeFromTemplate> = async ({
  params,
  body,
  caller,
  key,
  now,
}) => {
  const place = await orgWithin(caller, params.orgId)
  if (isRefusal(place)) return place
  const row = await store.readTemplate(params.orgId, params.templateId)
  if (!row) return refuse('template-unknown')
  const made = planAt(row.plan, body)
  if ('fields' in made) return refuse('plan-incomplete', { fields: made.fields })
  const repeat = { personId: caller.personId, key, body: { ...params, ...body } }
  return makeDraft(repeat, () => placed(made.plan, caller), caller, now)
}

export const removeTemplate: Handler<typeof contracts.removeTemplate> = async ({ params, caller, now }) => {
  const place = await orgWithin(caller, params.orgId)
  if (isRefusal(place)) return place
  await store.deleteTemplate(params.orgId, params.templateId)
  return reply(200, { serverTime: now })
}
