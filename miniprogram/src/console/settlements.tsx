import {
  type OutletSettlement,
  reverseSettlement,
  signSettlement,
} from '@gonghui/shared/benefits/settlements'
import { yuan } from '@gonghui/shared/lib/money'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { grouped, momentOf } from '../lib/words'
import { Card, Chip, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'
import { type Column, Table } from '../ui/table'
import { reportedWords } from './reported-words'

const money = (fen: number) =>
  `¥${grouped(Math.trunc(fen / 100))}${fen % 100 === 0 ? '' : yuan(Math.abs(fen % 100)).slice(1)}`
const standing = ({ sheets }: OutletSettlement) =>
  sheets.at(-1)?.kind === 'sheet' ? sheets.at(-1) : undefined

function Standing({ one }: { readonly one: OutletSettlement }) {
  const sheet = standing(one)
  if (one.open > 0 && !sheet) return <Chip tone="no">{one.open} 条差异待处理</Chip>
  if (!sheet) return <Chip tone="wait">待签</Chip>
  if (one.signed.redeemed !== one.now.redeemed) return <Chip tone="no">签后有变化</Chip>
  return <Chip tone="ok">已签 {momentOf(sheet.at).slice(0, -3)}</Chip>
}

const columns: readonly Column<OutletSettlement>[] = [
  { name: '网点', width: 'minmax(0, 2fr)', cell: ({ outletName }) => outletName },
  {
    name: '核销',
    width: '80px',
    end: true,
    cell: ({ now }) => <Text className="numbers">{grouped(now.redeemed)}</Text>,
  },
  {
    name: '原价合计',
    width: '110px',
    end: true,
    cell: ({ now }) => <Text className="numbers">{money(now.listFen)}</Text>,
  },
  {
    name: '会员已付',
    width: '110px',
    end: true,
    cell: ({ now }) => <Text className="numbers">{money(now.collectedFen)}</Text>,
  },
  {
    name: '应补商户',
    width: '110px',
    end: true,
    cell: ({ now }) => <Text className="bold numbers">{money(now.dueFen)}</Text>,
  },
  { name: '状态', width: '150px', end: true, cell: (one) => <Standing one={one} /> },
]

function SignSheet({
  dropId,
  one,
  onChanged,
  onClose,
}: {
  readonly dropId: string
  readonly one: OutletSettlement
  readonly onChanged: () => unknown
  readonly onClose: () => void
}) {
  const signing = useDeed(signSettlement, onChanged)
  const reversing = useDeed(reverseSettlement, onChanged)
  const [reason, setReason] = useState('')
  const sheet = standing(one)
  const params = { dropId, outletId: one.outletId }
  const { redeemed, dueFen } = one.now
  const state = sheet ? reversing.state : signing.state
  const yes = () => {
    const done = (words: string) => () => {
      onClose()
      return words
    }
    if (!sheet) return signing.send({ params, body: { redeemed } }, done('已签'))
    return reversing.send({ params, body: { n: sheet.n, reason: reason.trim() } }, done('已冲销，可以重新签'))
  }
  return (
    <Confirm
      title={`${one.outletName}结算单`}
      body={
        <View>
          {one.sheets.map(({ n, kind, redeemed: count, dueFen: due, at, reason: why }) => (
            <View key={n} className="reconcile-note t14">
              <Text className="quiet numbers">
                第 {n} 张・{kind === 'sheet' ? '签' : '冲销'}・{momentOf(at)}
              </Text>
              <Text className="block numbers">
                {grouped(count)} 张，{money(due)}
                {why ? `，${why}` : ''}
              </Text>
            </View>
          ))}
          {sheet ? (
            <>
              <Text className="block">签过的不能改。冲销会另记一张反方向的，之后按新的数字重新签。</Text>
              <Field id="reverse-reason" label="为什么冲销" value={reason} onChange={setReason} max={100} />
            </>
          ) : (
            <Text className="block">
              核销 {grouped(redeemed)} 张，应补商户 {money(dueFen)}。签了以后这张单不能改，只能冲销重签。
            </Text>
          )}
          {state.kind === 'failed' && (
            <Text className="block no" id="settlement-failed">
              {state.words}
            </Text>
          )}
        </View>
      }
      yes={sheet ? '冲销' : `签 ${grouped(redeemed)} 张`}
      tone={sheet ? 'danger' : 'primary'}
      disabled={sheet !== undefined && reason.trim() === ''}
      busy={state.kind === 'sending' && '正在记…'}
      onNo={onClose}
      onYes={() => void yes()}
    />
  )
}

/** 结算单: what each outlet is owed, signed by the operator once nothing differs any more. */
export function Settlements({
  dropId,
  items,
  reportedUntil,
  maySign,
  onChanged,
}: {
  readonly dropId: string
  readonly items: readonly OutletSettlement[]
  readonly reportedUntil?: string | undefined
  readonly maySign: boolean
  readonly onChanged: () => unknown
}) {
  const [opened, setOpened] = useState<string>()
  const one = items.find(({ outletId }) => outletId === opened)
  return (
    <Card id="settlements">
      <SectionHead
        title="结算单"
        end={reportedUntil && <Text className="t12 quiet">{reportedWords(reportedUntil)}</Text>}
      />
      <Table
        id="settlement"
        columns={columns}
        rows={items}
        keyOf={({ outletId }) => outletId}
        {...(maySign ? { onTap: ({ outletId }: OutletSettlement) => setOpened(outletId) } : {})}
      />
      {maySign && <Text className="block t12 quiet reconcile-hint">点一个网点，核对后签字或冲销。</Text>}
      {one && (
        <SignSheet dropId={dropId} one={one} onChanged={onChanged} onClose={() => setOpened(undefined)} />
      )}
    </Card>
  )
}
