import { Text, View } from '@tarojs/components'
import type { MomentFieldProps } from './moment-field'
import './field.scss'

/** The browser's own day-and-time field: a keyboard fills it faster than wheels. */
export function MomentField({ id, label, value, onChange, hint, error }: MomentFieldProps) {
  return (
    <View className="field">
      <Text className="field-label">{label}</Text>
      <View className={`field-box ${error ? 'field-wrong' : ''}`}>
        <input
          id={id}
          type="datetime-local"
          className="field-input field-moment"
          value={value}
          onChange={(event) => onChange(event.target.value.slice(0, 16))}
        />
      </View>
      {error ? (
        <Text className="field-error">{error}</Text>
      ) : (
        hint && <Text className="field-hint">{hint}</Text>
      )}
    </View>
  )
}
