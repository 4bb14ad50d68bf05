import { type Tag, tagWords } from '@gonghui/shared/lib/tags'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { Tick } from '../ui/tick'

interface TagSheetProps {
  readonly tag: Tag
  readonly busy: boolean
  readonly error: string | undefined
  readonly onClose: () => void
  readonly onSend: (proof: string, consented: boolean) => void
}

/** What one shows for a tag; a sensitive one is agreed to on its own. */
export function TagSheet({ tag, busy, error, onClose, onSend }: TagSheetProps) {
  const [proof, setProof] = useState('')
  const [consented, setConsented] = useState(false)
  const { meaning, proof: asked, sensitive } = tagWords[tag]
  return (
    <Sheet title={`申请“${tag}”标签`} onClose={onClose}>
      <View className="t14 quiet">{meaning}</View>
      <Field
        id="proof"
        label="凭据"
        value={proof}
        onChange={setProof}
        hint={asked}
        lines={4}
        max={300}
        error={error}
      />
      {sensitive && (
        <Tick id="tag-consent" ticked={consented} onTick={setConsented}>
          <Text className="t14">我同意工会收集和使用这项敏感个人信息</Text>
          <View className="t12 quiet">
            只用来判断能不能享受对应的福利，只有审核的工会干部看得到。不同意不影响其他福利，同意后随时可以请工会去掉。
          </View>
        </Tick>
      )}
      <View className="sheet-ways">
        <Button
          id="send-claim"
          busy={busy && '正在提交…'}
          disabled={proof.trim().length < 2 || (sensitive && !consented)}
          onTap={() => onSend(proof.trim(), consented)}
        >
          提交审核
        </Button>
      </View>
    </Sheet>
  )
}
