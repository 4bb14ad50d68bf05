import { Input, Text, Textarea, View } from '@tarojs/components'
import { type ReactNode, useContext, useState } from 'react'
import { InSheet } from './in-sheet'
import './field.scss'

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  /** Stands beside the field it concerns. */
  readonly error?: string | undefined
  readonly placeholder?: string
  readonly type?: 'text' | 'number' | 'digit'
  readonly max?: number
  readonly lines?: number
  readonly end?: ReactNode
  /** The Enter key, as a scanner that types also sends it. */
  readonly onEnter?: () => void
}

export function Field({
  id,
  label,
  value,
  onChange,
  hint,
  error,
  placeholder = '',
  type = 'text',
  max = 100,
  lines,
  end,
  onEnter,
}: FieldProps) {
  const [focused, setFocused] = useState(false)
  const inSheet = useContext(InSheet)
  const shared = {
    id,
    value,
    placeholder,
    placeholderClass: 'field-placeholder',
    maxlength: max,
    className: lines ? 'field-input field-area' : 'field-input',
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
  }
  return (
    <View className="field">
      <Text className="field-label">{label}</Text>
      <View className="row field-line">
        <View className={`field-box ${focused ? 'field-focused' : ''} ${error ? 'field-wrong' : ''}`}>
          {lines ? (
            <Textarea
              {...shared}
              fixed={inSheet}
              autoHeight={false}
              style={{ height: `${lines * 1.5 + 1}em` }}
            />
          ) : (
            <Input {...shared} type={type} {...(onEnter ? { onConfirm: onEnter } : {})} />
          )}
        </View>
        {end}
      </View>
      {error ? (
        <Text className="field-error">{error}</Text>
      ) : (
        hint && <Text className="field-hint">{hint}</Text>
      )}
    </View>
  )
}

interface ChoiceProps<V extends string> {
  readonly id: string
  readonly label: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly text: string }[]
  readonly onChange: (value: V) => void
  readonly hint?: string
  readonly error?: string | undefined
}

/** One of a few, all of them seen. */
export function Choice<V extends string>({
  id,
  label,
  value,
  options,
  onChange,
  hint,
  error,
}: ChoiceProps<V>) {
  return (
    <View className="field" id={id}>
      <Text className="field-label">{label}</Text>
      <Chips id={id} value={value} options={options} onChange={onChange} />
      {error ? (
        <Text className="field-error">{error}</Text>
      ) : (
        hint && <Text className="field-hint">{hint}</Text>
      )}
    </View>
  )
}

type ChipsProps<V extends string> = Pick<ChoiceProps<V>, 'id' | 'value' | 'options' | 'onChange'>

/** The chips alone: filters above a list. */
export function Chips<V extends string>({ id, value, options, onChange }: ChipsProps<V>) {
  return (
    <View className="chips">
      {options.map((option) => (
        <View
          key={option.value}
          id={`${id}-${option.value}`}
          role="radio"
          aria-checked={option.value === value}
          className={`chips-chip ${option.value === value ? 'chips-chosen' : ''}`}
          onClick={() => onChange(option.value)}
        >
          {option.text}
        </View>
      ))}
    </View>
  )
}
