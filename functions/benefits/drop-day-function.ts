import * as approval from '@gonghui/shared/benefits/approvals'
import { readBlastRadius } from '@gonghui/shared/benefits/blast-radius'
import * as control from '@gonghui/shared/benefits/controls'
import * as cover from '@gonghui/shared/benefits/covers'
import { listDropDeeds } from '@gonghui/shared/benefits/deeds'
import { previewDrop } from '@gonghui/shared/benefits/preview'
import * as rule from '@gonghui/shared/benefits/rules'
import * as template from '@gonghui/shared/benefits/templates'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import * as blast from './day/blast-radius.ts'
import * as controls from './day/controls.ts'
import * as deeds from './day/deeds.ts'
import * as approvals from './drop/approvals.ts'
import * as covers from './drop/covers.ts'
import * as preview from './drop/preview.ts'
import * as rules from './drop/rules.ts'
import * as templates from './drop/templates.ts'

/** What operators do on the day of a drop and around it. Apart from what members ask: their crowd does not stand in its way. */
export const handler = middy(
  serve(
    [
      on(listDropDeeds, deeds.listDropDeeds),
      on(approval.getApprovalRule, approvals.getApprovalRule),
      on(approval.setApprovalRule, approvals.setApprovalRule),
      on(approval.getApproval, approvals.getApproval),
      on(approval.askApproval, approvals.askApproval),
      on(approval.approveDrop, approvals.approveDrop),
      on(approval.refuseDrop, approvals.refuseDrop),
      on(approval.listApprovals, approvals.listApprovals),
      on(readBlastRadius, blast.readBlastRadius),
      on(previewDrop, preview.previewDrop),
      on(cover.uploadCover, covers.uploadCover),
      on(cover.keepCover, covers.keepCover),
      on(rule.changeRules, rules.changeRules),
      on(rule.listRules, rules.listRules),
      on(template.cloneDrop, templates.cloneDrop),
      on(template.saveTemplate, templates.saveTemplate),
      on(template.listTemplates, templates.listTemplates),
      on(template.makeFromTemplate, templates.makeFromTemplate),
      on(template.removeTemplate, templates.removeTemplate),
      on(control.extendDrop, controls.extendDrop),
      on(control.stopOrg, controls.stopOrg),
      on(control.resumeOrg, controls.resumeOrg),
      on(control.setBanner, controls.setBanner),
    ],
    { grantsOf },
  ),
)
