import type { Reader } from '@gonghui/shared/reading/readers'
import { Text, View } from '@tarojs/components'
import { Card, SectionHead } from '../ui/card'
import { Icon } from '../ui/icon'
import './reading.scss'

const deedWords = { days: '读够', streak: '连续', books: '读完', quizzes: '答题通过' } as const
const unitWords = { days: '天', streak: '天', books: '本', quizzes: '次' } as const

/** The badges, earned ones in gold, the others with how far one is. */
export function Badges({ badges }: Pick<Reader, 'badges'>) {
  if (badges.length === 0) return null
  return (
    <Card id="badges">
      <SectionHead
        title="徽章"
        end={
          <Text className="t12 quiet">
            {badges.filter(({ earned }) => earned).length} / {badges.length}
          </Text>
        }
      />
      <View className="reading-badges">
        {badges.map(({ name, deed, times, done, earned }) => (
          <View key={`${name} ${deed} ${times}`} className="reading-badge">
            <View className={`reading-medal ${earned ? 'reading-medal-earned' : ''}`}>
              <Icon name={deed === 'books' ? 'book' : deed === 'quizzes' ? 'check' : 'sun'} size="l" />
            </View>
            <Text className="block t12 bold">{name}</Text>
            <Text className="block t12 quiet">
              {earned ? '已获得' : `${deedWords[deed]} ${done}/${times} ${unitWords[deed]}`}
            </Text>
          </View>
        ))}
      </View>
    </Card>
  )
}
