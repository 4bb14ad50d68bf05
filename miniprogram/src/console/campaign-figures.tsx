import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { dayAfter } from '@gonghui/shared/reading/days'
import { getStandings, type Tally, type Team } from '@gonghui/shared/reading/standings'
import { Text, View } from '@tarojs/components'
import { refusalWords } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { dayWords, grouped, momentOf } from '../lib/words'
import { Card, SectionHead } from '../ui/card'
import { Figure } from '../ui/console'
import { Loading, Offline } from '../ui/states'
import { type Column, Table } from '../ui/table'
import './console-reading.scss'

const columns: readonly Column<Team>[] = [
  { name: '工会', width: 'minmax(0, 2fr)', cell: ({ name }) => name },
  { name: '报名', width: '80px', end: true, cell: ({ tally }) => `${grouped(tally.readers)} 人` },
  { name: '打卡', width: '90px', end: true, cell: ({ tally }) => `${grouped(tally.checkIns)} 次` },
  { name: '人均读够', width: '100px', end: true, cell: ({ perHead }) => `${perHead} 天` },
  { name: '读完', width: '80px', end: true, cell: ({ tally }) => `${grouped(tally.finished)} 本` },
  { name: '笔记', width: '80px', end: true, cell: ({ tally }) => `${grouped(tally.notes)} 篇` },
]

interface Week {
  readonly week: number
  readonly started: number
  readonly returned: number
  /** All who began in the weeks before. */
  readonly before: number
}

function weeksOf({ started, returned }: Tally): Week[] {
  let before = 0
  return started.map((count, at) => {
    const week = { week: at + 1, started: count, returned: returned[at] ?? 0, before }
    before += count
    return week
  })
}

const weekColumns: readonly Column<Week>[] = [
  { name: '周', width: 'minmax(0, 1fr)', cell: ({ week }) => `第 ${week} 周` },
  { name: '开始读', width: '80px', end: true, cell: ({ started }) => `${grouped(started)} 人` },
  { name: '还在读', width: '80px', end: true, cell: ({ returned }) => `${grouped(returned)} 人` },
  {
    name: '留存',
    width: '80px',
    end: true,
    cell: ({ returned, before }) => (before > 0 ? `${Math.round((returned / before) * 100)}%` : '—'),
  },
]

/** What came of it so far: the sums, readers by day, and the orgs right below. */
export function CampaignFigures({ campaign }: { readonly campaign: ManagedCampaign }) {
  const { answer, reload } = useAnswer(getStandings, {
    params: { campaignId: campaign.campaignId },
    query: { orgId: campaign.orgId },
  })
  if (answer.kind !== 'ready')
    return (
      <Card id="campaign-figures-unknown">
        <SectionHead title="活动数据" />
        {answer.kind === 'loading' && <Loading rows={1} />}
        {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
        {answer.kind === 'refused' && <Text className="t14">{refusalWords(answer.problem)}</Text>}
      </Card>
    )
  const { total, teams, countedAt, final } = answer.body
  const most = Math.max(1, ...total.active)
  return (
    <>
      <View className="figures reading-figures" id="campaign-figures">
        <Figure name="报名" value={grouped(total.readers)} unit="人" />
        <Figure name="打卡" value={grouped(total.checkIns)} unit="次" />
        <Figure name="读够天数" value={grouped(total.days)} unit="天" />
        <Figure name="读完" value={grouped(total.finished)} unit="本" />
        <Figure name="笔记" value={grouped(total.notes)} unit="篇" />
        <Figure
          name="答题过关"
          value={total.tried > 0 ? `${Math.round((total.passed / total.tried) * 100)}` : '—'}
          {...(total.tried > 0 && { unit: '%' })}
        >
          {total.tried > 0 && (
            <Text className="t12 quiet">
              {grouped(total.tried)} 人次答题，{grouped(total.passed)} 过关
            </Text>
          )}
        </Figure>
      </View>
      {total.active.length > 0 && (
        <Card>
          <SectionHead
            title="每天读够的人数"
            end={
              <Text className="t12 quiet">
                {final ? '最终数' : countedAt && `${momentOf(countedAt)} 更新`}
              </Text>
            }
          />
          <View className="reading-bars">
            {total.active.map((count, at) => (
              <View
                key={dayAfter(campaign.firstDay, at)}
                className="reading-bar"
                aria-label={`${dayWords(dayAfter(campaign.firstDay, at))} ${count} 人`}
              >
                <Text className="t12 numbers">{count > 0 ? grouped(count) : ''}</Text>
                <View className="reading-bar-fill" style={{ height: `${(count / most) * 72}px` }} />
                <Text className="t12 quiet">{Number(dayAfter(campaign.firstDay, at).slice(8))}</Text>
              </View>
            ))}
          </View>
        </Card>
      )}
      {total.started.length > 1 && (
        <Card>
          <SectionHead
            title="每周留下的人"
            end={<Text className="t12 quiet">以前开始读、这周还在读的</Text>}
          />
          <Table id="week" columns={weekColumns} rows={weeksOf(total)} keyOf={({ week }) => String(week)} />
        </Card>
      )}
      {teams.length > 0 && <Table id="team" columns={columns} rows={teams} keyOf={({ orgId }) => orgId} />}
    </>
  )
}
