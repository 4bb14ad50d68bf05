import { askErasure, ERASURE_WORDS, getErasure, undoErasure } from '@gonghui/shared/membership/my-data'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { useDeed } from '../lib/use-deed'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'

const goes = [
  '姓名、手机号和会员资料',
  '入会申请、标签和凭据',
  '交友资料、心动和牵线',
  '阅读笔记、书评和积分',
  '所有设备上的登录',
]

/** What goes and what stays, before it is typed out. */
function WhatGoes() {
  return (
    <View className="t14 sheet-words">
      <View className="bold">会删去</View>
      {goes.map((one) => (
        <View key={one} className="quiet">
          ・{one}
        </View>
      ))}
      <View className="bold my-data-stays">没用的券退回，用过的券只留没有姓名的台账两年（法规要求）。</View>
      <View className="quiet">七天内可以撤回。到期后不能恢复，再用要重新扫码入会。</View>
    </View>
  )
}

/** 注销: the wish, typed out; its week; the way back. */
export function ErasurePart() {
  const { answer, reload } = useAnswer(getErasure, {})
  const asking = useDeed(askErasure, reload)
  const undoing = useDeed(undoErasure, reload)
  const [typed, setTyped] = useState<string>()
  if (answer.kind === 'loading') return <Loading rows={1} />
  if (answer.kind === 'offline') return <Offline busy={answer.busy} onRetry={reload} />
  if (answer.kind === 'refused') return <Refused problem={answer.problem} />
  const { state, dueAt = '', holdsRoles } = answer.body
  const failed = [asking.state, undoing.state].find((one) => one.kind === 'failed')

  return (
    <Card id={`erasure-${state}`}>
      <SectionHead title="注销账号" />
      {state === 'cooling' && (
        <>
          <View className="t14 no">你的账号将在 {deadlineOf(dueAt)} 注销。</View>
          {holdsRoles && <View className="t14 quiet">你还有工作角色，收回以前不会注销。</View>}
          <View className="t14 quiet">在这以前一切照常，随时可以撤回。</View>
          <Button
            id="undo-erasure"
            busy={undoing.state.kind === 'sending' && '正在撤回…'}
            onTap={() => void undoing.send({}, () => '已撤回，账号照旧')}
          >
            撤回注销
          </Button>
        </>
      )}
      {state === 'begun' && <View className="t14 no">正在注销，不能撤回了。</View>}
      {state === 'none' && (
        <>
          <View className="t14 quiet">
            {holdsRoles
              ? '你还有工作角色（如工会干部、核销员），请先让工会收回，再来注销。'
              : '删去关于你的全部个人信息。退会、换单位不用注销。'}
          </View>
          {!holdsRoles && (
            <Button id="ask-erasure" tone="quiet" onTap={() => setTyped('')}>
              注销账号
            </Button>
          )}
        </>
      )}
      {failed?.kind === 'failed' && <View className="t14 no">{failed.words}</View>}
      {typed !== undefined && (
        <Confirm
          title="注销账号？"
          body={
            <View>
              <WhatGoes />
              <Field
                id="erasure-words"
                label={`请输入“${ERASURE_WORDS}”`}
                value={typed}
                onChange={setTyped}
                max={20}
              />
            </View>
          }
          yes="七天后注销"
          tone="danger"
          busy={asking.state.kind === 'sending' && '正在提交…'}
          disabled={typed.trim() !== ERASURE_WORDS}
          onNo={() => setTyped(undefined)}
          onYes={() => {
            setTyped(undefined)
            void asking.send({ body: { confirm: ERASURE_WORDS } }, () => '已申请，七天内可以撤回')
          }}
        />
      )}
    </Card>
  )
}
