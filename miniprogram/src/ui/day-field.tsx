import { Picker, Text, View } from '@tarojs/components'

export interface DayFieldProps {
  readonly id: string
  readonly label: string
  /** `2026-03-08`, or empty. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | undefined
}

/** A day, by WeChat's own wheels. */
export function DayField({ id, label, value, onChange, error }: DayFieldProps) {
  return (
    <View className="field" id={id}>
      <Text className="field-label">{label}</Text>
      <Picker mode="date" value={value} onChange={({ detail }) => onChange(String(detail.value))}>
        <View className="field-box field-input">{value || '选日期'}</View>
      </Picker>
      {error && <Text className="field-error">{error}</Text>}
    </View>
  )
}
