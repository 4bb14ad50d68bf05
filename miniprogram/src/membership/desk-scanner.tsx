import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useScan } from '../lib/use-scan'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Field } from '../ui/field'
import { Icon } from '../ui/icon'
import './desk.scss'

interface DeskScannerProps {
  readonly busy: boolean
  readonly onText: (text: string) => void
}

/** The camera as a large button; below it a line for digits, and for scanners that type. */
export function DeskScanner({ busy, onText }: DeskScannerProps) {
  const [typed, setTyped] = useState('')
  const scan = useScan(onText, { title: '扫会员码', hint: '粘贴二维码内容，或输入 8 位数字码' })
  const send = () => {
    if (!typed.trim()) return
    onText(typed)
    setTyped('')
  }
  return (
    <>
      <View className="desk-scan" id="desk-scan" onClick={scan.open}>
        <Icon name="scan" size="xl" />
        <Text className="t18 bold">{busy ? '正在查…' : '扫会员码'}</Text>
      </View>
      <Card>
        <Field
          id="typed"
          label="数字码，或用扫码枪"
          value={typed}
          onChange={setTyped}
          onEnter={send}
          max={120}
          placeholder="8 位数字"
          end={
            <Button id="look" tone="quiet" shape="small" busy={busy && '正在查'} onTap={send}>
              确定
            </Button>
          }
        />
      </Card>
      {scan.sheet}
    </>
  )
}
