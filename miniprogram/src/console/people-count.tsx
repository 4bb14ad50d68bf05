import type { People } from '@gonghui/shared/benefits/audience'
import { Text, View } from '@tarojs/components'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import type { AudienceCount } from './use-audience-count'
import './quota-fields.scss'

/** `1,204 人`, or `至多 80,000 人` where nobody counted them to the last. */
export const peopleWords = ({ count, isExact }: People): string =>
  `${isExact ? '' : '至多 '}${grouped(count)} 人`

/** How many members may take it as the form stands; old numbers are shown as old until the new ones are there. */
export function PeopleCount({
  count: { answer, reload, isBehind, isAsked },
}: {
  readonly count: AudienceCount
}) {
  if (!isAsked) return null
  return (
    <View className="people" id="people">
      <Text className="quiet t14">现在符合条件</Text>
      {answer.kind === 'loading' && <Text className="t14 quiet">正在数…</Text>}
      {answer.kind === 'refused' && <Text className="t14 people-wrong">{answer.problem.title}</Text>}
      {answer.kind === 'offline' && (
        <Button id="count-again" tone="quiet" shape="pill" onTap={() => void reload()}>
          没有连上，重试
        </Button>
      )}
      {answer.kind === 'ready' && (
        <View className={isBehind ? 'people-old' : ''}>
          <Text className="people-number numbers" id="people-number">
            {peopleWords(answer.body.people)}
          </Text>
        </View>
      )}
      {answer.kind === 'ready' && !answer.body.people.isExact && (
        <Text className="t12 quiet people-why">范围太大，没有逐个核对标签和会龄；选小一点的范围能数准</Text>
      )}
    </View>
  )
}
