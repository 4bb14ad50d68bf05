import { Text, View } from '@tarojs/components'
import { grouped } from '../lib/words'
import { StockBar } from '../ui/stock-bar'

export interface FiguresChartProps {
  readonly id: string
  /** What it shows, for who does not see it. */
  readonly label: string
  readonly names: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
  /** Bars that lie: for names that are long. */
  readonly across?: boolean
}

/** The most of a phone's chart: what is busiest. The whole of it is on a wide screen. */
const MOST = 12

/** On a phone the same figures as plain bars: no chart library is carried into WeChat. */
export function FiguresChart({ id, label, names, series }: FiguresChartProps) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values))
  return (
    <View id={id} aria-label={label}>
      {names.slice(-MOST).map((name, at) => (
        <View key={name} className="figures-plain t12">
          <Text className="figures-plain-name">{name}</Text>
          <View className="grow">
            {series.map(({ name: which, values }) => {
              const value = values[Math.max(0, names.length - MOST) + at] ?? 0
              return (
                <View key={which} className="row">
                  <StockBar left={value} total={most} />
                  <Text className="numbers">{grouped(value)}</Text>
                </View>
              )
            })}
          </View>
        </View>
      ))}
    </View>
  )
}
