import type { AnswerOf, CallOf } from '@gonghui/shared/lib/contract'
import { AT_ONCE_DAYS, createJoinCode, MOST_AT_ONCE } from '@gonghui/shared/membership/join-codes'
import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { fromLocal } from '../lib/local-time'
import { saidOf, untilKnown } from '../lib/until-known'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import { OrgField } from '../ui/org-field'
import { OrgPicker } from '../ui/org-picker'
import { Sheet } from '../ui/sheet'
import { Tick } from '../ui/tick'

interface NewJoinCodeProps {
  readonly orgId: string
  readonly orgName: string
  readonly onClose: () => void
  readonly onMade: (code: AnswerOf<typeof createJoinCode>['body']) => void
}

type Making =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly said: string }

/** A new code for one's union or one below it. */
export function NewJoinCode({ orgId, orgName, onClose, onMade }: NewJoinCodeProps) {
  const [org, setOrg] = useState({ orgId, name: orgName })
  const [picking, setPicking] = useState(false)
  const [label, setLabel] = useState('')
  const [until, setUntil] = useState('')
  const [cap, setCap] = useState('')
  const [atOnce, setAtOnce] = useState(false)
  const [making, setMaking] = useState<Making>({ kind: 'idle' })
  // One key for each content: a repeated tap makes no second code, a changed form is a new deed.
  const sent = useRef({ content: '', key: '' })

  const make = async () => {
    const expiresAt = fromLocal(until)
    const body: CallOf<typeof createJoinCode>['body'] = {
      orgId: org.orgId,
      label: label.trim(),
      ...(expiresAt && { expiresAt }),
      ...(Number(cap) > 0 && { cap: Number(cap) }),
      ...(atOnce && { admitsAtOnce: true }),
    }
    const content = JSON.stringify(body)
    if (sent.current.content !== content) sent.current = { content, key: newKey() }
    setMaking({ kind: 'sending' })
    const ended = await untilKnown(() => call(createJoinCode, { body }, { key: sent.current.key }))
    if (ended.kind === 'answer') return onMade(ended.body)
    const said = saidOf(ended, '再点一次不会重复生成')
    setMaking({ kind: 'refused', said })
  }

  if (picking)
    return (
      <OrgPicker
        rootId={orgId}
        chosen={[org.orgId]}
        onChoose={(one) => {
          setOrg(one)
          setPicking(false)
        }}
        onClose={() => setPicking(false)}
      />
    )
  return (
    <Sheet title="生成入会码" onClose={onClose}>
      <OrgField label="哪家工会" name={org.name} onTap={() => setPicking(true)} />
      <Field
        id="label"
        label="挂在哪里"
        value={label}
        onChange={setLabel}
        max={30}
        placeholder="例如：3 号门岗海报"
      />
      <MomentField id="expires-at" label="到期（可不填）" value={until} onChange={setUntil} />
      <Field id="cap" label="最多多少人（可不填）" value={cap} onChange={setCap} type="number" max={6} />
      <View className="sheet-words">
        <Tick id="admits-at-once" ticked={atOnce} onTick={setAtOnce}>
          <View className="t14">扫码即入会，不用审核</View>
          <View className="t12 quiet">
            给演示和现场登记用：名额最多 {MOST_AT_ONCE} 人，{AT_ONCE_DAYS} 天以内到期
          </View>
        </Tick>
      </View>
      {making.kind === 'refused' && <View className="field-error">{making.said}</View>}
      <View className="sheet-ways">
        <Button
          id="make-join-code"
          disabled={!label.trim()}
          busy={making.kind === 'sending' && '正在生成…'}
          onTap={() => void make()}
        >
          生成
        </Button>
      </View>
    </Sheet>
  )
}
