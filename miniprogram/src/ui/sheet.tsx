import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEscape } from '../lib/table-keys'
import { Button } from './button'
import { Icon } from './icon'
import { InSheet } from './in-sheet'
import './sheet.scss'

interface SheetProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A panel over the page; a tap beside it closes it. */
export function Sheet({ title, onClose, children }: SheetProps) {
  useEscape(onClose)
  return (
    <View className="sheet">
      <View className="sheet-beside" onClick={onClose} />
      <View className="sheet-panel" id="sheet">
        <View className="row-between sheet-head">
          <Text className="bold t18">{title}</Text>
          <View className="sheet-close" id="sheet-close" role="button" aria-label="关闭" onClick={onClose}>
            <Icon name="cross" />
          </View>
        </View>
        <InSheet.Provider value={true}>{children}</InSheet.Provider>
      </View>
    </View>
  )
}

interface ConfirmProps {
  readonly title: string
  readonly body: ReactNode
  readonly yes: string
  readonly tone?: 'primary' | 'danger'
  readonly busy?: string | false
  readonly disabled?: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}

/** Asks before what cannot be taken back; the button repeats the deed in words. */
export function Confirm({
  title,
  body,
  yes,
  tone = 'primary',
  busy,
  disabled = false,
  onYes,
  onNo,
}: ConfirmProps) {
  return (
    <Sheet title={title} onClose={onNo}>
      <View className="sheet-body">{body}</View>
      <View className="sheet-ways">
        <Button id="confirm-no" tone="line" onTap={onNo}>
          先不
        </Button>
        <Button id="confirm-yes" tone={tone} busy={busy} disabled={disabled} onTap={onYes}>
          {yes}
        </Button>
      </View>
    </Sheet>
  )
}
