import { listApprovals } from '@gonghui/shared/benefits/approvals'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { grantsOf } from '../lib/me'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { grouped, momentOf } from '../lib/words'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { ApprovalRuleCard } from './approval-rule-card'
import { yuanOf } from './approval-words'

type Waiting = AnswerOf<typeof listApprovals>['body']['items'][number]

const columns: readonly Column<Waiting>[] = [
  { name: '福利', width: 'minmax(0, 2fr)', cell: ({ drop }) => drop.title },
  { name: '主办', width: 'minmax(0, 1.2fr)', cell: ({ drop }) => drop.orgName },
  {
    name: '份数',
    width: '90px',
    end: true,
    cell: ({ units }) => <Text className="numbers">{grouped(units)}</Text>,
  },
  {
    name: '最多补贴',
    width: '130px',
    end: true,
    cell: ({ fen }) => <Text className="numbers">{yuanOf(fen)}</Text>,
  },
  { name: '开抢', width: '150px', cell: ({ drop }) => momentOf(drop.opensAt) },
  {
    name: '送审',
    width: 'minmax(0, 1.4fr)',
    cell: ({ askedAt, askedByMasked }) => `${askedByMasked ?? '运营'}・${momentOf(askedAt)}`,
  },
  {
    name: '',
    width: '110px',
    cell: ({ mayDecide }) => (
      <Chip tone={mayDecide ? 'wait' : 'plain'}>{mayDecide ? '待我审批' : '等别人审'}</Chip>
    ),
  },
]

/** 待审批: the drops of one's union and those below that wait for a second operator. */
export default function Approvals() {
  const { me, grants, grant, choose } = useGrant('operator', 'auditor', 'cadre')
  // One may hold several roles at a union; a cadre sets the threshold and sees no drops.
  const mayRead = grantsOf(me, 'operator').length + grantsOf(me, 'auditor').length > 0
  const list = useList(listApprovals, grant && mayRead ? { orgId: grant.orgId } : undefined)
  const { state, items } = list
  return (
    <ConsolePage at="approvals" title="待审批" under={grant?.orgName}>
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="审批福利" />}
      {grant && mayRead && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table
          id="approval"
          columns={columns}
          rows={items}
          keyOf={({ drop }) => drop.dropId}
          onTap={({ drop }) => void Taro.navigateTo({ url: `/console/drop?dropId=${drop.dropId}` })}
        />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="check" title="没有等着审批的福利" next="份数或金额超过门槛的福利，送审后会出现在这里" />
      )}
      <More list={list} />
      {grant && (
        <View className="control-gap">
          <ApprovalRuleCard orgId={grant.orgId} mayChange={grantsOf(me, 'cadre').length > 0} />
        </View>
      )}
    </ConsolePage>
  )
}
