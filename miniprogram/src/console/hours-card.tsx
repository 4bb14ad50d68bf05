import type { DropFigures } from '@gonghui/shared/benefits/figures'
import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { momentOf } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import { FiguresChart } from './figures-chart'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** 按天和时段: every day in one chart, or one day hour by hour. */
export function HoursCard({ figures }: { readonly figures: DropFigures }) {
  const { byHour, claimsAsOf } = figures
  const days = useMemo(() => [...new Set(byHour.map(({ day }) => day))].sort(), [byHour])
  const [day, setDay] = useState('all')
  const { names, series } = useMemo(() => {
    const at = day === 'all' ? days : HOURS
    const of = (key: 'claims' | 'redeemed') =>
      at.map((one) =>
        byHour
          .filter((row) => (day === 'all' ? row.day === one : row.day === day && row.hour === one))
          .reduce((sum, row) => sum + row[key], 0),
      )
    return {
      names: at.map((one) => (typeof one === 'number' ? `${one} 点` : one.slice(5))),
      series: [
        { name: '抢到', values: of('claims') },
        { name: '核销', values: of('redeemed') },
      ],
    }
  }, [byHour, days, day])
  return (
    <Card id="hours-card">
      <SectionHead
        title="按天和时段"
        end={<Text className="t12 quiet numbers">抢到截至 {momentOf(claimsAsOf)}</Text>}
      />
      {days.length === 0 ? (
        <Text className="t14 quiet">还没有人抢到。有人抢到后，每天每个时段的数会出现在这里。</Text>
      ) : (
        <>
          <View className="figures-days">
            <Chips
              id="figures-day"
              value={day}
              options={[
                { value: 'all', text: '按天' },
                ...days.slice(-6).map((one) => ({ value: one, text: one.slice(5) })),
              ]}
              onChange={setDay}
            />
          </View>
          <FiguresChart id="hours-chart" label="抢到和核销按时间" names={names} series={series} />
        </>
      )}
    </Card>
  )
}
