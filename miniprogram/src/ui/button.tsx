import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import type { IconName } from './icon-paths'
import './button.scss'

interface ButtonProps {
  readonly id?: string
  readonly children: ReactNode
  /** `primary` is the one action of a screen; `pale` waits or asks little; `line` is the other way; `danger` cannot be undone. */
  readonly tone?: 'primary' | 'pale' | 'line' | 'quiet' | 'danger'
  readonly shape?: 'full' | 'tall' | 'pill' | 'small'
  readonly icon?: IconName
  /** What it says while it works; it cannot be tapped then. */
  readonly busy?: string | false | undefined
  readonly disabled?: boolean
  /** Left out where the card around it takes the tap. A button never lies in something else that takes taps of its own:
      in a browser Taro's elements hear a click before React does, so neither could stop the other. */
  readonly onTap?: (() => void) | undefined
}

/** A native button (through Taro's HTML plugin), so that keyboards and screen readers know it. */
export function Button({
  id,
  children,
  tone = 'primary',
  shape = 'full',
  icon,
  busy,
  disabled,
  onTap,
}: ButtonProps) {
  const still = Boolean(busy) || disabled === true
  return (
    <button
      type="button"
      id={id}
      className={`button button-${tone} button-${shape} ${disabled ? 'button-off' : ''} ${busy ? 'button-busy' : ''}`}
      disabled={still}
      onClick={onTap && (() => !still && onTap())}
    >
      {icon && !busy && <Icon name={icon} />}
      <Text>{busy || children}</Text>
    </button>
  )
}
