import type { Funnel } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { grouped } from '../lib/words'
import { Card, SectionHead } from '../ui/card'

export const shareOf = (part: number, whole: number): string =>
  whole > 0 ? `${((part / whole) * 100).toFixed(1)}%` : '—'

const steps = [
  { key: 'seenAbout', name: '看到', isAbout: true },
  { key: 'tappedAbout', name: '点击', isAbout: true },
  { key: 'claimed', name: '抢到', isAbout: false },
  { key: 'redeemed', name: '核销', isAbout: false },
] as const

/** 看到 → 点击 → 抢到 → 核销: each as a bar of the widest, with its share of the step before. */
export function FunnelCard({
  funnel,
  end,
  names,
  others = [],
}: {
  readonly funnel: Funnel
  readonly end?: ReactNode
  /** Whose the first and the others are, where several are compared. */
  readonly names?: readonly string[]
  readonly others?: readonly Funnel[]
}) {
  const all = [funnel, ...others]
  const most = Math.max(1, ...all.flatMap((one) => steps.map(({ key }) => one[key])))
  return (
    <Card id="funnel">
      <SectionHead title="从看到到核销" end={end} />
      {steps.map(({ key, name, isAbout }, at) => (
        <View key={key} className="funnel-step">
          <Text className="funnel-name t14">{name}</Text>
          <View className="grow">
            {all.map((one, i) => {
              const before = steps[at - 1]
              return (
                <View key={names?.[i] ?? i} className="funnel-line" id={`funnel-${key}-${i}`}>
                  <View
                    className={`funnel-bar funnel-bar-${i}`}
                    style={{ width: `${(one[key] / most) * 60}%` }}
                  />
                  <Text className="bold numbers">
                    {isAbout ? '约 ' : ''}
                    {grouped(one[key])}
                  </Text>
                  <Text className="t12 quiet numbers">
                    {isAbout ? '次' : '张'}
                    {before && !(before.isAbout && one[before.key] < one[key])
                      ? `・${shareOf(one[key], one[before.key])}`
                      : ''}
                    {names?.[i] ? `・${names[i]}` : ''}
                  </Text>
                </View>
              )
            })}
          </View>
        </View>
      ))}
      <Text className="block t12 quiet">看到和点击按次数算，是约数；抢到和核销一张不差。</Text>
    </Card>
  )
}
