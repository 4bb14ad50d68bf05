import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-paths'
import './card.scss'

export function Card({
  children,
  flush = false,
  id,
}: {
  readonly children: ReactNode
  readonly flush?: boolean
  readonly id?: string
}) {
  return (
    <View className={`card ${flush ? 'card-flush' : ''}`} {...(id ? { id } : {})}>
      {children}
    </View>
  )
}

/** A state in a word on its tint; never colour alone. */
export function Chip({
  tone,
  icon,
  children,
}: {
  readonly tone: 'ok' | 'wait' | 'no' | 'plain'
  readonly icon?: IconName
  readonly children: ReactNode
}) {
  return (
    <View className={`chip chip-${tone}`}>
      {icon && <Icon name={icon} size="s" />}
      <Text>{children}</Text>
    </View>
  )
}

interface RowProps {
  readonly id?: string
  readonly icon?: IconName
  readonly tone?: 'plain' | 'ok' | 'no' | 'wait' | 'red'
  readonly title: ReactNode
  readonly under?: ReactNode
  readonly end?: ReactNode
  readonly onTap?: () => void
}

/** A line of a card: tile with an icon, a title, a word under it, and what stands at the end. */
export function Row({ id, icon, tone = 'plain', title, under, end, onTap }: RowProps) {
  return (
    <View className="line-row" {...(id ? { id } : {})} {...(onTap ? { onClick: onTap } : {})}>
      {icon && (
        <View className={`tile tile-${tone}`}>
          <Icon name={icon} />
        </View>
      )}
      <View className="grow">
        <View className="line-row-title">{title}</View>
        {under && <View className="t12 quiet">{under}</View>}
      </View>
      {end}
      {onTap && !end && (
        <View className="faint">
          <Icon name="right" size="s" />
        </View>
      )}
    </View>
  )
}

/** A name at the left and its value at the right, as on a receipt. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <View className="fact">
      <Text className="quiet fact-name">{name}</Text>
      <View className="fact-value">{children}</View>
    </View>
  )
}

export function SectionHead({ title, end }: { readonly title: string; readonly end?: ReactNode }) {
  return (
    <View className="section-head">
      <Text className="bold t16">{title}</Text>
      {end}
    </View>
  )
}
