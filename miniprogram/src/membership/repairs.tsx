import type { Repair } from '@gonghui/shared/membership/repairs'
import { useGrant } from '../lib/use-grant'
import { momentOf } from '../lib/words'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { RepairSheet } from './repair-sheet'
import { useRepairs } from './use-repairs'

const columns: readonly Column<Repair>[] = [
  { name: '申请人', width: '1.2fr', cell: (one) => `${one.nameMasked} ${one.phoneMasked}` },
  { name: '申请加入', width: '1.6fr', cell: (one) => one.orgName },
  { name: '原会员', width: '1.6fr', cell: (one) => `${one.holder.nameMasked}・${one.holder.orgName}` },
  {
    name: '姓名',
    width: '110px',
    cell: (one) => <Chip tone={one.sameName ? 'ok' : 'wait'}>{one.sameName ? '姓名相同' : '姓名不同'}</Chip>,
  },
  { name: '提交时间', width: '1.4fr', end: true, cell: (one) => momentOf(one.submittedAt) },
]

/** 重复核实: somebody applied with a phone that one of this union's members has. */
export default function Repairs() {
  const { me, grants, grant, choose } = useGrant('cadre')
  const repairs = useRepairs(grant?.orgId)
  const { list, open, look } = repairs
  const { state, items } = list
  return (
    <ConsolePage
      at="repairs"
      title="重复核实"
      under={grant && '有人用本会会员的手机号申请入会：是本人换了微信，还是号码换了主人'}
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="核实重复" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table id="repairs" columns={columns} rows={items} keyOf={(one) => one.applicationId} onTap={look} />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="check" title="没有要核实的" next="有人用已有会员的手机号申请时会出现在这里" />
      )}
      <More list={list} />
      {open && <RepairSheet key={open.applicationId} about={open} desk={repairs} />}
    </ConsolePage>
  )
}
