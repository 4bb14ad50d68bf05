import { instantOf } from '@gonghui/shared/lib/instant'
import { listCampaigns } from '@gonghui/shared/reading/campaigns'
import { dayIn, daysFrom } from '@gonghui/shared/reading/days'
import { getReader } from '@gonghui/shared/reading/readers'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { openCampaignPage } from '../lib/campaign-words'
import { memberOf, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'
import { Icon } from '../ui/icon'

const everything = { query: {} }

/** The reading campaign that staff recommend, or the first that is open: how far one is today, and the way there. */
export function ReadingStrip() {
  const memberId = memberOf(useMe())?.memberId
  const { answer } = useAnswer(listCampaigns, everything, { keepAs: 'home-campaigns' })
  const campaign =
    answer.kind === 'ready' ? answer.body.items.find(({ state }) => state === 'open') : undefined
  const given = campaign && memberId ? { params: { campaignId: campaign.campaignId } } : undefined
  const mine = useAnswer(getReader, given).answer
  if (!campaign) return null
  const today = dayIn(campaign.zone, instantOf(serverNowMs()))
  const reader = given && mine.kind === 'ready' ? mine.body.reader : undefined
  const isDone = reader?.days.some(({ day, counts }) => day === today && counts)
  const under = !reader
    ? campaign.slogan
    : isDone
      ? `今天已打卡，连续 ${reader.streak.current} 天`
      : reader.streak.current > 0
        ? `已连续 ${reader.streak.current} 天，今天还没打卡`
        : '今天还没打卡，读一会儿吧'
  return (
    <View
      className="home-reading"
      id="home-reading"
      onClick={() => void Taro.navigateTo({ url: openCampaignPage(campaign.campaignId) })}
    >
      <View className="red row">
        <Icon name="book" size="l" />
      </View>
      <View className="grow">
        <View className="t16 bold cut">
          {campaign.title}・第 {daysFrom(campaign.firstDay, today) + 1} 天
        </View>
        <View className="t12 quiet cut">{under}</View>
      </View>
      <View className="row red bold t14">
        <Text>{!reader || isDone ? '去看看' : '去打卡'}</Text>
        <Icon name="right" size="s" />
      </View>
    </View>
  )
}
