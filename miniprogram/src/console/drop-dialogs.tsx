import { resumeOrg } from '@gonghui/shared/benefits/controls'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { closeDrop, pauseDrop, resumeDrop } from '@gonghui/shared/benefits/launch'
import { changeStock } from '@gonghui/shared/benefits/stock'
import { useState } from 'react'
import { Field } from '../ui/field'
import { BlastPanel } from './blast-panel'
import { BannerDialog, ExtendDialog, StopOrgDialog } from './control-dialogs'
import { DeedDialog } from './deed-dialog'
import { RulesDialog } from './rules-dialog'

/** What is being asked about, one at a time. */
export type Asked =
  | {
      readonly deed:
        | 'pause'
        | 'resume'
        | 'close'
        | 'change-stock'
        | 'extend'
        | 'stop-org'
        | 'set-banner'
        | 'change-rules'
    }
  | { readonly deed: 'resume-org'; readonly orgId: string; readonly name: string }

export interface DialogProps {
  readonly drop: ManagedDrop
  readonly onChanged: () => unknown
  readonly onClose: () => void
}

const steps = {
  pause: {
    to: pauseDrop,
    title: '暂停这一场？',
    yes: '暂停',
    busy: '正在暂停…',
    done: '已暂停',
    example: '影院系统故障，等通知',
  },
  resume: {
    to: resumeDrop,
    title: '恢复这一场？',
    yes: '恢复',
    busy: '正在恢复…',
    done: '已恢复',
    example: '影院系统修好了',
  },
  close: {
    to: closeDrop,
    title: '提前结束这一场？',
    yes: '提前结束',
    busy: '正在结束…',
    done: '已结束',
    example: '商家停业，与商家协商一致',
  },
} as const

const wordsOf = {
  pause: '一秒内谁也抢不了，已经抢到的不受影响。可以再恢复。',
  resume: '马上可以继续抢。',
  close: '结束后不能再开。已经抢到的券照常使用。',
}

const wordsOfLottery = {
  pause: '一秒内停止报名，已报名的不受影响，想退的还可以撤回。可以再恢复。',
  resume: '马上可以继续报名。',
  close: '马上截止报名，不能再开。已报名的照常参加抽签，开奖号码不变。',
}

function StepDialog({ step, drop, ...rest }: DialogProps & { readonly step: keyof typeof steps }) {
  const { to, done, ...words } = steps[step]
  return (
    <DeedDialog
      {...rest}
      {...words}
      to={to}
      words={(drop.lottery ? wordsOfLottery : wordsOf)[step]}
      tone={step === 'close' ? 'danger' : 'primary'}
      given={(reason) => ({ params: { dropId: drop.dropId }, body: { reason } })}
      done={() => done}
    >
      {!drop.lottery && <BlastPanel dropId={drop.dropId} query={{ deed: step }} />}
    </DeedDialog>
  )
}

const changedInWords = (changed: number) =>
  changed > 0 ? `已补 ${changed} 份` : changed < 0 ? `已减 ${-changed} 份` : '没有可减的，都被领走了'

/** 调整库存: from the number that is seen to the number that is wanted; whoever was quicker is not overwritten. */
function StockDialog({ drop, ...rest }: DialogProps) {
  // As it was when the dialog was opened: that is the number which the author saw.
  const [seen] = useState(drop.stock.total)
  const [typed, setTyped] = useState(String(seen))
  const wanted = /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : undefined
  const isChange = wanted !== undefined && wanted !== seen
  return (
    <DeedDialog
      {...rest}
      to={changeStock}
      title="调整库存"
      words={`现在共 ${seen} 份，最多到 ${drop.ceiling} 份。减少只减没人领走的。`}
      yes={!isChange ? '调整' : wanted < seen ? `减 ${seen - wanted} 份` : `补 ${wanted - seen} 份`}
      busy="正在调整…"
      example="影院加了一场"
      given={(reason) =>
        isChange ? { params: { dropId: drop.dropId }, body: { seen, wanted, reason } } : undefined
      }
      done={({ changed }) => changedInWords(changed)}
    >
      <Field id="wanted" label="改成（份）" type="number" value={typed} onChange={setTyped} max={7} />
      {isChange && (
        <BlastPanel dropId={drop.dropId} query={{ deed: 'change-stock', wanted: String(wanted) }} />
      )}
    </DeedDialog>
  )
}

/** The dialog of whatever is being asked about. */
export function DropDialog({ asked, ...rest }: DialogProps & { readonly asked: Asked }) {
  const { dropId } = rest.drop
  switch (asked.deed) {
    case 'pause':
    case 'resume':
    case 'close':
      return <StepDialog step={asked.deed} {...rest} />
    case 'change-stock':
      return <StockDialog {...rest} />
    case 'extend':
      return <ExtendDialog {...rest} />
    case 'set-banner':
      return <BannerDialog {...rest} />
    case 'change-rules':
      return <RulesDialog {...rest} />
    case 'stop-org':
      return <StopOrgDialog {...rest} />
    case 'resume-org':
      return (
        <DeedDialog
          {...rest}
          to={resumeOrg}
          title={`恢复${asked.name}？`}
          words="一秒内这家单位的会员可以继续领。"
          yes="恢复这家"
          busy="正在恢复…"
          example="单位名单已核对"
          given={(reason) => ({ params: { dropId, orgId: asked.orgId }, body: { reason } })}
          done={() => '已恢复'}
        >
          <BlastPanel dropId={dropId} query={{ deed: 'resume-org', orgId: asked.orgId }} />
        </DeedDialog>
      )
  }
}
