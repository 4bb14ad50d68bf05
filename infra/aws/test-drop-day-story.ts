/** For the test of the roles: a drop is steered while it is open, by an operator who is a member, and its log is read. */

import { giveGrant } from '@gonghui/functions/lib/grants.store'
import { readToken } from '@gonghui/functions/lib/tokens'
import * as approvals from '@gonghui/shared/benefits/approvals'
import { readBlastRadius } from '@gonghui/shared/benefits/blast-radius'
import * as controls from '@gonghui/shared/benefits/controls'
import { listDropDeeds } from '@gonghui/shared/benefits/deeds'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { editDrop, type ManagedDrop } from '@gonghui/shared/benefits/drops'
import { scheduleDrop } from '@gonghui/shared/benefits/launch'
import { previewDrop } from '@gonghui/shared/benefits/preview'
import * as rules from '@gonghui/shared/benefits/rules'
import * as templates from '@gonghui/shared/benefits/templates'
import { DAY_MS, later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { forget, send } from './test-product.ts'
import { key, type Member, now, orgId, staff, union } from './test-story-people.ts'

async function operatorAmong({ token }: Member) {
  const read = readToken(token)
  if (typeof read === 'string') throw new Error('the token is not good')
  const { path, name } = union.workplace
  await giveGrant(read.personId, { role: 'operator', orgId, orgPath: path, orgName: name })
  return { token }
}

/** @param dropId an open drop. */
export async function dropDayStory(dropId: string, member: Member): Promise<void> {
  const operator = await operatorAmong(member)
  const params = { dropId }
  const reason = '影院设备故障'
  // Nobody has looked for a second, and so the stock is counted anew.
  await new Promise((resolve) => setTimeout(resolve, SECOND_MS))
  forget()
  await send(200, controls.setBanner, { params, body: { text: '三号厅检修，其他厅照常', reason } }, operator)
  await send(200, controls.stopOrg, { params, body: { orgId, reason } }, operator)
  await send(200, controls.resumeOrg, { params: { dropId, orgId }, body: { reason } }, operator)
  await send(
    200,
    controls.extendDrop,
    { params, body: { closesAt: later(now, DAY_MS / 2), reason } },
    operator,
  )
  await send(200, rules.changeRules, { params, body: { rules: '每人限一张，周末加 5 元', reason } }, operator)
  await send(200, rules.listRules, { params })
  await anewStory(dropId, operator)
  await send(200, previewDrop, { params }, operator)
  await send(200, readBlastRadius, { params, query: { deed: 'stop-org', orgId } }, operator)
  await send(200, listDropDeeds, { params }, operator)
}

/** Another drop like it, by way of a copy and of a template. */
async function anewStory(dropId: string, operator: { readonly token: string }): Promise<void> {
  const body = { opensAt: later(now, 7 * DAY_MS) }
  const same = { ...operator, key: key() }
  await send(201, templates.cloneDrop, { params: { dropId }, body }, same)
  await send(200, templates.cloneDrop, { params: { dropId }, body }, same)
  const saving = { params: { orgId }, body: { dropId, name: '周末观影' } }
  const { templateId } = await send(201, templates.saveTemplate, saving, { ...operator, key: key() })
  await send(200, templates.listTemplates, { params: { orgId } }, operator)
  const params = { orgId, templateId }
  await send(201, templates.makeFromTemplate, { params, body }, { ...operator, key: key() })
  await send(200, templates.removeTemplate, { params }, operator)
}

/** @param draftId of a draft, and of one that is edited after it was sent in. */
export async function approvalStory(
  [draft, edited]: readonly [ManagedDrop, ManagedDrop],
  plan: DropPlan,
  { author, member }: { readonly author: { readonly token: string }; readonly member: Member },
): Promise<void> {
  const second = await operatorAmong(member)
  const cadre = await staff('cadre')
  const rule = { orgId, units: 0, fen: 0, reason: '先看紧一点' }
  await send(200, approvals.setApprovalRule, { body: rule }, cadre)
  await send(200, approvals.getApprovalRule, { query: { orgId } }, cadre)
  for (const { dropId, revision } of [draft, edited])
    await send(200, approvals.askApproval, { params: { dropId }, body: { revision } }, author)
  await send(
    200,
    editDrop,
    { params: { dropId: edited.dropId }, body: { revision: edited.revision, plan } },
    author,
  )
  await send(200, approvals.listApprovals, { query: { orgId } }, second)
  const params = { dropId: draft.dropId }
  await send(200, approvals.approveDrop, { params, body: { revision: draft.revision } }, second)
  await send(200, approvals.getApproval, { params }, second)
  await send(200, scheduleDrop, { params }, author)
  await send(200, approvals.setApprovalRule, { body: { ...rule, units: 9_000, fen: 900_000_000 } }, cadre)
}

/** @param dropId a lottery that is drawn, whose face is told from its draw. */
export async function lotteryBannerStory(
  dropId: string,
  operator: { readonly token: string },
): Promise<void> {
  forget()
  const body = { text: '中签名单已公布', reason: '告知大家' }
  await send(200, controls.setBanner, { params: { dropId }, body }, operator)
}
