import './console-drops.scss'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { type Phase, phaseOf, phaseWords } from '../lib/drop-words'
import { grantsOf, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import type { IconName } from '../ui/icon-paths'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { ClaimFigures } from './claim-figures'
import { CodesImport } from './codes-import'
import { DrawDesk } from './draw-desk'
import { DropFacts } from './drop-facts'
import { DropFigures } from './drop-figures'
import { ExportButton } from './export-button'
import { OutletDays } from './outlet-days'
import { PoolStock } from './pool-stock'
import { Refusals } from './refusals'
import { StockChange } from './stock-change'
import { type Step, steps, useManagedDrop } from './use-managed-drop'

const icons: Record<Step, IconName> = { schedule: 'clock', pause: 'pause', resume: 'play', close: 'stop' }

/** What can be done now; the server decides again. */
const stepsOf: Record<Phase, readonly Step[]> = {
  draft: ['schedule'],
  coming: ['close', 'pause'],
  open: ['close', 'pause'],
  'sold-out': ['close', 'pause'],
  paused: ['close', 'resume'],
  closed: [],
  entering: ['close', 'pause'],
  waiting: [],
  drawn: [],
}

const asked = (step: Step, drop: ManagedDrop): string => (drop.lottery ? askedOfLottery : askedOf)(drop)[step]

const askedOf = (drop: ManagedDrop): Record<Step, string> => ({
  schedule: `${drop.stock.total} 份，${momentOf(drop.opensAt)} 自动开抢。排期后内容不能再改。`,
  pause: '一秒内谁也抢不了，已经抢到的不受影响。可以再恢复。',
  resume: '马上可以继续抢。',
  close: '结束后不能再开。已经抢到的券照常使用。',
})

const askedOfLottery = (drop: ManagedDrop): Record<Step, string> => ({
  schedule: `抽 ${drop.stock.total} 份，${momentOf(drop.opensAt)} 开始报名。排期时定下抽签种子并公布指纹，之后内容和期号都不能再改。`,
  pause: '一秒内停止报名，已报名的不受影响，想退的还可以撤回。可以再恢复。',
  resume: '马上可以继续报名。',
  close: '马上截止报名，不能再开。已报名的照常参加抽签，开奖号码不变。',
})

/** One drop as its operator runs it. */
export default function ManagedDropPage() {
  const dropId = useRouter().params.dropId ?? ''
  const { answer, drop, counts, live, figures, reload, stepping, ask, take } = useManagedDrop(dropId)
  const me = useMe()
  const isOperator = grantsOf(me, 'operator').length > 0
  const mayExport = isOperator || grantsOf(me, 'staff').length > 0
  const mayType = isOperator || grantsOf(me, 'auditor').length > 0
  // The figures are read every two seconds, the drop only after a step: sold out comes from the figures.
  const phase = drop && phaseOf({ ...drop, stock: { ...drop.stock, ...figures?.stock } }, serverNowMs())
  const words = phase && phaseWords[phase]
  const possible = phase && isOperator ? stepsOf[phase] : []

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
            {phase !== 'draft' && mayExport && <ExportButton dropId={dropId} />}
            {isOperator && !drop.lottery && possible.includes('close') && (
              <StockChange drop={drop} onChanged={reload} />
            )}
            {possible.map((step) => (
              <Button
                key={step}
                id={step}
                tone={step === 'schedule' || step === 'resume' ? 'primary' : 'line'}
                shape="small"
                icon={icons[step]}
                onTap={() => ask({ kind: 'asking', step })}
              >
                {steps[step].text}
              </Button>
            ))}
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
            {drop.codes === 'imported' && phase === 'draft' && isOperator && (
              <CodesImport drop={drop} onImported={reload} />
            )}
            {drop.lottery && phase !== 'draft' && <DrawDesk drop={drop} mayType={mayType} onMoved={reload} />}
            {live && <PoolStock pools={live.pools} />}
            {figures && (!drop.lottery || phase === 'drawn') && (
              <ClaimFigures drop={drop} figures={figures} />
            )}
            {counts && <OutletDays rows={counts.byOutletAndDay} />}
            {counts && !drop.lottery && <Refusals rows={live?.refusals ?? counts.refusals} />}
            {!counts && phase === 'draft' && drop.codes === 'generated' && (
              <View className="card t14 quiet">
                核对好内容就可以排期。排期后按服务器时间自动开抢，不用守着。
              </View>
            )}
          </View>
          <DropFacts drop={drop} counts={counts} />
        </View>
      )}
      {drop && stepping.kind !== 'no' && (
        <Confirm
          title={`${steps[stepping.step].text}这一场？`}
          body={
            <View>
              <Text>{asked(stepping.step, drop)}</Text>
              {stepping.kind === 'asking' && stepping.error && (
                <Text className="block no" id="step-error">
                  {stepping.error}
                </Text>
              )}
            </View>
          }
          yes={steps[stepping.step].text}
          tone={stepping.step === 'close' ? 'danger' : 'primary'}
          busy={stepping.kind === 'sending' && steps[stepping.step].busy}
          onNo={() => ask({ kind: 'no' })}
          onYes={() => void take(stepping.step)}
        />
      )}
    </ConsolePage>
  )
}
