import { listDrops } from '@gonghui/shared/benefits/drops'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { kindWords } from '../lib/drop-words'
import { type KindFilter, showKind, useKindFilter } from '../lib/kind-filter'
import { useList } from '../lib/use-list'
import { DropRow } from '../ui/drop-card'
import { Chips } from '../ui/field'
import { More } from '../ui/more'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import { TabBar } from '../ui/tab-bar'
import './benefits.scss'

const kinds: readonly { value: KindFilter; text: string }[] = [
  { value: 'all', text: '全部' },
  ...(['goods', 'film', 'sports', 'meal', 'other'] as const).map((kind) => ({
    value: kind,
    text: kindWords[kind],
  })),
]

export default function Benefits() {
  const { kind } = useKindFilter()
  const list = useList(listDrops, kind === 'all' ? {} : { kind }, { keepAs: `drops-${kind}` })
  const { state, items } = list
  useReachBottom(() => void list.loadMore())

  return (
    <Page tab title="福利" bottom={<TabBar at="benefits" />}>
      <View className="benefits-kinds">
        <Chips id="kind" value={kind} options={kinds} onChange={showKind} />
      </View>
      {state.kind === 'loading' && <Loading rows={5} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {state.kind === 'ready' && state.stale && <StaleStrip onRetry={list.reload} />}
      {items.length > 0 && (
        <View className="drop-rows">
          {items.map((drop) => (
            <DropRow key={drop.dropId} drop={drop} />
          ))}
        </View>
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="gift" title="这类福利还没有上架" next="上新后会出现在这里，先看看别的" />
      )}
      <More list={list} />
    </Page>
  )
}
