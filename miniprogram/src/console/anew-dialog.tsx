import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import type { cloneDrop, makeFromTemplate } from '@gonghui/shared/benefits/templates'
import type { Call } from '@gonghui/shared/lib/client'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { fromLocal } from '../lib/local-time'
import { useDeed } from '../lib/use-deed'
import { Field } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import { Confirm } from '../ui/sheet'

interface AnewDialogProps<C extends typeof cloneDrop | typeof makeFromTemplate> {
  readonly to: C
  readonly params: Readonly<Record<string, string>>
  readonly title: string
  readonly isLottery: boolean
  readonly onClose: () => void
}

/** The same again at another time: a draft, to be looked through before it is scheduled. */
export function AnewDialog<C extends typeof cloneDrop | typeof makeFromTemplate>({
  to,
  params,
  title,
  isLottery,
  onClose,
}: AnewDialogProps<C>) {
  const [opens, setOpens] = useState('')
  const [issue, setIssue] = useState('')
  const [draws, setDraws] = useState('')
  const { state, send } = useDeed(to, () => undefined)
  const opensAt = fromLocal(opens)
  const drawsAt = fromLocal(draws)
  const isWhole = opensAt !== undefined && (!isLottery || (drawsAt !== undefined && issue.trim() !== ''))
  const make = () =>
    send(
      {
        params,
        body: { opensAt, ...(isLottery && { draw: { issue: issue.trim(), drawsAt } }) },
      } as unknown as Call<C>,
      (body) => {
        onClose()
        void Taro.navigateTo({ url: `/console/drop?dropId=${(body as ManagedDrop).dropId}` })
        return '草稿已建好，核对后再排期'
      },
    )
  return (
    <Confirm
      title={title}
      body={
        <View>
          <Text className="block t14 deed-words">
            内容照抄，结束、有效期等时间跟着开抢时间平移。券码要重新导入。
          </Text>
          <MomentField
            id="anew-opens"
            label={isLottery ? '开始报名' : '开抢'}
            value={opens}
            onChange={setOpens}
          />
          {isLottery && (
            <Field
              id="anew-issue"
              label="福彩3D 期号"
              type="number"
              max={7}
              value={issue}
              onChange={setIssue}
            />
          )}
          {isLottery && (
            <MomentField id="anew-draws" label="这一期开奖时间" value={draws} onChange={setDraws} />
          )}
          {state.kind === 'failed' && <Text className="block no">{state.words}</Text>}
        </View>
      }
      yes="建草稿"
      disabled={!isWhole}
      busy={state.kind === 'sending' && '正在新建…'}
      onNo={onClose}
      onYes={() => void make()}
    />
  )
}
