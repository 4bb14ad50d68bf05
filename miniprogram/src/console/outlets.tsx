import { closeOutlet, type ManagedOutlet, reopenOutlet } from '@gonghui/shared/benefits/outlets'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { useGrant } from '../lib/use-grant'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Chips, Field } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { toast } from '../ui/toast'
import { OutletSheet } from './outlet-sheet'
import { type OutletsShown, useOutletList } from './use-outlet-list'
import './console-drops.scss'

const filters: readonly { value: OutletsShown; text: string }[] = [
  { value: 'open', text: '营业' },
  { value: 'closed', text: '已闭店' },
  { value: 'all', text: '全部' },
]

type Doing = (outlet: ManagedOutlet) => void

const columns = (edit: Doing, close: Doing, reopen: Doing): readonly Column<ManagedOutlet>[] => [
  { name: '网点', width: 'minmax(0, 1.4fr)', cell: ({ name }) => name },
  { name: '地址', width: 'minmax(0, 1.8fr)', cell: ({ address }) => address },
  { name: '营业时间', width: '140px', cell: ({ hours }) => hours },
  {
    name: '状态',
    width: '90px',
    cell: ({ closedAt }) =>
      closedAt === undefined ? <Chip tone="ok">营业</Chip> : <Chip tone="plain">已闭店</Chip>,
  },
  {
    name: '',
    width: '200px',
    end: true,
    cell: (one) => (
      <View className="row drops-left">
        <Button id={`edit-${one.outletId}`} tone="pale" shape="pill" onTap={() => edit(one)}>
          更正
        </Button>
        {one.closedAt === undefined ? (
          <Button id={`close-${one.outletId}`} tone="line" shape="pill" onTap={() => close(one)}>
            闭店
          </Button>
        ) : (
          <Button id={`reopen-${one.outletId}`} tone="line" shape="pill" onTap={() => reopen(one)}>
            重新启用
          </Button>
        )}
      </View>
    ),
  },
]

type Open = { readonly kind: 'new' } | { readonly kind: 'edit' | 'close'; readonly one: ManagedOutlet }

/** 网点: the places where a union's vouchers are redeemed. */
export default function Outlets() {
  const { me, grants, grant, choose } = useGrant('operator')
  const { list, shown, setShown, text, typed, setTyped, search } = useOutletList(grant?.orgId)
  const [open, setOpen] = useState<Open>()
  const closing = useDeed(closeOutlet, list.reload)
  const reopening = useDeed(reopenOutlet, list.reload)
  const shut = () => setOpen(undefined)
  const saved = () => {
    toast(open?.kind === 'new' ? '登记好了，新建场次时就能选' : '已更正')
    shut()
    void list.reload()
  }
  const reopen = ({ outletId, name }: ManagedOutlet) =>
    void reopening.send({ params: { outletId } }, () => `${name}已重新启用`)
  const { state, items } = list
  return (
    <ConsolePage
      at="outlets"
      title="网点"
      under={grant && `${grant.orgName}登记的网点，新建场次时从这里选`}
      actions={
        grant && (
          <Button id="new-outlet" shape="small" icon="plus" onTap={() => setOpen({ kind: 'new' })}>
            登记网点
          </Button>
        )
      }
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="管理网点" />}
      {grant && (
        <View className="drops-filter drops-search">
          <Chips id="outlet-state" value={shown} options={filters} onChange={setShown} />
          <View className="row drops-words">
            <Field
              id="search"
              label=""
              value={typed}
              onChange={setTyped}
              onEnter={search}
              max={40}
              placeholder="名称、地址"
            />
            <Button id="search-go" tone="pale" shape="small" onTap={search}>
              找
            </Button>
          </View>
        </View>
      )}
      {reopening.state.kind === 'failed' && <View className="field-error">{reopening.state.words}</View>}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table
          id="outlets"
          columns={columns(
            (one) => setOpen({ kind: 'edit', one }),
            (one) => setOpen({ kind: 'close', one }),
            reopen,
          )}
          rows={items}
          keyOf={({ outletId }) => outletId}
        />
      )}
      {state.kind === 'ready' && items.length === 0 && !list.hasMore && (
        <Empty
          icon="shop"
          title={text || shown === 'closed' ? '没有这样的网点' : '还没有登记网点'}
          next={text ? '换个名称或地址再找' : '券在网点核销；先登记网点，再新建场次'}
        />
      )}
      <More list={list} />
      {grant && open?.kind === 'new' && <OutletSheet orgId={grant.orgId} onSaved={saved} onClose={shut} />}
      {open?.kind === 'edit' && (
        <OutletSheet orgId={open.one.orgId} outlet={open.one} onSaved={saved} onClose={shut} />
      )}
      {open?.kind === 'close' && (
        <Confirm
          title={`${open.one.name}闭店？`}
          body={
            closing.state.kind === 'failed'
              ? closing.state.words
              : '新的场次不能再选它；已经领到的券还能在那里核销。以后可以重新启用。'
          }
          yes="闭店"
          tone="danger"
          busy={closing.state.kind === 'sending' && '正在保存…'}
          onNo={shut}
          onYes={() =>
            void closing.send({ params: { outletId: open.one.outletId } }, () => {
              shut()
              return '已闭店'
            })
          }
        />
      )}
    </ConsolePage>
  )
}
