import type { AnswerOf } from '@gonghui/shared/lib/contract'
import {
  type EventCounts,
  type EventFigures,
  FEWEST_TOLD,
  getFigures,
} from '@gonghui/shared/matchmaking/figures'
import { genderWords } from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import { useAnswer } from '../lib/use-answer'
import { useGrant } from '../lib/use-grant'
import { dateOf, grouped } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import './matchmaking.scss'

const said = (count: number | undefined) => (count === undefined ? `少于 ${FEWEST_TOLD}` : grouped(count))
/** In a table a gap need not be a small one: another was taken with it, so that neither can be worked out. */
const toldOr = (count: number | undefined) => (count === undefined ? '不显示' : grouped(count))

const stateWords = {
  mutual: '互相心动',
  introduced: '红娘牵线',
  exchanged: '交换联系',
  together: '牵手',
  married: '结婚',
  over: '已结束',
} as const

type Told = AnswerOf<typeof getFigures>['body']

interface Cell {
  readonly gender: keyof typeof genderWords
  readonly bornFrom: number
  readonly count?: number | undefined
}

const columns: readonly Column<Cell>[] = [
  { name: '出生', width: '2fr', cell: ({ bornFrom }) => `${bornFrom}–${bornFrom + 9} 年` },
  { name: '性别', width: '1fr', cell: ({ gender }) => genderWords[gender] },
  { name: '人数', width: '1fr', end: true, cell: ({ count }) => toldOr(count) },
]

type Row = EventCounts & Partial<Pick<EventFigures, 'eventId' | 'title' | 'startsAt' | 'rounds'>>
const twoOf = (women: number | undefined, men: number | undefined) =>
  women === undefined && men === undefined ? '不显示' : `女 ${toldOr(women)}・男 ${toldOr(men)}`

const eventColumns: readonly Column<Row>[] = [
  {
    name: '相亲会',
    width: '2fr',
    cell: ({ title, startsAt }) => (startsAt ? `${dateOf(startsAt)} ${title}` : '合计'),
  },
  { name: '报名', width: '1.6fr', cell: ({ women, men }) => twoOf(women, men) },
  { name: '到场', width: '1.6fr', cell: ({ womenCame, menCame }) => twoOf(womenCame, menCame) },
  {
    name: '桌次',
    width: '0.8fr',
    end: true,
    cell: ({ rounds }) => (rounds === undefined ? '' : rounds === 0 ? '没排' : `${rounds} 轮`),
  },
  { name: '互相心动', width: '1fr', end: true, cell: ({ mutual }) => toldOr(mutual) },
  { name: '牵手', width: '0.8fr', end: true, cell: ({ together }) => toldOr(together) },
  { name: '结婚', width: '0.8fr', end: true, cell: ({ married }) => toldOr(married) },
]

/** What a union’s events came to, each and all together. */
function Events({ figures: { year, events, eventsTotal } }: { readonly figures: Told }) {
  if (events.length === 0) return null
  return (
    <>
      <SectionHead title={`${year} 年办的相亲会`} end={<View className="t12 quiet">只算本工会主办的</View>} />
      <Table
        id="event-figures"
        columns={eventColumns}
        rows={[...events, ...(events.length > 1 ? [eventsTotal] : [])]}
        keyOf={(row: Row) => row.eventId ?? 'total'}
      />
      <View className="t12 quiet event-note">取消的不算；互相心动、牵手和结婚按对数。</View>
    </>
  )
}

/** 交友数据: how many, never who. */
export default function Figures() {
  const { me, grants, grant, choose } = useGrant('matchmaker', 'staff')
  const { answer, reload } = useAnswer(getFigures, grant ? { query: { orgId: grant.orgId } } : undefined)
  const figures = answer.kind === 'ready' ? answer.body : undefined
  return (
    <ConsolePage
      at="figures"
      title="交友数据"
      under={grant && `${grant.orgName}和下级工会；少于 ${FEWEST_TOLD} 的不显示具体数，免得认出是谁`}
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="看交友数据" />}
      {grant && answer.kind === 'loading' && <Loading />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {figures && (
        <>
          <View className="figures">
            <Card>
              <Text className="t14 quiet">正在交友的会员</Text>
              <View className="figure-value numbers">{said(figures.singlesTotal)}</View>
            </Card>
            {figures.introductions
              .filter(({ state }) => state !== 'over')
              .map(({ state, count }) => (
                <Card key={state}>
                  <Text className="t14 quiet">
                    {figures.year} 年{stateWords[state]}
                  </Text>
                  <View className="figure-value numbers">{said(count)}</View>
                </Card>
              ))}
          </View>
          <SectionHead title="正在交友的会员" end={<View className="t12 quiet">按性别和出生年代</View>} />
          {figures.singles.length > 0 ? (
            <Table
              id="singles"
              columns={columns}
              rows={figures.singles}
              keyOf={({ gender, bornFrom }) => `${gender}-${bornFrom}`}
            />
          ) : (
            <Empty icon="chart" title="还没有人通过审核" next="会员的资料通过审核后，这里按性别和年代计数" />
          )}
          <Events figures={figures} />
        </>
      )}
    </ConsolePage>
  )
}
