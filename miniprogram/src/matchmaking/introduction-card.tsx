import type { Introduction } from '@gonghui/shared/matchmaking/introductions'
import { Text, View } from '@tarojs/components'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact } from '../ui/card'
import { IntroductionLine } from './introduction-line'
import { PersonFace } from './person-face'
import { Photos } from './photos'

export type Asking = 'consent' | 'withdraw' | 'together' | 'married'

const said = ({ state, mySideDone }: Introduction): string => {
  switch (state) {
    case 'mutual':
      return '两边的单位红娘正在确认，确认后请你们各再同意一次'
    case 'introduced':
      return mySideDone ? '你已同意，等对方同意' : '红娘已确认。你同意后，等对方也同意才交换'
    case 'exchanged':
      return mySideDone ? '你说牵手了，等对方也说一声' : '可以联系了。慢慢认识，不合适随时可以退出'
    case 'together':
      return mySideDone ? '等对方也说一声，祝福你们' : '恭喜牵手！结婚了也告诉红娘一声'
    case 'married':
      return '新婚快乐！'
    case 'over':
      return '这次牵线已经结束，没有人会被告知原因'
  }
}

interface IntroductionCardProps {
  readonly introduction: Introduction
  readonly busy: boolean
  readonly failure: string | undefined
  readonly onAsk: (asking: Asking) => void
  readonly onMore: () => void
}

export function IntroductionCard({ introduction, busy, failure, onAsk, onMore }: IntroductionCardProps) {
  const { introductionId, state, since, card, contact, photos, mySideDone } = introduction
  const over = state === 'over'
  return (
    <Card id={`introduction-${introductionId}`}>
      {card && <PersonFace person={card} />}
      {over ? (
        <View className="row-between">
          <Chip tone="plain">已结束</Chip>
          <Text className="t12 quiet">{dateOf(since)}</Text>
        </View>
      ) : (
        <View className="person-line">
          <IntroductionLine state={state} />
        </View>
      )}
      <View className="t14 quiet person-line">{said(introduction)}</View>
      <Photos photos={photos} />
      {contact && (
        <View className="contact" id={`contact-${introductionId}`}>
          <Fact name="姓名">{contact.name}</Fact>
          <Fact name="手机号">
            <Text className="numbers" userSelect>
              {contact.phone}
            </Text>
          </Fact>
        </View>
      )}
      {failure && <View className="no t14 person-line">{failure}</View>}
      {!over && (
        <View className="row single-ways">
          <Button id={`more-${introductionId}`} tone="quiet" shape="small" onTap={onMore}>
            屏蔽、举报
          </Button>
          <View className="grow" />
          {state !== 'married' && (
            <Button
              id={`withdraw-${introductionId}`}
              tone="line"
              shape="small"
              disabled={busy}
              onTap={() => onAsk('withdraw')}
            >
              退出
            </Button>
          )}
          {state === 'introduced' && !mySideDone && (
            <Button
              id={`consent-${introductionId}`}
              shape="small"
              busy={busy && '…'}
              onTap={() => onAsk('consent')}
            >
              同意交换
            </Button>
          )}
          {state === 'exchanged' && !mySideDone && (
            <Button
              id={`together-${introductionId}`}
              tone="pale"
              shape="small"
              onTap={() => onAsk('together')}
            >
              我们牵手了
            </Button>
          )}
          {state === 'together' && !mySideDone && (
            <Button id={`married-${introductionId}`} tone="pale" shape="small" onTap={() => onAsk('married')}>
              我们结婚了
            </Button>
          )}
        </View>
      )}
    </Card>
  )
}
