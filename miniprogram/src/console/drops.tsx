import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { unitOf } from '@gonghui/shared/benefits/units'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { phaseOf, phaseWords } from '../lib/drop-words'
import { grantsOf } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { useGrant } from '../lib/use-grant'
import { whenOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Cover } from '../ui/cover'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Price } from '../ui/price'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { StockBar } from '../ui/stock-bar'
import { type Column, Table } from '../ui/table'
import { DropFilters } from './drop-filters'
import { useDropList } from './use-drop-list'
import './console-drops.scss'

const columns: readonly Column<ManagedDrop>[] = [
  {
    name: '福利',
    width: 'minmax(0, 2.4fr)',
    cell: (drop) => (
      <View className="row drops-title">
        <Cover cover={drop.cover} picture={drop.picture} shape="tile" />
        <Text>{drop.title}</Text>
      </View>
    ),
  },
  {
    name: '状态',
    width: '96px',
    cell: (drop) => {
      const { text, tone } = phaseWords[phaseOf(drop, serverNowMs())]
      return <Chip tone={tone}>{text}</Chip>
    },
  },
  { name: '开抢', width: '140px', cell: (drop) => whenOf(drop.opensAt, serverNowMs()) },
  {
    name: '会员价',
    width: '130px',
    cell: (drop) => (
      <Price memberFen={drop.memberPriceFen} listFen={drop.listPriceFen} points={drop.pointsPrice} size="s" />
    ),
  },
  {
    name: '剩余',
    width: '190px',
    end: true,
    cell: (drop) => (
      <View className="row drops-left">
        {!drop.lottery && <StockBar left={drop.stock.left} total={drop.stock.total} />}
        <Text className="numbers">
          {drop.lottery
            ? `${drop.lottery.entrants} 人报名，抽 ${drop.lottery.units} ${unitOf(drop.kind)}`
            : `${drop.stock.left} / ${drop.stock.total} ${unitOf(drop.kind)}`}
        </Text>
      </View>
    ),
  },
]

/** 福利场次: all drops of one's union, new ones first. */
export default function Drops() {
  const { me, grants, grant, choose } = useGrant('operator', 'staff', 'auditor')
  // What is made here is this union's: where one only looks on, another of one's unions does not stand in for it.
  const mayMake = grantsOf(me, 'operator').some(({ orgId }) => orgId === grant?.orgId)
  const looking = useDropList(grant?.orgId)
  const { list } = looking
  const { state, items: shown } = list

  return (
    <ConsolePage
      at="drops"
      title="福利场次"
      under={grant?.orgName}
      actions={
        <>
          <Button
            id="to-sets"
            tone="line"
            shape="small"
            icon="chart"
            onTap={() => void Taro.navigateTo({ url: '/console/drop-sets' })}
          >
            活动
          </Button>
          {mayMake && (
            <>
              <Button
                id="to-templates"
                tone="line"
                shape="small"
                icon="doc"
                onTap={() => void Taro.navigateTo({ url: '/console/templates' })}
              >
                模板
              </Button>
              <Button
                id="new-drop"
                shape="small"
                icon="plus"
                onTap={() => void Taro.navigateTo({ url: `/console/drop-editor?orgId=${grant?.orgId}` })}
              >
                新建一场
              </Button>
            </>
          )}
        </>
      }
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="管理福利" />}
      {grant && <DropFilters of={looking} />}
      {grant && state.kind === 'loading' && <Loading rows={5} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {shown.length > 0 && (
        <Table
          id="drop"
          columns={columns}
          rows={shown}
          keyOf={(drop) => drop.dropId}
          onTap={(drop) => void Taro.navigateTo({ url: `/console/drop?dropId=${drop.dropId}` })}
        />
      )}
      {state.kind === 'ready' && shown.length === 0 && !list.hasMore && (
        <Empty icon="gift" title="这里还没有场次" next="新建一场，先存草稿，排期后到点自动开抢" />
      )}
      <More list={list} />
    </ConsolePage>
  )
}
