import { listUnredeemed } from '@gonghui/shared/benefits/figures'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { refusalWords } from '../lib/until-known'
import { useList } from '../lib/use-list'
import { grouped, whenOf } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { Chips } from '../ui/field'
import { More } from '../ui/more'
import { Loading, Offline } from '../ui/states'
import { type Column, Table } from '../ui/table'

type Sort = 'claimed' | 'org'
const sorts = [
  { value: 'claimed', text: '按领取时间' },
  { value: 'org', text: '按单位' },
] as const

interface Unredeemed {
  readonly voucherId: string
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly orgName: string
  readonly claimedAt: string
}
const columns: readonly Column<Unredeemed>[] = [
  { name: '姓名', width: '96px', cell: ({ nameMasked }) => nameMasked },
  { name: '手机', width: '140px', cell: ({ phoneMasked }) => <Text className="numbers">{phoneMasked}</Text> },
  { name: '单位', width: 'minmax(0, 2fr)', cell: ({ orgName }) => orgName },
  { name: '抢到', width: '140px', end: true, cell: ({ claimedAt }) => whenOf(claimedAt, serverNowMs()) },
]

/** 抢到没核销: whom to remind, masked, in the order asked for. */
export function UnredeemedCard({ dropId }: { readonly dropId: string }) {
  const [sort, setSort] = useState<Sort>('claimed')
  const list = useList(listUnredeemed, { sort }, { params: { dropId } })
  const { state, items } = list
  return (
    <Card id="unredeemed">
      <SectionHead
        title={`抢到没核销${state.kind === 'ready' ? ` ${grouped(state.body.total)} 人次` : ''}`}
        end={<Chips id="unredeemed-sort" value={sort} options={sorts} onChange={setSort} />}
      />
      {state.kind === 'loading' && <Loading rows={3} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={() => void list.reload()} />}
      {state.kind === 'refused' && <Text className="t14">{refusalWords(state.problem)}</Text>}
      {items.length > 0 && (
        <Table id="unredeemed-row" columns={columns} rows={items} keyOf={(one) => one.voucherId} />
      )}
      {state.kind === 'ready' && items.length === 0 && !list.hasMore && (
        <Text className="t14 quiet">没有，抢到的都核销了。</Text>
      )}
      <More list={list} />
    </Card>
  )
}
