import type { DrawDesk as Desk } from '@gonghui/shared/benefits/draws'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { epochMsOf } from '@gonghui/shared/lib/instant'
import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { grouped, inFours, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { CopyDrawFile } from '../ui/copy-draw-file'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import { Loading, Offline, Refused } from '../ui/states'
import { StockBar } from '../ui/stock-bar'
import { useDrawDesk } from './use-draw-desk'
import './console-drops.scss'
import './draw-desk.scss'

interface DrawDeskProps {
  readonly drop: ManagedDrop
  readonly mayType: boolean
  /** The drop stands elsewhere than when it was read. */
  readonly onMoved: () => void
}

/** Where the draw is, in a word. */
function stateOf({ lottery, endedAt, winners, granted, wrong }: Desk): {
  text: string
  tone: 'ok' | 'wait' | 'no' | 'plain'
} {
  if (wrong.length > 0) return { text: '对账有出入', tone: 'no' }
  if (endedAt) return { text: winners > 0 ? '已开奖，券已发完' : '没有人报名', tone: 'ok' }
  if (lottery.step === 'drawn') return { text: `正在发券 ${granted} / ${winners}`, tone: 'wait' }
  if (lottery.number) return { text: '正在开奖', tone: 'wait' }
  if (lottery.listHash) return { text: '等开奖号码', tone: 'wait' }
  return lottery.step === 'waiting'
    ? { text: '正在公布名单', tone: 'wait' }
    : { text: '报名中', tone: 'plain' }
}

/** Who typed what: unseen until two have, and then whether they agree. */
function Typings({ desk: { typed, lottery } }: { readonly desk: Desk }) {
  if (typed.length === 0)
    return <Text className="block t14 quiet">还没有人录入。要两个人各录一次，一致才生效。</Text>
  const differ = !lottery.number && typed.length > 1
  return (
    <View id="typings">
      {typed.map(({ mine, at, digits }) => (
        <Fact key={at} name={mine ? '我录的' : '同事录的'}>
          <Text className="bold numbers">{digits ?? '已录入，你录完后可见'}</Text>
          <Text className="t12 quiet"> {momentOf(at)}</Text>
        </Fact>
      ))}
      {differ && (
        <Text className="block no t14" id="typings-differ">
          两人录的不一样，都不生效。请对照福彩3D 开奖公告，录错的一方重录。
        </Text>
      )}
    </View>
  )
}

function NumberForm({
  desk,
  drop,
  typing,
  write,
  ask,
  send,
  putAway,
}: ReturnType<typeof useDrawDesk> & { readonly desk: Desk; readonly drop: ManagedDrop }) {
  const { issue, drawsAt } = desk.lottery
  if (serverNowMs() < epochMsOf(drawsAt))
    return (
      <Text className="block t14 quiet">
        福彩3D 第 {issue} 期 {momentOf(drawsAt)} 开出，到时由两个人在这里录入三位号码。
      </Text>
    )
  const isAsked = typing.kind !== 'typing'
  return (
    <>
      <Field
        id="draw-digits"
        label={`福彩3D 第 ${issue} 期开奖号码`}
        type="number"
        max={3}
        value={typing.digits}
        onChange={write}
        error={typing.kind === 'typing' ? typing.error : undefined}
        placeholder="三位数字，例如 375"
        hint="请看中国福彩网的开奖公告，不要问同事录了什么"
      />
      <Button id="type-number" shape="small" onTap={ask}>
        录入号码
      </Button>
      {isAsked && (
        <Confirm
          title={`第 ${issue} 期是 ${typing.digits}？`}
          body={<Text>两人一致就马上开奖，{drop.title}的结果不能再改。</Text>}
          yes={`确认录入 ${typing.digits}`}
          busy={typing.kind === 'sending' && '正在录入…'}
          onNo={putAway}
          onYes={() => void send()}
        />
      )}
    </>
  )
}

/** 抽签: what was promised, who is in, the number by two people, and how far the vouchers are. */
export function DrawDesk({ drop, mayType, onMoved }: DrawDeskProps) {
  const draw = useDrawDesk(drop.dropId)
  const { answer, desk, reload } = draw
  const moved = desk !== undefined && desk.lottery.step !== drop.lottery?.step
  useEffect(() => {
    if (!moved) return
    onMoved()
    // What is shown of a drop may be two seconds old.
    const again = setTimeout(onMoved, 3_000)
    return () => clearTimeout(again)
  }, [moved, onMoved])
  if (!desk)
    return (
      <Card id="draw-desk">
        {answer.kind === 'loading' && <Loading rows={2} />}
        {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
        {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      </Card>
    )
  const { lottery, winners, granted, wrong, listedAt, drawnAt, endedAt } = desk
  const { text, tone } = stateOf(desk)
  const exact = lottery.listHash !== undefined
  return (
    <Card id="draw-desk">
      <SectionHead title="抽签" end={<Chip tone={tone}>{text}</Chip>} />
      <Fact name="报名">
        {exact ? '' : '约 '}
        {grouped(lottery.entrants)} 人，抽 {grouped(lottery.units)} 份
        <Text className="t12 quiet"> 截至 {momentOf(lottery.entrantsAsOf)}</Text>
      </Fact>
      <Fact name="种子指纹">
        <Text className="t12 numbers draw-hash">{inFours(lottery.commitment)}</Text>
      </Fact>
      {lottery.listHash && (
        <Fact name="名单指纹">
          <Text className="t12 numbers draw-hash">{inFours(lottery.listHash)}</Text>
        </Fact>
      )}
      {listedAt && <Fact name="名单公布">{momentOf(listedAt)}</Fact>}
      {lottery.number && (
        <Fact name="开奖号码">
          福彩3D 第 {lottery.issue} 期 <Text className="bold numbers">{lottery.number}</Text>
        </Fact>
      )}
      {drawnAt && <Fact name="开奖">{momentOf(drawnAt)}</Fact>}
      {winners > 0 && (
        <Fact name="发券">
          <View className="row drops-left">
            <StockBar left={granted} total={winners} />
            <Text className="numbers">
              {grouped(granted)} / {grouped(winners)}
            </Text>
          </View>
        </Fact>
      )}
      {endedAt && <Fact name="对账">{momentOf(endedAt)} 账平，拿到券的正是中签的人</Fact>}
      {wrong.map((line) => (
        <Text key={line} className="block no t14">
          {line}
        </Text>
      ))}
      {exact && lottery.entrants > 0 && !drawnAt && (
        <View className="draw-number">
          <Typings desk={desk} />
          {mayType && !lottery.number && <NumberForm {...draw} desk={desk} drop={drop} />}
        </View>
      )}
      <View className="draw-number">
        <CopyDrawFile dropId={drop.dropId} />
      </View>
    </Card>
  )
}
