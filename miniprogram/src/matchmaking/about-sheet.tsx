import {
  blockSingle,
  type ReportReason,
  reportReasons,
  reportReasonWords,
  reportSingle,
} from '@gonghui/shared/matchmaking/reports'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { Button } from '../ui/button'
import { Row } from '../ui/card'
import { Choice, Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { toast } from '../ui/toast'
import { useDeeds } from './use-deeds'

/** Somebody who was shown, whom one was introduced to, or whom one sat with. */
export type Whom =
  | { readonly singleId: string }
  | { readonly introductionId: string }
  | { readonly met: { readonly eventId: string; readonly number: number } }

interface AboutSheetProps {
  readonly whom: Whom
  readonly onClose: () => void
  /** They will not be met again. */
  readonly onGone: () => void
}

const reasons = reportReasons.map((value) => ({ value, text: reportReasonWords[value] }))

/** What one may do about somebody, from wherever one meets them: not see them any more, or have it looked into. */
export function AboutSheet({ whom, onClose, onGone }: AboutSheetProps) {
  const [ask, setAsk] = useState<'what' | 'block' | 'report'>('what')
  /** Nothing is chosen beforehand: what somebody is accused of is for the reporter to say. */
  const [reason, setReason] = useState<ReportReason | ''>('')
  const [note, setNote] = useState('')
  const deed = useDeeds()
  const failure = deed.failureOf('about')
  const gone = (words: string) => () => {
    toast(words)
    onGone()
  }

  if (ask === 'what')
    return (
      <Sheet title="不想再遇到这个人？" onClose={onClose}>
        <Row
          id="ask-block"
          icon="stop"
          title="屏蔽"
          under="你们不会再遇到，对方不会知道"
          onTap={() => setAsk('block')}
        />
        <Row
          id="ask-report"
          icon="bell"
          tone="no"
          title="举报"
          under="资料先下架，由对方单位的红娘查实"
          onTap={() => setAsk('report')}
        />
      </Sheet>
    )
  const busy = deed.isDoing('about') && '正在提交…'
  return (
    <Sheet title={ask === 'block' ? '屏蔽这个人？' : '举报这个人'} onClose={onClose}>
      <View className="sheet-body">
        {ask === 'block' ? (
          <View className="t14">屏蔽后你们不会再互相推荐，正在牵的线也会结束。这一步不能撤回。</View>
        ) : (
          <>
            <Choice<ReportReason | ''>
              id="report-reason"
              label="什么情况"
              value={reason}
              options={reasons}
              onChange={setReason}
            />
            <Field
              id="report-note"
              label="补充说明（可不填）"
              lines={3}
              max={200}
              value={note}
              onChange={setNote}
              hint="不会告诉对方是谁举报的"
            />
          </>
        )}
        {failure && <View className="no t14">{failure}</View>}
      </View>
      <View className="sheet-ways">
        <Button id="about-no" tone="line" onTap={onClose}>
          先不
        </Button>
        {ask === 'block' ? (
          <Button
            id="about-yes"
            tone="danger"
            busy={busy}
            onTap={() =>
              void deed.run('about', () => call(blockSingle, { body: whom }), gone('已屏蔽，不会再遇到'))
            }
          >
            屏蔽
          </Button>
        ) : (
          <Button
            id="about-yes"
            tone="danger"
            disabled={reason === ''}
            busy={busy}
            onTap={() => {
              if (reason === '') return
              const body = { ...whom, reason, ...(note.trim() ? { note: note.trim() } : {}) }
              void deed.run('about', () => call(reportSingle, { body }), gone('已举报，红娘会查实'))
            }}
          >
            举报
          </Button>
        )}
      </View>
    </Sheet>
  )
}
