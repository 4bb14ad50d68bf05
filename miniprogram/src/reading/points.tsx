import { listPoints } from '@gonghui/shared/reading/points'
import { Text, View } from '@tarojs/components'
import { useList } from '../lib/use-list'
import { grouped, momentOf } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { More } from '../ui/more'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import './standings.scss'

const everything = {}
const kindWords = { earned: '', held: '已占用', released: '已退回', spent: '已花掉' } as const

/** 我的积分: the balance, and every entry with its reason. */
export default function PointsPage() {
  const list = useList(listPoints, everything)
  const { state, items } = list
  const balance = state.kind === 'ready' ? (state.body as { balance?: number }).balance : undefined
  return (
    <Page title="我的积分">
      {state.kind === 'loading' && <Loading rows={4} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {balance !== undefined && (
        <View className="standings-head">
          <Text className="block t14">可用积分</Text>
          <Text className="block points-balance numbers" id="points-balance">
            {grouped(balance)}
          </Text>
          <Text className="block t12">余额总是下面每一笔的合计</Text>
        </View>
      )}
      {items.length > 0 && (
        <Card>
          <SectionHead title="明细" />
          {items.map(({ seq, at, kind, amount, balance: after, reason }) => (
            <View key={seq} className="line-row">
              <View className="grow">
                <View className="t14">{reason}</View>
                <View className="t12 quiet numbers">
                  {momentOf(at)} {kindWords[kind]}
                </View>
              </View>
              <View className="place-score">
                <View className={`t16 bold numbers ${amount > 0 ? 'ok' : ''}`}>
                  {amount > 0 ? `+${amount}` : amount}
                </View>
                <View className="t12 quiet numbers">余 {grouped(after)}</View>
              </View>
            </View>
          ))}
        </Card>
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="sun" title="还没有积分" next="读够天数、读完一本书，就会得到积分" />
      )}
      <More list={list} />
    </Page>
  )
}
