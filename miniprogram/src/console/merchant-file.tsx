import { anomalyKinds, anomalyNames, type Reconciled } from '@gonghui/shared/benefits/reconciliations'
import { dayOf, instantOf } from '@gonghui/shared/lib/instant'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { grouped, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { DayField } from '../ui/day-field'
import { ProgressBar } from '../ui/progress-bar'
import { sayInFull } from '../ui/toast'
import { type Reconciling, useReconcile } from './use-reconcile'

/** How a file agrees, in a line of chips. */
export function Agreement({ result }: { readonly result: Reconciled }) {
  const kinds = anomalyKinds.filter((kind) => (result.anomalies[kind] ?? 0) > 0)
  return (
    <View className="reconcile-chips" id="agreement">
      <Chip tone="plain">文件 {grouped(result.lines)} 行</Chip>
      <Chip tone="ok">三方一致 {grouped(result.matched)} 张</Chip>
      {kinds.map((kind) => (
        <Chip key={kind} tone="no">
          {anomalyNames[kind]} {grouped(result.anomalies[kind] ?? 0)}
        </Chip>
      ))}
      {kinds.length === 0 && <Chip tone="ok">没有差异</Chip>}
    </View>
  )
}

function Going({ reconciling }: { readonly reconciling: Reconciling }) {
  if (reconciling.kind === 'working')
    return (
      <View id="reconciling" className="codes-outcome">
        <ProgressBar {...reconciling} />
        <Text className="t14 quiet">
          {reconciling.total > 0 ? `正在逐行核对，共 ${grouped(reconciling.total)} 行…` : '正在检查文件…'}
          可以离开这一页。
        </Text>
      </View>
    )
  return reconciling.kind === 'failed' ? (
    <View className="codes-outcome no t14" id="reconcile-failed">
      {reconciling.said}
    </View>
  ) : null
}

/** 商户文件: brought as it came, held against both our books, and what differs goes on the list below. */
export function MerchantFile({
  dropId,
  latest,
  mayBring,
  onDone,
}: {
  readonly dropId: string
  readonly latest: Reconciled | undefined
  readonly mayBring: boolean
  readonly onDone: () => unknown
}) {
  const { reconciling, bring, saveFindings } = useReconcile(dropId, onDone)
  const [until, setUntil] = useState(dayOf(instantOf(serverNowMs())))
  const busy =
    (reconciling.kind === 'sending' && `正在上传 ${reconciling.name}…`) ||
    (reconciling.kind === 'working' && '正在对账…')
  const hasFile = (reconciling.kind === 'done' || reconciling.kind === 'failed') && reconciling.hasFile
  return (
    <Card id="merchant-file">
      <SectionHead
        title="商户文件"
        end={
          latest && (
            <Text className="t12 quiet numbers">
              截至 {latest.until}・{momentOf(latest.at)} 对过
            </Text>
          )
        }
      />
      {latest && <Agreement result={latest} />}
      <Going reconciling={reconciling} />
      {mayBring && (
        <>
          <View className="t14 quiet reconcile-hint">
            Excel 或
            CSV，第一行写列名：券码、核销时间、网点、金额。要写全到截止那天的每一笔，再导一次以新的为准。
          </View>
          <View className="reconcile-bring">
            <DayField id="until" label="文件写到哪一天" value={until} onChange={setUntil} />
            <Button id="bring-file" icon="upload" busy={busy} onTap={() => void bring(until)}>
              选文件对账
            </Button>
            {hasFile && (
              <Button
                id="save-findings"
                tone="line"
                onTap={() => void saveFindings().then((said) => said && sayInFull(said))}
              >
                下载差异
              </Button>
            )}
          </View>
        </>
      )}
      {!latest && !mayBring && <Text className="t14 quiet">还没有对过账。</Text>}
    </Card>
  )
}
