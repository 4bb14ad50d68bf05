import { FEWEST_TOLD, getFigures } from '@gonghui/shared/matchmaking/figures'
import { genderWords } from '@gonghui/shared/matchmaking/words'
import { Text, View } from '@tarojs/components'
import { useAnswer } from '../lib/use-answer'
import { useGrant } from '../lib/use-grant'
import { grouped } from '../lib/words'
import { Card } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'

const FEW = `少于 ${FEWEST_TOLD}`
const said = (count: number | undefined) => (count === undefined ? FEW : grouped(count))

const stateWords = {
  mutual: '互相心动',
  introduced: '红娘牵线',
  exchanged: '交换联系',
  together: '牵手',
  married: '结婚',
  over: '已结束',
} as const

interface Cell {
  readonly gender: keyof typeof genderWords
  readonly bornFrom: number
  readonly count?: number | undefined
}

const columns: readonly Column<Cell>[] = [
  { name: '出生', width: '2fr', cell: ({ bornFrom }) => `${bornFrom}–${bornFrom + 9} 年` },
  { name: '性别', width: '1fr', cell: ({ gender }) => genderWords[gender] },
  { name: '人数', width: '1fr', end: true, cell: ({ count }) => said(count) },
]

/** 交友数据: how many, never who. */
export default function Figures() {
  const { me, grants, grant, choose } = useGrant('matchmaker', 'staff')
  const { answer, reload } = useAnswer(getFigures, grant ? { query: { orgId: grant.orgId } } : undefined)
  const figures = answer.kind === 'ready' ? answer.body : undefined
  return (
    <ConsolePage
      at="figures"
      title="交友数据"
      under={grant && `${grant.orgName}和下级工会；${FEWEST_TOLD} 人以下不显示具体数，免得认出是谁`}
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
        </>
      )}
    </ConsolePage>
  )
}
