import { type Found, lookUp } from '@gonghui/shared/benefits/look-ups'
import { Text } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../lib/api'
import { grantsOf } from '../lib/me'
import { saidOf, untilKnown } from '../lib/until-known'
import { useGrant } from '../lib/use-grant'
import { useScan } from '../lib/use-scan'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Choice, Field } from '../ui/field'
import { NoGrant } from '../ui/org-choice'
import { FoundCard, type LookedUp, Whose } from './look-up-found'
import { type By, type Wanted, type Way, ways } from './look-up-ways'
import { VoidDialog } from './void-dialog'
import './console-drops.scss'

type Looking =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly answer: LookedUp }
  | { readonly kind: 'failed'; readonly said: string }

/** 客服查询: what became of a voucher, for the person at the telephone. */
export default function LookUp() {
  const { dropId } = useRouter().params
  const { me, grant } = useGrant('operator', 'staff')
  const [by, setBy] = useState<By>('code')
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [looking, setLooking] = useState<Looking>({ kind: 'idle' })
  const way: Way = ways[by]
  const wanted = way.asked(typed.trim(), dropId)
  const isReady = reason.trim() !== '' && wanted !== undefined
  const [voided, setVoided] = useState<Found>()
  const mayVoid = grantsOf(me, 'operator').length > 0
  const look = async (what: Wanted) => {
    setLooking({ kind: 'asking' })
    const ended = await untilKnown(() =>
      call(lookUp, { body: { orgId: grant?.orgId ?? '', reason: reason.trim(), ...what } }),
    )
    if (ended.kind === 'answer') return setLooking({ kind: 'found', answer: ended.body })
    const said = saidOf(ended, '请再点一次')
    setLooking({ kind: 'failed', said })
  }
  const scan = useScan(setTyped, { title: way.text, hint: way.label })
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
          <Choice
            id="look-by"
            label="按什么查"
            value={by}
            options={Object.entries(ways)
              .filter(([value]) => value !== 'tail' || dropId)
              .map(([value, { text }]) => ({ value: value as By, text }))}
            onChange={(next) => {
              setBy(next)
              setTyped('')
            }}
          />
          <Field
            id="look-typed"
            label={way.label}
            value={typed}
            onChange={setTyped}
            max={200}
            placeholder={way.example}
          />
          {(by === 'member' || by === 'receipt') && (
            <Button id="look-scan" tone="pale" icon="scan" onTap={scan.open}>
              扫一扫
            </Button>
          )}
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
            onTap={() => wanted && void look(wanted)}
          >
            查询
          </Button>
        </Card>
      )}
      {looking.kind === 'found' && <Whose {...looking.answer} />}
      {looking.kind === 'found' &&
        looking.answer.items.map((one) => (
          <FoundCard
            key={one.voucherId}
            one={one}
            onVoid={mayVoid ? () => setVoided(one) : undefined}
            onSee={see}
          />
        ))}
      {scan.sheet}
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
