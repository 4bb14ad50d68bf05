import type { Suggestion } from '@gonghui/shared/matchmaking/suggestions'
import { Text, View } from '@tarojs/components'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Icon } from '../ui/icon'
import { PersonFace } from './person-face'

const REASONS = 4

interface SuggestionCardProps {
  readonly suggestion: Suggestion
  readonly busy: boolean
  readonly failure: string | undefined
  readonly onHeart: () => void
  readonly onPass: () => void
  readonly onMore: () => void
}

export function SuggestionCard({ suggestion, busy, failure, onHeart, onPass, onMore }: SuggestionCardProps) {
  const { card, score, reasons } = suggestion
  return (
    <Card id={`single-${card.singleId}`}>
      <PersonFace
        person={card}
        end={
          <View className="score">
            <View className="score-value numbers">{score}</View>
            <View className="t12">合拍</View>
          </View>
        }
      />
      <View className="reasons">
        <View className="t12 quiet reasons-head">为什么推荐</View>
        {reasons.slice(0, REASONS).map((reason) => (
          <View className="row reasons-one t14" key={reason}>
            <Icon name="check" size="s" />
            <Text>{reason}</Text>
          </View>
        ))}
      </View>
      {failure && <View className="no t14 reasons-one">{failure}</View>}
      <View className="row single-ways">
        <Button id={`more-${card.singleId}`} tone="quiet" shape="small" onTap={onMore}>
          屏蔽、举报
        </Button>
        <View className="grow" />
        <Button id={`pass-${card.singleId}`} tone="line" shape="small" disabled={busy} onTap={onPass}>
          不合适
        </Button>
        <Button id={`heart-${card.singleId}`} shape="small" icon="heart" busy={busy && '…'} onTap={onHeart}>
          心动
        </Button>
      </View>
    </Card>
  )
}
