import type { MyEvent } from '@gonghui/shared/matchmaking/events'
import { genderWords } from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import type { useDeeds } from './use-deeds'

interface EventHeartsProps {
  readonly mine: MyEvent
  readonly deed: ReturnType<typeof useDeeds>
  readonly onHeart: (number: number, given: boolean) => Promise<boolean>
  readonly onMore: (number: number) => void
}

/** 会后心动: those I sat with, by number. What is chosen is told to nobody but two who chose each other. */
export function EventHearts({ mine, deed, onHeart, onMore }: EventHeartsProps) {
  const { event, me, partners, heartsLeft } = mine
  const other = genderWords[me.gender === 'female' ? 'male' : 'female']
  const isOpen = event.state === 'hearts'
  return (
    <>
      <SectionHead
        title="会后心动"
        end={<View className="t12 quiet">{isOpen ? `还能选 ${heartsLeft} 位` : '已经截止'}</View>}
      />
      <Card id="event-hearts">
        {partners.map(({ number, hearted, introductionId }) => (
          <View key={number} className="event-heart" id={`partner-${number}`}>
            <View className="row">
              <View className="grow row case-head">
                <Text className="t16 bold">
                  {other} {number} 号
                </Text>
                {introductionId && <Chip tone="ok">互相心动</Chip>}
                {hearted && !introductionId && <Chip tone="wait">已选，只有你知道</Chip>}
              </View>
              <Button id={`more-${number}`} tone="quiet" shape="small" onTap={() => onMore(number)}>
                屏蔽、举报
              </Button>
              {introductionId ? (
                <Button
                  id={`introduction-of-${number}`}
                  tone="pale"
                  shape="small"
                  onTap={() => void Taro.navigateTo({ url: '/matchmaking/introductions' })}
                >
                  去牵线
                </Button>
              ) : (
                (isOpen || hearted) && (
                  <Button
                    id={`heart-${number}`}
                    tone={hearted ? 'line' : 'primary'}
                    shape="small"
                    busy={deed.isDoing(`heart-${number}`) && '…'}
                    disabled={!hearted && heartsLeft === 0}
                    onTap={() => void onHeart(number, !hearted)}
                  >
                    {hearted ? '收回' : '心动'}
                  </Button>
                )
              )}
            </View>
            {deed.failureOf(`heart-${number}`) && (
              <View className="no t14">{deed.failureOf(`heart-${number}`)}</View>
            )}
          </View>
        ))}
      </Card>
      <View className="t12 quiet event-note">
        {isOpen && `${deadlineOf(event.heartsUntil)} 前可以选。`}
        互相选中的，只告诉你们两个人，再由两边的红娘牵线。
      </View>
    </>
  )
}
