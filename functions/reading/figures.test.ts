import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { randomUUID } from 'node:crypto'
import { instantOf } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { runJob } from '../lib/jobs.ts'
import { isRefusal } from '../lib/server.ts'
import { readCampaign } from './campaign.store.ts'
import { startFigures } from './figures.ts'
import { figuresWork } from './figures-work.ts'
import { foldCampaign } from './fold.ts'
import { getJob } from './jobs.ts'
import { putQuiz, startAttempt, submitAttempt } from './quizzes.ts'
import { checkIn, enrol, finishBook } from './readers.ts'
import { ask, checkInOf, memberAt, NOW, publishedCampaign } from './test-campaign.ts'

const clock = () => instantOf(Date.now())

test('the figures by org roll up, and are taken out as a table that opens in Excel', async () => {
  const { union, staff, params, campaignId } = await publishedCampaign()
  const quiz = { ...params, quizId: 'q1' }
  const plan = { title: '周', draw: 1, passMark: 1, attemptsADay: 1, minutes: 10, points: 0 }
  await ask(putQuiz, { caller: staff, params: quiz, body: { revision: 0, plan, csv: '判断,对不对,对' } })
  for (const [org, answer] of [
    [union.workplace, 0],
    [union.workplace, 1],
    [union.neighbour, 0],
  ] as const) {
    const caller = memberAt(org)
    await ask(enrol, { caller, params })
    await ask(checkIn, { caller, params, body: checkInOf() })
    await ask(finishBook, { caller, params: { ...params, bookId: 'b1' }, body: { review: '' } })
    await ask(startAttempt, { caller, params: quiz })
    await ask(submitAttempt, { caller, params: quiz, body: { day: '2026-03-08', n: 1, answers: [[answer]] } })
  }
  const campaign = await readCampaign(campaignId)
  if (!campaign) throw new Error('the campaign is gone')
  await foldCampaign(campaign, NOW)

  const take = async (list: 'orgs' | 'days' | 'weeks') => {
    const start = { caller: staff, params, body: { list, format: 'csv' }, key: randomUUID() } as const
    const started = await ask(startFigures, { ...start, now: clock() })
    if (isRefusal(started)) throw new Error(started.refused)
    const { jobId } = started.body
    await runJob(jobId, { works: { 'reading.figures': figuresWork }, clock, msLeft: () => 900_000 })
    const job = await ask(getJob, { params: { jobId }, caller: staff, now: clock() })
    if (isRefusal(job)) throw new Error(job.refused)
    return (await (await fetch(job.body.download?.url ?? '')).text()).trim().split('\r\n')
  }
  const lines = await take('orgs')
  expect(lines[1]).toBe('深圳市总工会,,3,3,3,3,0,3,2,66.7%')
  expect(lines).toContain('海风电子工会,粤海街道总工会,2,2,2,2,0,2,1,50%')
  expect(lines).toContain('山海物流工会,粤海街道总工会,1,1,1,1,0,1,1,100%')
  expect(await take('days')).toEqual([expect.any(String), '2026-03-08,3'])
  expect(await take('weeks')).toEqual([expect.any(String), '第 1 周,2026-03-08,3,0,'])
  const beside = { caller: { ...staff, grants: [] }, params, body: { list: 'orgs', format: 'csv' } } as const
  expect(await ask(startFigures, { ...beside, key: randomUUID() })).toEqual({ refused: 'org-out-of-scope' })
})
