import type { ManagedCampaign } from '@gonghui/shared/reading/campaigns'
import { beforeEach, expect, test } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { ok, refusal, signedInPhone } from '../../test/test-product'
import { answerWith, hidePage, showPage } from '../../test/test-taro'
import { useQuizDesk } from './use-quiz-desk'
import { useQuizForm } from './use-quiz-form'

beforeEach(signedInPhone)

const campaign = { campaignId: 'rdg_1', state: 'open' } as ManagedCampaign
const quiz = {
  quizId: 'q1',
  title: '第一周',
  draw: 1,
  passMark: 1,
  attemptsADay: 1,
  minutes: 5,
  points: 1,
  bank: 9,
  revision: 4,
}

test('a quiz is added only where one knows what is there already', async () => {
  let arrive = (_: object) => {}
  answerWith(() => new Promise((done) => (arrive = (body) => done(ok(body)))))
  const { now } = await runHook(() => useQuizDesk(campaign))
  expect(now().add).toBeUndefined()
  await act(async () => arrive({ items: [quiz] }))
  await act(async () => now().add?.())
  expect(now().editing).toEqual({ quizId: 'q2', quiz: undefined })
  answerWith(() => refusal(404, 'campaign-unknown'))
  const refused = await runHook(() => useQuizDesk(campaign))
  expect(refused.now()).toMatchObject({ answer: { kind: 'refused' }, add: undefined })
})

test('what is sent replaces the revision that the sheet was opened on, whatever the list has learnt since', async () => {
  let revision = 4
  let sent: unknown
  answerWith(({ method, data }) => {
    if (method === 'GET') return ok({ items: [{ ...quiz, revision }] })
    sent = JSON.parse(data ?? '')
    return refusal(409, 'quiz-changed')
  })
  const { now } = await runHook(() => {
    const desk = useQuizDesk(campaign)
    const place = { campaignId: 'rdg_1', quizId: 'q1', quiz: desk.editing?.quiz }
    return { desk, form: useQuizForm(place, { onChanged: desk.reload, onClose: desk.close }) }
  })
  await act(async () => now().desk.edit?.(now().desk.items[0] ?? quiz))
  await act(async () => now().form.change({ title: '第一周', csv: '判断,对不对,对' }))
  revision = 5
  await act(async () => hidePage())
  await act(async () => showPage())
  expect(now().desk.items).toMatchObject([{ revision: 5 }])
  await act(async () => now().form.save())
  expect(sent).toMatchObject({ revision: 4, plan: { title: '第一周' } })
  expect(now().form).toMatchObject({ busy: false, error: expect.stringContaining('quiz-changed') })
})
