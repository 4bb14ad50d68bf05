import './console-drops.scss'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { type Phase, phaseOf, phaseWords } from '../lib/drop-words'
import { grantsOf, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { ApprovalCard } from './approval-card'
import { ClaimFigures } from './claim-figures'
import { CodesImport } from './codes-import'
import { ControlsCard } from './controls-card'
import { DrawDesk } from './draw-desk'
import { type Asked, DropDialog } from './drop-dialogs'
import { DropFacts } from './drop-facts'
import { DropFigures } from './drop-figures'
import { DropRecords } from './drop-records'
import { ofDrop } from './of-drop'
import { OutletDays, ReportedOutlets } from './outlet-days'
import { PoolStock } from './pool-stock'
import { Refusals } from './refusals'
import { ReuseCard } from './reuse-card'
import { steps, useManagedDrop } from './use-managed-drop'

/** The one step that stands at the head of the page; the server decides again. */
const stepOf: Partial<Record<Phase, 'schedule' | 'pause' | 'resume'>> = {
  draft: 'schedule',
  coming: 'pause',
  open: 'pause',
  'sold-out': 'pause',
  paused: 'resume',
  entering: 'pause',
}
const icons = { schedule: 'clock', pause: 'pause', resume: 'play' } as const
const names = { schedule: '排期', pause: '暂停', resume: '恢复' } as const

const askedOf = (drop: ManagedDrop): string =>
  drop.lottery
    ? `抽 ${drop.stock.total} 份，${momentOf(drop.opensAt)} 开始报名。排期时定下抽签种子并公布指纹，之后内容和期号都不能再改。`
    : `${drop.stock.total} 份，${momentOf(drop.opensAt)} 自动开抢。排期后内容不能再改。`

/** One drop as its operator runs it. */
function ManagedDropPage({ dropId }: { readonly dropId: string }) {
  const { answer, drop, counts, live, figures, reload, stepping, ask, take } = useManagedDrop(dropId)
  const me = useMe()
  const isOperator = grantsOf(me, 'operator').length > 0
  const mayType = isOperator || grantsOf(me, 'auditor').length > 0
  // The figures are read every two seconds, the drop only after a step: sold out comes from the figures.
  const phase = drop && phaseOf({ ...drop, stock: { ...drop.stock, ...figures?.stock } }, serverNowMs())
  const words = phase && phaseWords[phase]
  const step = phase && isOperator ? stepOf[phase] : undefined
  const [asked, setAsked] = useState<Asked>()
  // What a draft waits for stands first; on the day itself it is what was.
  const approval = drop && <ApprovalCard drop={drop} isOperator={isOperator} onChanged={reload} />

  return (
    <ConsolePage
      at="drops"
      title={drop?.title ?? '福利场次'}
      state={words && <Chip tone={words.tone}>{words.text}</Chip>}
      under={drop && `${drop.orgName}・${momentOf(drop.opensAt)} ${drop.lottery ? '开始报名' : '开抢'}`}
      actions={
        drop && (
          <>
            {phase === 'draft' && isOperator && (
              <Button
                id="edit"
                tone="line"
                shape="small"
                icon="edit"
                onTap={() => void Taro.navigateTo({ url: `/console/drop-editor?dropId=${dropId}` })}
              >
                修改
              </Button>
            )}
            {phase !== 'draft' && <DropRecords dropId={dropId} />}
            {(phase === 'draft' || phase === 'coming') && (
              <Button
                id="open-preflight"
                tone="line"
                shape="small"
                icon="check"
                onTap={() => void Taro.navigateTo({ url: `/console/preflight?dropId=${dropId}` })}
              >
                开抢前检查
              </Button>
            )}
            {step && (
              <Button
                id={step}
                tone={step === 'pause' ? 'line' : 'primary'}
                shape="small"
                icon={icons[step]}
                onTap={() => (step === 'schedule' ? ask({ kind: 'asking', step }) : setAsked({ deed: step }))}
              >
                {names[step]}
              </Button>
            )}
          </>
        )
      }
    >
      {answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {drop && figures && (!drop.lottery || phase === 'drawn') && (
        <DropFigures drop={drop} figures={figures} />
      )}
      {drop && (
        <View className="console-columns">
          <View>
            {phase === 'draft' && approval}
            {drop.codes === 'imported' && phase === 'draft' && isOperator && (
              <CodesImport drop={drop} onImported={reload} />
            )}
            {drop.lottery && phase !== 'draft' && <DrawDesk drop={drop} mayType={mayType} onMoved={reload} />}
            {live && <PoolStock pools={live.pools} />}
            {figures && (!drop.lottery || phase === 'drawn') && (
              <ClaimFigures drop={drop} figures={figures} />
            )}
            {counts && drop.redeemedAt === 'here' && <OutletDays rows={counts.byOutletAndDay} />}
            {counts && drop.redeemedAt === 'merchant' && <ReportedOutlets reported={counts.reported} />}
            {counts && !drop.lottery && <Refusals rows={live?.refusals ?? counts.refusals} />}
            {phase !== 'draft' && approval}
            {!counts && phase === 'draft' && drop.codes === 'generated' && (
              <View className="card t14 quiet">
                核对好内容就可以排期。排期后按服务器时间自动开抢，不用守着。
              </View>
            )}
          </View>
          <View>
            {isOperator && phase !== 'draft' && <ControlsCard drop={drop} onAsk={setAsked} />}
            <DropFacts drop={drop} counts={counts} figures={figures} />
            {isOperator && <ReuseCard drop={drop} />}
          </View>
        </View>
      )}
      {drop && stepping.kind !== 'no' && (
        <Confirm
          title="排期这一场？"
          body={
            <View>
              <Text>{askedOf(drop)}</Text>
              {stepping.kind === 'asking' && stepping.error && (
                <Text className="block no" id="step-error">
                  {stepping.error}
                </Text>
              )}
            </View>
          }
          yes={steps[stepping.step].text}
          busy={stepping.kind === 'sending' && steps[stepping.step].busy}
          onNo={() => ask({ kind: 'no' })}
          onYes={() => void take(stepping.step)}
        />
      )}
      {drop && asked && (
        <DropDialog asked={asked} drop={drop} onChanged={reload} onClose={() => setAsked(undefined)} />
      )}
    </ConsolePage>
  )
}

export default ofDrop(ManagedDropPage)
