import { type CheckIn, listCheckIns } from '@gonghui/shared/membership/check-ins'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useAnswer } from '../lib/use-answer'
import { grouped, secondsOf } from '../lib/words'
import { ConsolePage, Figure } from '../ui/console'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { DeskOutcome } from './desk-outcome'
import { DeskScanner } from './desk-scanner'
import { useCheckIn } from './use-desk'
import './desk.scss'

const columns: readonly Column<CheckIn>[] = [
  { name: '会员', width: '1fr', cell: (one) => one.nameMasked },
  { name: '手机', width: '1.2fr', cell: (one) => one.phoneMasked },
  { name: '工会', width: '2fr', cell: (one) => one.orgName },
  { name: '签到', width: '100px', end: true, cell: (one) => secondsOf(one.at) },
]

/** One list at the door: scan, see, next. */
export default function CheckInPage() {
  const { listId = '' } = useRouter().params
  const { answer, reload } = useAnswer(listCheckIns, { params: { listId }, query: {} })
  const { desk, look, again } = useCheckIn(listId, () => void reload())
  const ready = answer.kind === 'ready' ? answer.body : undefined

  return (
    <ConsolePage
      at="desk"
      title={ready?.list.title ?? '签到'}
      under={ready && `${ready.list.orgName}，${ready.list.ownOnly ? '本工会和下级的会员' : '全市会员'}`}
    >
      <View className="desk-columns">
        <View>
          <DeskOutcome desk={desk} onAgain={() => void again()} />
          <DeskScanner busy={desk.kind === 'looking'} onText={(text) => void look(text)} />
        </View>
        <View>
          {answer.kind === 'loading' && <Loading />}
          {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
          {answer.kind === 'refused' && <Refused problem={answer.problem} />}
          {ready && <Figure name="已到" value={grouped(ready.list.checkedIn)} unit="人" />}
          {ready && ready.items.length > 0 && (
            <Table
              id="check-ins"
              columns={columns}
              rows={ready.items}
              keyOf={(one) => `${one.at}${one.phoneMasked}${one.nameMasked}`}
            />
          )}
          {ready && ready.items.length === 0 && (
            <Empty icon="scan" title="还没有人签到" next="扫会员首页的“会员码”" />
          )}
        </View>
      </View>
    </ConsolePage>
  )
}
