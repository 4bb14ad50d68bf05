import { type Found, lookUp } from '@gonghui/shared/benefits/look-ups'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../lib/api'
import { grantsOf } from '../lib/me'
import { untilKnown } from '../lib/until-known'
import { useGrant } from '../lib/use-grant'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Choice, Field } from '../ui/field'
import { NoGrant } from '../ui/org-choice'
import { VoidDialog } from './void-dialog'
import './console-drops.scss'
import './reconcile.scss'

type Looking =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly items: readonly Found[] }
  | { readonly kind: 'failed'; readonly said: string }

type By = 'code' | 'tail'
const ways: readonly { readonly value: By; readonly text: string }[] = [
  { value: 'code', text: '短码或券号' },
  { value: 'tail', text: '这场里的手机尾号' },
]
const states: Readonly<
  Record<Found['state'], readonly [text: string, tone: 'ok' | 'wait' | 'no' | 'plain']>
> = {
  offered: ['候补待领', 'wait'],
  held: ['待支付', 'wait'],
  issued: ['未核销', 'ok'],
  redeemed: ['已核销', 'plain'],
  expired: ['已过期', 'no'],
  returned: ['已退回', 'plain'],
  voided: ['已作废', 'no'],
}

interface FoundCardProps {
  readonly one: Found
  /** Void it; absent where that is not one's to do. */
  readonly onVoid?: (() => void) | undefined
  readonly onSee: (voucherId: string) => void
}

function FoundCard({ one, onVoid, onSee }: FoundCardProps) {
  const [text, tone] = states[one.state]
  const { replacedBy } = one
  return (
    <Card id={`found-${one.voucherId}`}>
      <SectionHead title={one.title} end={<Chip tone={tone}>{text}</Chip>} />
      <View className="t14 quiet">
        {one.nameMasked} {one.phoneMasked} {one.orgName}
      </View>
      {one.timeline.map(({ at, words }) => (
        <View key={`${at} ${words}`} className="reconcile-note t14">
          <Text className="quiet numbers">{momentOf(at)}</Text>
          <Text className="block">{words}</Text>
        </View>
      ))}
      {replacedBy && (
        <Button id="see-replacing" tone="pale" onTap={() => onSee(replacedBy)}>
          查补发的那张
        </Button>
      )}
      {onVoid && one.state === 'issued' && (
        <Button id={`void-${one.voucherId}`} tone="quiet" onTap={onVoid}>
          作废、补发…
        </Button>
      )}
    </Card>
  )
}

/** 客服查询: what became of a voucher, for the person at the telephone. */
export default function LookUp() {
  const { dropId } = useRouter().params
  const { me, grant } = useGrant('operator', 'staff')
  const [by, setBy] = useState<By>('code')
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [looking, setLooking] = useState<Looking>({ kind: 'idle' })
  const isTail = by === 'tail' && dropId !== undefined
  const isReady = reason.trim() !== '' && (isTail ? /^\d{4}$/.test(typed.trim()) : typed.trim().length >= 12)
  const [voided, setVoided] = useState<Found>()
  const mayVoid = grantsOf(me, 'operator').length > 0
  const look = async (what: { code: string } | { phoneTail: string; dropId: string }) => {
    setLooking({ kind: 'asking' })
    const ended = await untilKnown(() =>
      call(lookUp, { body: { orgId: grant?.orgId ?? '', reason: reason.trim(), ...what } }),
    )
    if (ended.kind === 'answer') return setLooking({ kind: 'found', items: ended.body.items })
    const said =
      ended.kind === 'refused' ? `${ended.problem.title}，${ended.problem.next}` : '网络没有连上，请再点一次'
    setLooking({ kind: 'failed', said })
  }
  const ask = () => look(isTail ? { phoneTail: typed.trim(), dropId } : { code: typed.trim() })
  const see = (voucherId: string) => {
    setBy('code')
    setTyped(voucherId)
    void look({ code: voucherId })
  }
  return (
    <ConsolePage at="look-up" title="客服查询" under="姓名和手机号打码；谁查了谁、为什么，都会留下记录">
      {!grant && <NoGrant me={me} what="查询" />}
      {grant && (
        <Card id="look-up">
          {dropId && <Choice id="look-by" label="按什么查" value={by} options={ways} onChange={setBy} />}
          <Field
            id="look-typed"
            label={isTail ? '手机后四位' : '12 位短码，或券号'}
            value={typed}
            onChange={setTyped}
            max={40}
            placeholder={isTail ? '2071' : '0000 0000 0000'}
          />
          <Field
            id="look-reason"
            label="为什么查"
            value={reason}
            onChange={setReason}
            max={100}
            placeholder="会员来电问核销时间"
          />
          {looking.kind === 'failed' && (
            <Text className="block no" id="look-failed">
              {looking.said}
            </Text>
          )}
          <Button
            id="look"
            disabled={!isReady}
            busy={looking.kind === 'asking' && '正在查…'}
            onTap={() => void ask()}
          >
            查询
          </Button>
        </Card>
      )}
      {looking.kind === 'found' &&
        looking.items.map((one) => (
          <FoundCard
            key={one.voucherId}
            one={one}
            onVoid={mayVoid ? () => setVoided(one) : undefined}
            onSee={see}
          />
        ))}
      {voided && (
        <VoidDialog
          one={voided}
          onChanged={() => see(voided.voucherId)}
          onClose={() => setVoided(undefined)}
        />
      )}
    </ConsolePage>
  )
}
