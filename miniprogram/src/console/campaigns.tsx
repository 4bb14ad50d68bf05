import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { listManagedCampaigns } from '@gonghui/shared/reading/managed-campaigns'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { campaignWords, windowWords } from '../lib/campaign-words'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { BookCover } from '../ui/book-cover'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import './console-reading.scss'

const columns: readonly Column<ManagedCampaign>[] = [
  {
    name: '活动',
    width: 'minmax(0, 2fr)',
    cell: ({ title, books }) => (
      <View className="row reading-name">
        {books[0] && <BookCover title={books[0].title} binding={books[0].binding} size="s" />}
        <Text>{title}</Text>
      </View>
    ),
  },
  {
    name: '状态',
    width: '160px',
    cell: ({ state, featured }) => (
      <View className="row reading-chips">
        <Chip tone={campaignWords[state].tone}>{campaignWords[state].text}</Chip>
        {featured && <Chip tone="wait">首页推荐</Chip>}
      </View>
    ),
  },
  { name: '时间', width: '170px', cell: windowWords },
  { name: '书单', width: '80px', end: true, cell: ({ bookCount }) => `${bookCount} 本` },
]

/** 主题阅读: all campaigns of one's union, new ones first. */
export default function CampaignsPage() {
  const { me, grants, grant, choose } = useGrant('operator', 'staff')
  const list = useList(listManagedCampaigns, grant ? { orgId: grant.orgId } : undefined)
  const { state, items } = list
  return (
    <ConsolePage
      at="campaigns"
      title="主题阅读"
      under={grant?.orgName}
      actions={
        grant && (
          <Button
            id="new-campaign"
            shape="small"
            icon="plus"
            onTap={() => void Taro.navigateTo({ url: `/console/campaign-editor?orgId=${grant.orgId}` })}
          >
            新建活动
          </Button>
        )
      }
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="办主题阅读" />}
      {grant && state.kind === 'loading' && <Loading rows={4} />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table
          id="campaign"
          columns={columns}
          rows={items}
          keyOf={({ campaignId }) => campaignId}
          onTap={({ campaignId }) =>
            void Taro.navigateTo({ url: `/console/campaign?campaignId=${campaignId}` })
          }
        />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="book" title="还没有主题阅读" next="新建一个，选好书单和日期，发布后职工就能报名" />
      )}
      <More list={list} />
    </ConsolePage>
  )
}
