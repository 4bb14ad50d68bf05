import type { Campaign } from '@gonghui/shared/reading/campaigns'
import { Text, View } from '@tarojs/components'
import { windowWords } from '../lib/campaign-words'
import { BookCover } from '../ui/book-cover'
import './reading.scss'

/** The head of a campaign: its books on a board, its name and slogan. */
export function CampaignHero({ campaign }: { readonly campaign: Campaign }) {
  return (
    <View className="reading-hero">
      <View className="reading-hero-words">
        <Text className="block reading-hero-title" id="campaign-title">
          {campaign.title}
        </Text>
        <Text className="block t14">{campaign.slogan}</Text>
        <Text className="block t12 reading-hero-when">
          {campaign.orgName}・{windowWords(campaign)}
        </Text>
      </View>
      <View className="reading-board">
        {campaign.books.slice(0, 5).map(({ bookId, title, binding }) => (
          <BookCover key={bookId} title={title} binding={binding} size="m" />
        ))}
      </View>
    </View>
  )
}

/** What the rules ask of a day, in one sentence. */
export const measureWords = ({ rules }: Pick<Campaign, 'rules'>): string =>
  `每天读 ${rules.minutes} 分钟或 ${rules.pages} 页`
