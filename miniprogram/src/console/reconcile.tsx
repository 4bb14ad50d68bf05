import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import { getReconciliation } from '@gonghui/shared/benefits/reconciliations'
import { listSettlements } from '@gonghui/shared/benefits/settlements'
import { grantsOf, useMe } from '../lib/me'
import { useAnswer } from '../lib/use-answer'
import { ConsolePage } from '../ui/console'
import { Loading, Offline, Refused } from '../ui/states'
import { Anomalies } from './anomalies'
import { AuditPackButton } from './audit-pack-button'
import { MerchantFile } from './merchant-file'
import { ofDrop } from './of-drop'
import { Settlements } from './settlements'
import { useAnomalies } from './use-anomalies'
import './console-drops.scss'
import './reconcile.scss'

/** 对账结算: the merchant's file against our books, what differs, and what each outlet is owed. */
function Reconcile({ dropId }: { readonly dropId: string }) {
  const me = useMe()
  const isOperator = grantsOf(me, 'operator').length > 0
  const mayPack = isOperator || grantsOf(me, 'auditor').length > 0
  const mayWork = isOperator || grantsOf(me, 'staff').length > 0
  const asked = { params: { dropId } }
  const drop = useAnswer(getManagedDrop, asked)
  const report = useAnswer(getReconciliation, asked)
  const settlements = useAnswer(listSettlements, asked)
  const anomalies = useAnomalies(dropId)
  const { answer } = settlements
  const reload = async () => {
    await Promise.all([report.reload(), settlements.reload(), anomalies.list.reload()])
  }
  return (
    <ConsolePage
      at="drops"
      title="对账结算"
      actions={mayPack && <AuditPackButton dropId={dropId} />}
      under={
        drop.answer.kind === 'ready' && `${drop.answer.body.drop.title}・${drop.answer.body.drop.orgName}`
      }
    >
      {answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {answer.kind === 'ready' && (
        <>
          <MerchantFile
            dropId={dropId}
            latest={report.answer.kind === 'ready' ? report.answer.body.latest : undefined}
            mayBring={mayWork}
            onDone={reload}
          />
          <Anomalies
            dropId={dropId}
            {...anomalies}
            mayWork={mayWork}
            mayReverse={isOperator}
            onChanged={reload}
          />
          <Settlements
            dropId={dropId}
            items={answer.body.items}
            reportedUntil={answer.body.reportedUntil}
            maySign={isOperator}
            onChanged={reload}
          />
        </>
      )}
    </ConsolePage>
  )
}

export default ofDrop(Reconcile)
