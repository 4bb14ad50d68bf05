import { Text, View } from '@tarojs/components'
import type { DayFieldProps } from './day-field'
import './field.scss'

/** The browser's own day field: a keyboard fills it faster than wheels. */
export function DayField({ id, label, value, onChange, error }: DayFieldProps) {
  return (
    <View className="field">
      <Text className="field-label">{label}</Text>
      <View className={`field-box ${error ? 'field-wrong' : ''}`}>
        <input
          id={id}
          type="date"
          className="field-input field-moment"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </View>
      {error && <Text className="field-error">{error}</Text>}
    </View>
  )
}
