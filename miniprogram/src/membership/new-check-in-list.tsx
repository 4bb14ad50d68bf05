import { type CheckInList, createCheckInList } from '@gonghui/shared/membership/check-ins'
import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { Button } from '../ui/button'
import { Choice, Field } from '../ui/field'
import { Sheet } from '../ui/sheet'

interface NewCheckInListProps {
  readonly orgId: string
  readonly orgName: string
  readonly onClose: () => void
  readonly onMade: (list: CheckInList) => void
}

type Making = { readonly kind: 'idle'; readonly error?: string } | { readonly kind: 'sending' }

/** A list for one event. */
export function NewCheckInList({ orgId, orgName, onClose, onMade }: NewCheckInListProps) {
  const [title, setTitle] = useState('')
  const [who, setWho] = useState<'own' | 'all'>('own')
  const [making, setMaking] = useState<Making>({ kind: 'idle' })
  // One key for each content: a repeated tap makes no second list, a changed form is a new deed.
  const sent = useRef({ content: '', key: '' })

  const make = async () => {
    const body = { orgId, title: title.trim(), ownOnly: who === 'own' }
    const content = JSON.stringify(body)
    if (sent.current.content !== content) sent.current = { content, key: newKey() }
    setMaking({ kind: 'sending' })
    const ended = await untilKnown(() => call(createCheckInList, { body }, { key: sent.current.key }))
    if (ended.kind === 'answer') return onMade(ended.body)
    const error = saidOf(ended, '再点一次不会重复新建')
    setMaking({ kind: 'idle', error })
  }

  return (
    <Sheet title="新建签到表" onClose={onClose}>
      <Field
        id="list-title"
        label="什么活动"
        value={title}
        onChange={setTitle}
        max={30}
        placeholder="例如：端午包粽子"
        error={making.kind === 'idle' ? making.error : undefined}
      />
      <Choice
        id="who"
        label="谁能签到"
        value={who}
        options={[
          { value: 'own', text: '本工会和下级的会员' },
          { value: 'all', text: '全市会员' },
        ]}
        onChange={setWho}
        hint={orgName}
      />
      <View className="sheet-ways">
        <Button
          id="make-list"
          disabled={!title.trim()}
          busy={making.kind === 'sending' && '正在新建…'}
          onTap={() => void make()}
        >
          新建，开始签到
        </Button>
      </View>
    </Sheet>
  )
}
