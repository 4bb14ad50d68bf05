import type { Event } from '@gonghui/shared/matchmaking/events'
import { listManagedEvents } from '@gonghui/shared/matchmaking/managed-events'
import Taro from '@tarojs/taro'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { eventStateTones, eventStateWords, feeOf, hoursOf } from './event-words'
import './matchmaking.scss'

const columns: readonly Column<Event>[] = [
  { name: '相亲会', width: '1.6fr', cell: (one) => one.title },
  { name: '时间', width: '2fr', cell: hoursOf },
  { name: '名额', width: '1fr', cell: ({ places }) => `女 ${places.female}・男 ${places.male}` },
  { name: '费用', width: '1fr', cell: ({ feeFen }) => feeOf(feeFen) },
  {
    name: '状态',
    width: '110px',
    end: true,
    cell: ({ state }) => <Chip tone={eventStateTones[state]}>{eventStateWords[state]}</Chip>,
  },
]

/** 相亲会: what a union holds, the latest first. */
export default function ManagedEvents() {
  const { me, grants, grant, choose } = useGrant('matchmaker', 'staff')
  const list = useList(listManagedEvents, grant ? { orgId: grant.orgId } : undefined)
  const { state, items } = list
  const go = (url: string) => void Taro.navigateTo({ url })
  return (
    <ConsolePage
      at="events"
      title="相亲会"
      under={grant && `${grant.orgName}主办，本工会和下级的单身会员能报名`}
      actions={
        grant && (
          <Button
            id="new-event"
            shape="small"
            icon="plus"
            onTap={() => go(`/matchmaking/event-editor?orgId=${grant.orgId}`)}
          >
            办一场
          </Button>
        )
      }
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="办相亲会" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table
          id="events"
          columns={columns}
          rows={items}
          keyOf={({ eventId }) => eventId}
          onTap={({ eventId }) => go(`/matchmaking/event-desk?eventId=${eventId}`)}
        />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="users" title="还没有办过相亲会" next="办一场，会员在“在线红娘”里就能报名" />
      )}
      <More list={list} />
    </ConsolePage>
  )
}
