import * as exported from '@gonghui/shared/benefits/exports'
import * as figure from '@gonghui/shared/benefits/figures'
import { lookUp } from '@gonghui/shared/benefits/look-ups'
import * as reconciled from '@gonghui/shared/benefits/reconciliations'
import * as settled from '@gonghui/shared/benefits/settlements'
import { voidVoucher } from '@gonghui/shared/benefits/voids'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import * as dropSets from './drop/drop-sets.ts'
import * as figures from './figures/drop-figures.ts'
import * as exports from './figures/exports.ts'
import * as reconciliations from './figures/reconciliations.ts'
import * as settlements from './figures/settlements.ts'
import { listUnredeemed } from './figures/unredeemed.ts'
import * as lookUps from './redemption/look-ups.ts'
import * as voids from './redemption/voids.ts'

/** What is read, taken out and settled after the rush: apart from what members use, with a role of its own. */
export const handler = middy(
  serve(
    [
      on(figure.getFigures, figures.getFigures),
      on(figure.getOrgFigures, figures.getOrgFigures),
      on(figure.listUnredeemed, listUnredeemed),
      on(figure.createDropSet, dropSets.createDropSet),
      on(figure.listDropSets, dropSets.listDropSets),
      on(lookUp, lookUps.lookUp),
      on(voidVoucher, voids.voidVoucher),
      on(exported.startExport, exports.startExport),
      on(exported.startAuditPack, exports.startAuditPack),
      on(exported.listExports, exports.listExports),
      on(exported.getExport, exports.getExport),
      on(exported.listTaken, exports.listTaken),
      on(reconciled.uploadMerchantFile, reconciliations.uploadMerchantFile),
      on(reconciled.reconcile, reconciliations.reconcile),
      on(reconciled.getReconciling, reconciliations.getReconciling),
      on(reconciled.getReconciliation, reconciliations.getReconciliation),
      on(reconciled.listAnomalies, reconciliations.listAnomalies),
      on(reconciled.workAnomaly, reconciliations.workAnomaly),
      on(reconciled.reverseRedemption, reconciliations.reverseRedemption),
      on(settled.listSettlements, settlements.listSettlements),
      on(settled.signSettlement, settlements.signSettlement),
      on(settled.reverseSettlement, settlements.reverseSettlement),
    ],
    { grantsOf },
  ),
)
