import type { ManagedEvent } from '@gonghui/shared/matchmaking/managed-events'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import type { useDeeds } from './use-deeds'

interface EventPlanProps {
  readonly managed: ManagedEvent
  readonly doorOpen: boolean
  readonly deed: ReturnType<typeof useDeeds>
  readonly onDraw: (fromRound: number, gone: Readonly<Record<Gender, number[]>>) => Promise<boolean>
}

/** `3、7 12` → 3, 7, 12. */
const numbersIn = (text: string): number[] =>
  (text.match(/\d{1,2}/g) ?? []).map(Number).filter((one) => one > 0)

/** 排桌: who sits where, by numbers; drawn again when people come late or leave early. */
export function EventPlan({ managed: { event, plan, guests }, doorOpen, deed, onDraw }: EventPlanProps) {
  const [asking, setAsking] = useState(false)
  const [fromRound, setFromRound] = useState('1')
  const [women, setWomen] = useState('')
  const [men, setMen] = useState('')
  const arrived = (gender: Gender) => guests[gender].filter(({ number }) => number !== undefined).length
  const from = Number(fromRound)
  const isSound = Number.isInteger(from) && from >= 1 && from <= event.rounds
  const draw = async () => {
    const gone = { female: numbersIn(women), male: numbersIn(men) }
    if (await onDraw(plan ? from : 1, gone)) setAsking(false)
  }
  const failure = deed.failureOf('draw')
  const bothCame = arrived('female') > 0 && arrived('male') > 0
  return (
    <>
      <SectionHead
        title="桌次"
        end={
          doorOpen && (
            <Button
              id="draw-rounds"
              tone={plan || !bothCame ? 'line' : 'primary'}
              shape="small"
              busy={!asking && deed.isDoing('draw') && '正在排…'}
              onTap={() => (plan ? setAsking(true) : void draw())}
            >
              {plan ? '重新排' : '按到场的人排桌'}
            </Button>
          )
        }
      />
      <Card id="plan">
        {failure && !asking && <View className="no t14">{failure}</View>}
        {!plan && (
          <View className="t14 quiet">
            已到女嘉宾 {arrived('female')} 位、男嘉宾 {arrived('male')} 位。
            {bothCame ? '到得差不多了就排桌' : '男女嘉宾都有人签到后就能排桌'}
            ，之后来的人可以从下一轮起重新排。
          </View>
        )}
        {plan && plan.pauses > 0 && (
          <View className="t12 quiet">
            同单位的、互相屏蔽或已经牵过线的不同桌，共有 {plan.pauses} 个座次空着，人数不等时也会轮流休息。
          </View>
        )}
        {plan?.rounds.map((round, i) => (
          // Rounds stand in their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <View key={i} className="event-plan-round" id={`plan-${i + 1}`}>
            <Text className="t14 bold">第 {i + 1} 轮</Text>
            {round.map(({ woman, man, table }) => (
              <Text key={table} className="event-seat t14 numbers">
                {table} 桌 女{woman}・男{man}
              </Text>
            ))}
            {round.length === 0 && <Text className="t12 quiet">没有能坐到一起的人了</Text>}
          </View>
        ))}
      </Card>
      {asking && (
        <Confirm
          title="重新排桌"
          body={
            <View>
              <Field
                id="from-round"
                label="从第几轮起"
                type="number"
                max={2}
                value={fromRound}
                onChange={setFromRound}
                hint="之前的轮次不动；坐过的两个人不会再排到一起"
                error={isSound ? undefined : `请填 1–${event.rounds}`}
              />
              <Field
                id="gone-women"
                label="先走的女嘉宾号码（可不填）"
                max={60}
                value={women}
                onChange={setWomen}
                placeholder="例如：3、7"
              />
              <Field
                id="gone-men"
                label="先走的男嘉宾号码（可不填）"
                max={60}
                value={men}
                onChange={setMen}
                error={failure}
              />
            </View>
          }
          yes="重新排"
          disabled={!isSound}
          busy={deed.isDoing('draw') && '正在排…'}
          onNo={() => setAsking(false)}
          onYes={() => void draw()}
        />
      )}
    </>
  )
}
