import { listLooks } from '@gonghui/shared/membership/privacy'
import { View } from '@tarojs/components'
import { useList } from '../lib/use-list'
import { momentOf } from '../lib/words'
import { Card, Row } from '../ui/card'
import { More } from '../ui/more'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'

const query = {}

/** 谁看过我的信息: every look at one's whole name and phone. */
export default function Looks() {
  const list = useList(listLooks, query)
  const { state, items, reload } = list
  return (
    <Page title="谁看过我的信息">
      {state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {state.kind === 'ready' && state.stale && <StaleStrip onRetry={reload} />}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty
          icon="lock"
          title="没有人看过"
          next="工会干部要看你的完整姓名和手机号，须写明原因，都会记在这里"
        />
      )}
      {items.length > 0 && (
        <Card>
          <View className="t12 quiet">平时干部只看到遮住的姓名和手机号。看完整的，每一次都在这里。</View>
          {items.map(({ at, byMasked, byOrgName, reason }) => (
            <Row
              key={at}
              icon="person"
              title={byMasked ? `${byMasked}（${byOrgName}）` : '工会干部'}
              under={`${momentOf(at)}・原因：${reason}`}
            />
          ))}
          <More list={list} />
        </Card>
      )}
    </Page>
  )
}
