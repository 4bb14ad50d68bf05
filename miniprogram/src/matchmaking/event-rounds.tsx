import type { MyEvent } from '@gonghui/shared/matchmaking/events'
import { type Gender, genderWords } from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import { Card, SectionHead } from '../ui/card'

interface EventRoundsProps {
  readonly rounds: MyEvent['rounds']
  /** My own; whom I meet is of the other. */
  readonly gender: Gender
  /** Once it is over nobody calls the tables any more, and whom I met stands above them. */
  readonly isOver: boolean
  readonly onMore: (number: number) => void
}

/** My table in each round, and the number that sits there. Nobody else’s is told. */
export function EventRounds({ rounds, gender, isOver, onMore }: EventRoundsProps) {
  const other = genderWords[gender === 'female' ? 'male' : 'female']
  return (
    <>
      <SectionHead title="我的桌次" end={!isOver && <View className="t12 quiet">听主持人口令换桌</View>} />
      <Card id="my-rounds">
        {rounds.map(({ round, table, partner }) => (
          <View key={round} className="event-round" id={`round-${round}`}>
            <Text className="t14 quiet">第 {round} 轮</Text>
            {table === undefined ? (
              <Text className="t14 quiet">这一轮休息</Text>
            ) : (
              <>
                <Text className="t16 bold">{table} 号桌</Text>
                <View
                  className={`t14 ${isOver ? '' : 'event-partner red'}`}
                  id={`met-${partner}`}
                  {...(isOver || partner === undefined ? {} : { onClick: () => onMore(partner) })}
                >
                  {other} {partner} 号
                </View>
              </>
            )}
          </View>
        ))}
      </Card>
      {!isOver && (
        <View className="t12 quiet event-note">有人让你不舒服，告诉现场的红娘，或点号码屏蔽、举报。</View>
      )}
    </>
  )
}
