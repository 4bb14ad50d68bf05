import { type CampaignFace, listCampaigns } from '@gonghui/shared/reading/campaigns'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { campaignWords, openCampaignPage, windowWords } from '../lib/campaign-words'
import { useList } from '../lib/use-list'
import { Card, Chip, Row } from '../ui/card'
import { Icon } from '../ui/icon'
import { More } from '../ui/more'
import { Page } from '../ui/page'
import { Empty, Loading, Offline, Refused, StaleStrip } from '../ui/states'
import './reading.scss'

function CampaignCard({ campaign }: { readonly campaign: CampaignFace }) {
  const { text, tone } = campaignWords[campaign.state]
  return (
    <View
      className="card card-flush reading-card"
      id={`campaign-${campaign.campaignId}`}
      onClick={() => void Taro.navigateTo({ url: openCampaignPage(campaign.campaignId) })}
    >
      <View className="reading-card-head">
        <View className="grow">
          <Text className="block t18 bold cut">{campaign.title}</Text>
          <Text className="block t12">{campaign.slogan}</Text>
        </View>
        <Icon name="book" size="xl" />
      </View>
      <View className="row-between reading-card-foot">
        <Text className="t12 quiet cut grow">
          {windowWords(campaign)}・{campaign.bookCount} 本书・{campaign.orgName}
        </Text>
        <Chip tone={tone}>{text}</Chip>
      </View>
    </View>
  )
}

const everything = {}

/** 书香打卡: the reading campaigns that there are. */
export default function CampaignsPage() {
  const list = useList(listCampaigns, everything, { keepAs: 'campaigns' })
  const { state, items } = list
  return (
    <Page title="书香打卡">
      {state.kind === 'loading' && <Loading rows={3} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {state.kind === 'ready' && state.stale && <StaleStrip onRetry={list.reload} />}
      {items.map((campaign) => (
        <CampaignCard key={campaign.campaignId} campaign={campaign} />
      ))}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="book" title="还没有读书活动" next="工会办的主题阅读会出现在这里" />
      )}
      <More list={list} />
      <Card>
        <Row
          id="verify"
          icon="doc"
          title="查验证书"
          under="扫证书上的码，或输入编号，看是不是真的"
          onTap={() => void Taro.navigateTo({ url: '/reading/verify' })}
        />
      </Card>
    </Page>
  )
}
