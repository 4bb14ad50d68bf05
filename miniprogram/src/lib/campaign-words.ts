import type { CampaignFace, campaignStates } from '@gonghui/shared/reading/campaigns'

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

/** `2026-03-08` → `3月8日`. */
export const dayWords = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** `3月8日—4月30日` */
export const windowWords = ({ firstDay, lastDay }: Pick<CampaignFace, 'firstDay' | 'lastDay'>): string =>
  `${dayWords(firstDay)}—${dayWords(lastDay)}`

export const openCampaignPage = (campaignId: string) => `/reading/campaign?campaignId=${campaignId}`
