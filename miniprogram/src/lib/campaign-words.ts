import type { CampaignFace, campaignStates } from '@gonghui/shared/reading/campaigns'
import { dayWords } from './words'

export const campaignWords = {
  draft: { text: '草稿', tone: 'plain' },
  coming: { text: '即将开始', tone: 'wait' },
  open: { text: '进行中', tone: 'ok' },
  late: { text: '可补打卡', tone: 'wait' },
  closed: { text: '已结束', tone: 'plain' },
} as const satisfies Record<
  (typeof campaignStates)[number],
  { text: string; tone: 'ok' | 'wait' | 'no' | 'plain' }
>

/** `3月8日—4月30日` */
export const windowWords = ({ firstDay, lastDay }: Pick<CampaignFace, 'firstDay' | 'lastDay'>): string =>
  `${dayWords(firstDay)}—${dayWords(lastDay)}`

export const openCampaignPage = (campaignId: string) => `/reading/campaign?campaignId=${campaignId}`
