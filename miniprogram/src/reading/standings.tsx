import { PEN_NAMES, penNameOf } from '@gonghui/shared/reading/pen-names'
import { getStandings, setPenName, type Team } from '@gonghui/shared/reading/standings'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../lib/api'
import { memberOf, useMe } from '../lib/me'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { grouped, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, SectionHead } from '../ui/card'
import { Page } from '../ui/page'
import { Sheet } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { toast } from '../ui/toast'
import { useCampaign } from './use-campaign'
import './standings.scss'

const MEDALS = ['first', 'second', 'third']

function TeamRow({
  team,
  mine,
  onTap,
}: {
  readonly team: Team
  readonly mine: boolean
  readonly onTap: () => void
}) {
  const medal = team.place ? MEDALS[team.place - 1] : undefined
  return (
    <View className="line-row" id={`team-${team.orgId}`} onClick={onTap}>
      <View className={`place ${medal ? `place-${medal}` : ''}`}>{team.place ?? '—'}</View>
      <View className="grow">
        <View className="row place-name">
          <Text className="t14 bold cut">{team.name}</Text>
          {mine && <Chip tone="ok">我的队</Chip>}
        </View>
        <View className="t12 quiet numbers">
          {grouped(team.tally.readers)} 人・共 {grouped(team.tally.days)} 天・{grouped(team.tally.minutes)}{' '}
          分钟
        </View>
      </View>
      <View className="place-score">
        <Text className="t18 bold numbers">{team.perHead}</Text>
        <Text className="t12 quiet"> 天/人</Text>
      </View>
    </View>
  )
}

interface PenSheetProps {
  readonly campaignId: string
  readonly memberId: string
  readonly penName: string | undefined
  readonly onDone: () => Promise<void>
  readonly onClose: () => void
}

/** Chooses a pen name among those drawn for one, or goes off the list. */
function PenSheet({ campaignId, memberId, penName, onDone, onClose }: PenSheetProps) {
  const [choice, setChoice] = useState(() => Math.floor(Math.random() * PEN_NAMES))
  const [busy, setBusy] = useState(false)
  const choose = async (next: number | null) => {
    setBusy(true)
    const ended = await untilKnown(() => call(setPenName, { params: { campaignId }, body: { choice: next } }))
    setBusy(false)
    if (ended.kind !== 'answer')
      return toast(ended.kind === 'refused' ? ended.problem.title : saidOf(ended, '请再点一次'))
    toast(next === null ? '已下榜' : '一分钟内上榜')
    await onDone()
    onClose()
  }
  return (
    <Sheet title="用书友名上榜" onClose={onClose}>
      <View className="pen">
        <Text className="t22 bold" id="pen-name">
          {penNameOf(campaignId, memberId, choice)}
        </Text>
        <Button id="another" tone="quiet" shape="pill" onTap={() => setChoice((choice + 1) % PEN_NAMES)}>
          换一个
        </Button>
      </View>
      <View className="t12 quiet pen-why">
        榜上只有书友名和所在工会，没有真名。不上榜也不影响打卡和队伍成绩。
      </View>
      <Button id="take-pen" busy={busy && '正在上榜…'} onTap={() => void choose(choice)}>
        用这个名字上榜
      </Button>
      {penName && (
        <View className="pen-off">
          <Button id="drop-pen" tone="line" disabled={busy} onTap={() => void choose(null)}>
            {`不再用「${penName}」上榜`}
          </Button>
        </View>
      )}
    </Sheet>
  )
}

/** 队伍榜: the teams below a union, down the tree at a tap; and the readers who chose to be listed. */
export default function StandingsPage() {
  const campaignId = useRouter().params.campaignId ?? ''
  const [trail, setTrail] = useState<readonly string[]>([])
  const [naming, setNaming] = useState(false)
  const member = memberOf(useMe())
  const memberId = member?.memberId
  const myPath = member?.orgPath ?? ''
  const { reader, reload } = useCampaign(campaignId)
  const orgId = trail.at(-1)
  const { answer, reload: again } = useAnswer(getStandings, {
    params: { campaignId },
    query: orgId ? { orgId } : {},
  })
  const body = answer.kind === 'ready' ? answer.body : undefined

  return (
    <Page title="队伍榜" {...(trail.length > 0 ? { onBack: () => setTrail(trail.slice(0, -1)) } : {})}>
      {answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={again} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {body && (
        <>
          <View className="standings-head">
            <Text className="block t18 bold">{body.name}</Text>
            <View className="standings-figures numbers">
              <View>
                <Text className="block t22 bold">{grouped(body.total.readers)}</Text>
                <Text className="t12">人在读</Text>
              </View>
              <View>
                <Text className="block t22 bold">{grouped(body.total.days)}</Text>
                <Text className="t12">读够天数</Text>
              </View>
              <View>
                <Text className="block t22 bold">{grouped(body.total.finished)}</Text>
                <Text className="t12">本读完</Text>
              </View>
            </View>
            <Text className="block t12">
              {body.final
                ? '最终成绩'
                : body.countedAt
                  ? `${momentOf(body.countedAt)} 更新，每分钟更新一次`
                  : '还没有人报名'}
            </Text>
          </View>
          {body.teams.length > 0 && (
            <Card>
              <SectionHead title="按人均排名" />
              {body.teams.map((team) => (
                <TeamRow
                  key={team.orgId}
                  team={team}
                  mine={myPath.split('/').includes(team.orgId)}
                  onTap={() => setTrail([...trail, team.orgId])}
                />
              ))}
              <View className="t12 quiet standings-why">
                比的是人均读够天数；人少的队会向大家的平均靠一点，不到 3 人的不排名。
              </View>
            </Card>
          )}
          {body.teams.length === 0 && body.total.readers === 0 && (
            <Empty icon="users" title="还没有队伍" next="有人报名后，一分钟内出现在这里" />
          )}
          {(body.top.length > 0 || reader) && (
            <Card>
              <SectionHead
                title="书友榜"
                end={
                  reader && (
                    <Button id="pen" tone="pale" shape="pill" onTap={() => setNaming(true)}>
                      {reader.penName ? '换书友名' : '我要上榜'}
                    </Button>
                  )
                }
              />
              {body.top.length === 0 && <View className="t14 quiet">愿意上榜的书友会出现在这里</View>}
              {body.top.map((one, at) => (
                <View key={`${one.penName} ${one.orgName}`} className="line-row">
                  <View className={`place ${MEDALS[at] ? `place-${MEDALS[at]}` : ''}`}>{at + 1}</View>
                  <View className="grow">
                    <View className="t14 bold cut">{one.penName}</View>
                    <View className="t12 quiet cut">{one.orgName}</View>
                  </View>
                  <Text className="t14 numbers">
                    {one.days} 天・{grouped(one.minutes)} 分钟
                  </Text>
                </View>
              ))}
            </Card>
          )}
        </>
      )}
      {naming && memberId && (
        <PenSheet
          campaignId={campaignId}
          memberId={memberId}
          penName={reader?.penName}
          onDone={reload}
          onClose={() => setNaming(false)}
        />
      )}
    </Page>
  )
}
