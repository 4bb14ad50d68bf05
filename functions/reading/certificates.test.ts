import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { randomUUID } from 'node:crypto'
import { DAY_MS, instantOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { certificateCodeIn, printedCode } from '@gonghui/shared/reading/certificates'
import { dayAfter } from '@gonghui/shared/reading/days'
import { beforeAll, expect, test } from 'vitest'
import { readPdf } from '../../infra/local/test-pdf.ts'
import { WRONG_CODES } from '../lib/attempts.store.ts'
import type { MemberCaller } from '../lib/caller.ts'
import { runJob } from '../lib/jobs.ts'
import { isRefusal } from '../lib/server.ts'
import { newMemberOf } from '../membership/test-union.ts'
import { codeFrom } from './certificate.rule.ts'
import { drawCertificateWork } from './certificate-work.ts'
import { drawCertificate, takeCertificate, verifyCertificate } from './certificates.ts'
import { readingHoldings } from './holdings.ts'
import { getJob } from './jobs.ts'
import { checkIn, enrol, finishBook } from './readers.ts'
import { ask, checkInOf, NOW, planOf, publishedCampaign } from './test-campaign.ts'

let made: Awaited<ReturnType<typeof publishedCampaign>>
beforeAll(async () => {
  const { rules } = planOf('org')
  made = await publishedCampaign({ rules: { ...rules, certificate: { days: 2, books: 1 } } })
})

async function reader() {
  const { caller } = await newMemberOf(made.union.workplace, { name: '陈小梅' })
  await ask(enrol, { caller, params: made.params })
  return caller
}
const readOn = (caller: MemberCaller, day: number) =>
  ask(checkIn, {
    caller,
    params: made.params,
    body: checkInOf({ day: dayAfter('2026-03-08', day) }),
    now: later(NOW, day * DAY_MS),
  })
const take = (caller: MemberCaller, day = 1) =>
  ask(takeCertificate, { caller, params: made.params, now: later(NOW, day * DAY_MS) })
const finish = (caller: MemberCaller) =>
  ask(finishBook, { caller, params: { ...made.params, bookId: 'b1' }, body: { review: '' }, now: NOW })
async function taken(caller: MemberCaller) {
  for (const day of [0, 1]) await readOn(caller, day)
  await finish(caller)
  const answer = await take(caller)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.certificate
}
const verify = (code: string, from = '10.0.0.1', now = NOW) =>
  ask(verifyCertificate, { params: { code }, from: { address: from, agent: '' }, now })

test('a certificate is had at the mark, days and books both, and not before', async () => {
  const caller = await reader()
  await readOn(caller, 0)
  await finish(caller)
  expect(await take(caller)).toEqual({ refused: 'certificate-not-reached' })
  const draw = { caller, params: made.params, key: randomUUID() }
  expect(await ask(drawCertificate, draw)).toEqual({ refused: 'certificate-not-taken' })
  await readOn(caller, 1)
  expect(await take(caller)).toMatchObject({
    status: 201,
    body: { certificate: { name: '陈小梅', nameMasked: '陈**', days: 2, books: 1, firstOn: '2026-03-09' } },
  })
})

test('a campaign without a mark has no certificates, and who did not enrol has none', async () => {
  const { union, params } = await publishedCampaign()
  const { caller } = await newMemberOf(union.workplace)
  expect(await ask(takeCertificate, { caller, params })).toEqual({ refused: 'not-enrolled' })
  await ask(enrol, { caller, params })
  expect(await ask(takeCertificate, { caller, params })).toEqual({ refused: 'certificate-none' })
})

test('the same certificate has the same code, taken again or at once; later it says more', async () => {
  const caller = await reader()
  const first = await taken(caller)
  const again = await Promise.all(Array.from({ length: 4 }, () => take(caller)))
  for (const answer of again)
    expect(answer).toEqual({ status: 200, body: expect.objectContaining({ certificate: first }) })
  await readOn(caller, 2)
  expect(await take(caller, 2)).toMatchObject({
    body: { certificate: { code: first.code, days: 3, firstOn: first.firstOn, on: '2026-03-10' } },
  })
  expect((await taken(await reader())).code).not.toBe(first.code)
})

test('anyone can verify a code: which campaign, when, and whose by the family name only', async () => {
  const { code, name: _, ...face } = await taken(await reader())
  expect(await verify(code)).toEqual({
    status: 200,
    body: { certificate: { code, ...face }, serverTime: NOW },
  })
  expect(JSON.stringify(await verify(code))).not.toContain('小梅')
})

test('who guesses is slowed down for a minute, and others are not', async () => {
  const { code } = await taken(await reader())
  const guesses = Array.from({ length: WRONG_CODES }, (_, at) => codeFrom(Buffer.alloc(10, at + 1)))
  for (const guess of guesses)
    expect(await verify(guess, '10.0.0.2')).toEqual({ refused: 'certificate-unknown' })
  expect(await verify(code, '10.0.0.2')).toEqual({ refused: 'certificate-attempts' })
  expect(await verify(code, '10.0.0.3')).toMatchObject({ status: 200 })
  expect(await verify(code, '10.0.0.2', later(NOW, MINUTE_MS))).toMatchObject({ status: 200 })
})

test('the sheet is one page that carries the whole name, the campaign and the code', async () => {
  const caller = await reader()
  const { code } = await taken(caller)
  const clock = () => instantOf(Date.now())
  const draw = { caller, params: made.params, key: randomUUID(), now: clock() }
  const started = await ask(drawCertificate, draw)
  if (isRefusal(started)) throw new Error(started.refused)
  expect(await ask(drawCertificate, draw)).toMatchObject({ body: { jobId: started.body.jobId } })
  const { jobId } = started.body
  const works = { 'reading.draw-certificate': drawCertificateWork }
  await runJob(jobId, { works, clock, msLeft: () => 900_000 })
  const job = await ask(getJob, { params: { jobId }, caller, now: clock() })
  if (isRefusal(job)) throw new Error(job.refused)
  expect(job.body).toMatchObject({ state: 'done', download: { saveAs: '阅读证书-玫瑰书香.pdf' } })
  const { pages, signs } = readPdf(
    Buffer.from(await (await fetch(job.body.download?.url ?? '')).arrayBuffer()),
  )
  expect(pages).toBe(1)
  const words = `阅读证书陈小梅在玫瑰书香主题阅读活动中坚持天读完本书特发此证深圳市总工会${code}`
  expect([...words].filter((sign) => !signs.has(sign))).toEqual([])
  expect(await ask(getJob, { params: { jobId }, caller: await reader() })).toEqual({ refused: 'job-unknown' })
})

test('who goes takes the certificate out, and leaves a code behind that nobody knows', async () => {
  const caller = await reader()
  const { code } = await taken(caller)
  const holding = readingHoldings.find(({ file }) => file === 'reading/certificates')
  const of = { personId: caller.personId, memberId: caller.member.memberId }
  expect(await holding?.tell(of)).toMatchObject([{ code, days: 2, books: 1 }])
  for (const _ of [1, 2]) await holding?.letGo?.(of, NOW)
  expect(await verify(code, '10.0.0.4')).toEqual({ refused: 'certificate-unknown' })
})

test.each([
  ['7K2M-9Q4T-0AB1-ZZXY', '7K2M9Q4T0AB1ZZXY'],
  [' 7k2m 9q4t oabi zzxy ', '7K2M9Q4T0AB1ZZXY'],
  ['https://h5.example/#/reading/verify?code=7K2M9Q4T0AB1ZZXY', '7K2M9Q4T0AB1ZZXY'],
  ['7K2M-9Q4T', undefined],
])('%s is read as %s', (typed, code) => {
  expect(certificateCodeIn(typed)).toBe(code)
  if (code) expect(certificateCodeIn(printedCode(code))).toBe(code)
})
