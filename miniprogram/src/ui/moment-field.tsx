import { Picker, Text, View } from '@tarojs/components'

export interface MomentFieldProps {
  readonly id: string
  readonly label: string
  /** `2026-06-12T10:00`, or empty. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly error?: string | undefined
}

/** A day and a time, by WeChat's own wheels. */
export function MomentField({ id, label, value, onChange, hint, error }: MomentFieldProps) {
  const [day = '', time = ''] = value.split('T')
  return (
    <View className="field" id={id}>
      <Text className="field-label">{label}</Text>
      <View className="row field-line">
        <Picker
          mode="date"
          className="grow"
          value={day}
          onChange={({ detail }) => onChange(`${detail.value}T${time || '10:00'}`)}
        >
          <View className="field-box field-input">{day || '选日期'}</View>
        </Picker>
        <Picker
          mode="time"
          className="grow"
          value={time}
          onChange={({ detail }) => onChange(`${day}T${detail.value}`)}
          disabled={!day}
        >
          <View className="field-box field-input">{time || '选时间'}</View>
        </Picker>
      </View>
      {error ? (
        <Text className="field-error">{error}</Text>
      ) : (
        hint && <Text className="field-hint">{hint}</Text>
      )}
    </View>
  )
}
