import { type CheckInList, listCheckInLists } from '@gonghui/shared/membership/check-ins'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { dateOf, grouped } from '../lib/words'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { DeskOutcome } from './desk-outcome'
import { DeskScanner } from './desk-scanner'
import { NewCheckInList } from './new-check-in-list'
import { useVerify } from './use-desk'
import './desk.scss'

const columns: readonly Column<CheckInList>[] = [
  { name: '签到表', width: '2fr', cell: (one) => one.title },
  { name: '谁能签', width: '1.2fr', cell: (one) => (one.ownOnly ? '本工会会员' : '全市会员') },
  { name: '建于', width: '100px', cell: (one) => dateOf(one.createdAt) },
  { name: '已到', width: '90px', end: true, cell: (one) => `${grouped(one.checkedIn)} 人` },
]

/** 签到验码: the event desk. A list is opened to tick people off; without one, the code is only verified. */
export default function DeskPage() {
  const { me, grants, grant, choose } = useGrant('staff', 'operator', 'matchmaker', 'cadre')
  const list = useList(listCheckInLists, grant ? { orgId: grant.orgId } : undefined)
  const { desk, look, again } = useVerify(grant?.orgId)
  const [making, setMaking] = useState(false)
  const { state, items } = list
  const open = (listId: string) => void Taro.navigateTo({ url: `/membership/check-in?listId=${listId}` })

  return (
    <ConsolePage
      at="desk"
      title="签到验码"
      under={grant && `${grant.orgName}，点一张签到表开始签到；不选表只验是不是会员`}
      actions={
        grant && (
          <Button id="new-list" tone="line" shape="small" icon="plus" onTap={() => setMaking(true)}>
            新建签到表
          </Button>
        )
      }
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="签到验码" />}
      {grant && (
        <View className="desk-columns">
          <View>
            <DeskOutcome desk={desk} onAgain={() => void again()} />
            <DeskScanner busy={desk.kind === 'looking'} onText={(text) => void look(text)} />
          </View>
          <View>
            {state.kind === 'loading' && <Loading />}
            {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
            {state.kind === 'refused' && <Refused problem={state.problem} />}
            {items.length > 0 && (
              <Table
                id="lists"
                columns={columns}
                rows={items}
                keyOf={(one) => one.listId}
                onTap={({ listId }) => open(listId)}
              />
            )}
            {state.kind === 'ready' && items.length === 0 && (
              <Empty icon="list" title="还没有签到表" next="办活动前建一张，到场的会员扫码就签到" />
            )}
            <More list={list} />
          </View>
        </View>
      )}
      {making && grant && (
        <NewCheckInList
          orgId={grant.orgId}
          orgName={grant.orgName}
          onClose={() => setMaking(false)}
          onMade={(made) => {
            setMaking(false)
            open(made.listId)
          }}
        />
      )}
    </ConsolePage>
  )
}
