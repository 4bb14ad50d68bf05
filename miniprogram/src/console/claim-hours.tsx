import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { grouped } from '../lib/words'
import { Chips } from '../ui/field'
import type { OrgCounts } from './use-claim-orgs'

type Hours = OrgCounts['under']['byHour']

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** Claims of one day, hour by hour; the latest day first, others on a tap. */
export function ClaimHours({ hours }: { readonly hours: Hours }) {
  const days = [...new Set(hours.map(({ day }) => day))]
  const [chosen, setChosen] = useState<string>()
  const day = days.find((one) => one === chosen) ?? days.at(-1)
  const byHour = new Map(hours.filter((one) => one.day === day).map(({ hour, claims }) => [hour, claims]))
  const most = Math.max(1, ...byHour.values())
  return (
    <View id="claim-hours">
      {days.length > 1 && day && (
        <Chips
          id="claim-day"
          value={day}
          options={days.slice(-7).map((one) => ({ value: one, text: one.slice(5) }))}
          onChange={setChosen}
        />
      )}
      <View className="hours">
        {HOURS.map((hour) => {
          const claims = byHour.get(hour) ?? 0
          return (
            <View key={hour} className="hours-hour" aria-label={`${hour} 点 ${claims}`}>
              {claims === most && <Text className="hours-most numbers">{grouped(claims)}</Text>}
              <View
                className={`hours-bar ${claims > 0 ? 'hours-some' : ''}`}
                style={{ height: `${claims > 0 ? Math.max(4, Math.round((claims / most) * 100)) : 2}%` }}
              />
            </View>
          )
        })}
      </View>
      <View className="hours-names numbers">
        {[0, 6, 12, 18].map((hour) => (
          <Text key={hour}>{hour} 点</Text>
        ))}
      </View>
    </View>
  )
}
