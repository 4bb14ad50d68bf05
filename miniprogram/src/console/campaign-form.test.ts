import { expect, test } from 'vitest'
import { blankForm, type CampaignForm, readForm } from './campaign-form'

const whole: CampaignForm = {
  ...blankForm({ orgId: 'org_01JT2VD7K0KX1915GJMWPB4PGA', name: '深圳市总工会' }),
  title: '玫瑰书香',
  slogan: '读一本好书',
  firstDay: '2026-03-08',
  lastDay: '2026-04-30',
  books: '人世间, 梁晓声\n这里是中国, 星球研究所',
}

test('a whole form is a plan', () => {
  expect(readForm(whole)).toMatchObject({
    ok: true,
    plan: { books: [{ title: '人世间' }, {}], rules: { minutes: 15, backDays: 2 }, badges: [{}, {}, {}, {}] },
  })
})

test.each<[Partial<CampaignForm>, string]>([
  [{ title: '' }, 'title'],
  [{ firstDay: '' }, 'firstDay'],
  [{ lastDay: '2026-03-07' }, 'lastDay'],
  [{ lastDay: '2027-03-07' }, 'lastDay'],
  [{ orgs: [] }, 'audience'],
  [{ books: ', 没有书名' }, 'books'],
  [{ minutes: '一刻钟' }, 'rules'],
  [{ badges: [{ name: '', deed: 'days', times: '1', points: '0' }] }, 'badges'],
])('%j is told beside %s', (part, field) => {
  const read = readForm({ ...whole, ...part })
  expect(read).toMatchObject({ ok: false, errors: { [field]: expect.stringMatching(/[一-龥]/) } })
})
