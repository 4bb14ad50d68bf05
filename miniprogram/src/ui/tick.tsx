import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './icon'
import './tick.scss'

interface TickProps {
  readonly id: string
  readonly ticked: boolean
  readonly onTick: (ticked: boolean) => void
  readonly children: ReactNode
}

/** A box that one ticks oneself, with what one agrees to beside it. */
export function Tick({ id, ticked, onTick, children }: TickProps) {
  return (
    <View className="tick" id={id} onClick={() => onTick(!ticked)}>
      <View className={`tick-box ${ticked ? 'tick-box-on' : ''}`} role="checkbox" aria-checked={ticked}>
        {ticked && <Icon name="check" size="s" />}
      </View>
      <View className="grow">{children}</View>
    </View>
  )
}
