import { type CampaignPlan, campaignPlan, type ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import type { Zone } from '@gonghui/shared/reading/days'
import * as z from 'zod/mini'
import { type AudienceForm, audienceIn, everybodyOf, formOfAudience } from './audience-form'
import { booksFrom, linesOf } from './book-lines'

export interface BadgeForm {
  readonly name: string
  readonly deed: CampaignPlan['badges'][number]['deed']
  readonly times: string
  readonly points: string
}

/** The form as it is typed: everything a string, brought to a plan when it is saved. */
export interface CampaignForm extends AudienceForm {
  readonly orgId: string
  readonly title: string
  readonly slogan: string
  readonly about: string
  readonly zone: Zone
  readonly firstDay: string
  readonly lastDay: string
  readonly books: string
  readonly minutes: string
  readonly pages: string
  readonly backDays: string
  readonly bookPoints: string
  /** Both empty: no certificate. */
  readonly certificateDays: string
  readonly certificateBooks: string
  readonly badges: readonly BadgeForm[]
}

export const blankForm = (org: { orgId: string; name: string }): CampaignForm => ({
  orgId: org.orgId,
  title: '',
  slogan: '',
  about: '',
  zone: 'Asia/Shanghai',
  firstDay: '',
  lastDay: '',
  ...everybodyOf(org),
  books: '',
  minutes: '15',
  pages: '20',
  backDays: '2',
  bookPoints: '50',
  certificateDays: '21',
  certificateBooks: '1',
  badges: [
    { name: '初翻书页', deed: 'days', times: '1', points: '5' },
    { name: '七日不辍', deed: 'streak', times: '7', points: '30' },
    { name: '读完一本', deed: 'books', times: '1', points: '50' },
    { name: '廿一日书友', deed: 'days', times: '21', points: '100' },
  ],
})

export const formOf = (campaign: ManagedCampaign): CampaignForm => ({
  orgId: campaign.orgId,
  title: campaign.title,
  slogan: campaign.slogan,
  about: campaign.about,
  zone: campaign.zone,
  firstDay: campaign.firstDay,
  lastDay: campaign.lastDay,
  ...formOfAudience(campaign.audience),
  books: linesOf(campaign.books),
  minutes: String(campaign.rules.minutes),
  pages: String(campaign.rules.pages),
  backDays: String(campaign.rules.backDays),
  bookPoints: String(campaign.rules.bookPoints),
  certificateDays: String(campaign.rules.certificate?.days ?? ''),
  certificateBooks: String(campaign.rules.certificate?.books ?? ''),
  badges: campaign.badges.map((badge) => ({
    ...badge,
    times: String(badge.times),
    points: String(badge.points),
  })),
})

const countOf = (typed: string): number => (/^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN)

export type CampaignErrors = Readonly<Record<string, string>>

/** What the form says of each field that no plan can be made with. */
const sentences: CampaignErrors = {
  title: '请填写活动名称，30 字以内',
  slogan: '请填写一句话介绍，40 字以内',
  about: '说明太长，2000 字以内',
  firstDay: '请选开始日期',
  lastDay: '请选结束日期',
  audience: '请至少选一家工会',
  books: '书单有问题，请检查',
  rules: '每天 1–600 分钟、1–500 页，补打卡 0–7 天，积分 0–10000；证书 1–184 天、0–50 本',
  badges: '徽章名 12 字以内，次数 1–184，积分 0–10000',
}

export type Read =
  | { readonly ok: true; readonly plan: z.input<typeof campaignPlan> }
  | { readonly ok: false; readonly errors: CampaignErrors }

/** The plan that the form holds, checked by the very schema the server uses. */
export function readForm(form: CampaignForm): Read {
  const books = booksFrom(form.books)
  const plan: z.input<typeof campaignPlan> = {
    orgId: form.orgId,
    title: form.title.trim(),
    slogan: form.slogan.trim(),
    about: form.about,
    zone: form.zone,
    firstDay: form.firstDay,
    lastDay: form.lastDay,
    audience: audienceIn(form),
    books: books.ok ? books.books : [],
    rules: {
      minutes: countOf(form.minutes),
      pages: countOf(form.pages),
      backDays: countOf(form.backDays),
      bookPoints: countOf(form.bookPoints),
      ...(form.certificateDays.trim() && {
        certificate: {
          days: countOf(form.certificateDays),
          books: countOf(form.certificateBooks.trim() || '0'),
        },
      }),
    },
    badges: form.badges.map(({ name, deed, times, points }) => ({
      name: name.trim(),
      deed,
      times: countOf(times),
      points: countOf(points),
    })),
  }
  const checked = z.safeParse(campaignPlan, plan)
  if (checked.success && books.ok) return { ok: true, plan }
  const errors: Record<string, string> = books.ok ? {} : { books: books.error }
  for (const { path, message, code } of checked.error?.issues ?? []) {
    const field = String(path[0])
    // The plan's own checks speak for themselves; the types' do not speak Chinese.
    errors[field] ??= code === 'custom' ? message : (sentences[field] ?? message)
  }
  return { ok: false, errors }
}
