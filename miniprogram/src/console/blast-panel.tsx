import { readBlastRadius } from '@gonghui/shared/benefits/blast-radius'
import { yuan } from '@gonghui/shared/lib/money'
import { Text, View } from '@tarojs/components'
import { useAnswer } from '../lib/use-answer'
import { grouped } from '../lib/words'
import './drop-day.scss'

export type BlastQuery = Readonly<Record<string, string | undefined>> & { readonly deed: string }

/** What a deed would do, as the server reckons it now: people, vouchers, money. One may go on without it. */
export function BlastPanel({ dropId, query }: { readonly dropId: string; readonly query: BlastQuery }) {
  const given = { params: { dropId }, query: query as BlastQuery & { deed: 'pause' } }
  const { answer } = useAnswer(readBlastRadius, given)
  if (answer.kind !== 'ready')
    return (
      <View className="blast t14" id="blast-radius">
        {answer.kind === 'loading' ? '正在算影响面…' : '影响面没有算出来，请按下面的说明判断。'}
      </View>
    )
  const { people, vouchers, fen, words } = answer.body.radius
  const figures = [
    ['至多影响', grouped(people), '人'],
    ['券', grouped(vouchers), '张'],
    ['补贴', yuan(fen).replace(/^\d+/, (whole) => grouped(Number(whole))), '元'],
  ] as const
  return (
    <View className="blast" id="blast-radius">
      <View className="blast-figures numbers">
        {figures.map(([name, value, unit]) => (
          <View key={name}>
            <Text className="block t12 quiet">{name}</Text>
            <Text className="blast-figure">{value}</Text>
            <Text className="t12 quiet"> {unit}</Text>
          </View>
        ))}
      </View>
      <View className="t12 quiet">{words}</View>
    </View>
  )
}
