import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { randomUUID } from 'node:crypto'
import { instantOf, later } from '@gonghui/shared/lib/instant'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../../infra/local/environment.ts'
import { readPdf } from '../../infra/local/test-pdf.ts'
import { startWechat, type Wechat } from '../../infra/local/wechat/server.ts'
import { runJob } from '../lib/jobs.ts'
import { isRefusal } from '../lib/server.ts'
import { revokeJoinCode } from './join-codes.ts'
import { posterWords } from './poster.rule.ts'
import { drawPosterWork } from './poster-work.ts'
import { drawPoster, getJoinCodeImage, getPoster } from './posters.ts'
import { ask, makeUnion, NOW, newJoinCode, newStaff, type Union } from './test-union.ts'

let wechat: Wechat
let union: Union
const published = ['pages/home', 'membership/join']
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp, miniprogramPages: () => published })
  process.env.WECHAT_API_BASE = wechat.url
  union = await makeUnion()
})
afterAll(() => wechat.stop())

const control = (path: string, method: string, body?: object) =>
  fetch(`${wechat.url}/_control/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
const PATH = '/wxa/getwxacodeunlimit'
const fails = (errcode: number) => control('faults', 'POST', { path: PATH, errcode })
const asked = async () => {
  const { calls } = (await (await control('calls', 'GET')).json()) as { calls: { path: string }[] }
  return calls.filter(({ path }) => path === PATH).length
}
beforeEach(async () => {
  await control('calls', 'DELETE')
  await control('faults', 'DELETE')
})

const clock = () => instantOf(Date.now())
const image = (scene: string, caller: Parameters<typeof newStaff>[1] | object) =>
  ask(getJoinCodeImage, { params: { scene }, caller: caller as never, now: clock() })

test('the code’s picture is WeChat’s own, asked for once, and shown and downloaded from storage', async () => {
  const { cadre, scene } = await newJoinCode(union.workplace)
  for (const _ of [1, 2]) {
    const answer = await image(scene, cadre)
    if (isRefusal(answer)) throw new Error(answer.refused)
    const { shown, download } = answer.body
    for (const { url } of [shown, download]) {
      const file = Buffer.from(await (await fetch(url)).arrayBuffer())
      expect(file.subarray(1, 4).toString()).toBe('PNG')
      expect(file.readUInt32BE(16)).toBe(1_280)
    }
    expect(download.saveAs).toBe('入会码-3 号门岗海报.png')
  }
  expect(await asked()).toBe(1)
})

test.each([
  [-1, 'wechat-busy'],
  [45009, 'wechat-busy'],
  [41030, 'program-code-unpublished'],
] as const)(
  'WeChat’s %i is told as %s, nothing is kept of it, and the next time it works',
  async (errcode, code) => {
    const { cadre, scene } = await newJoinCode(union.workplace)
    await fails(errcode)
    expect(await image(scene, cadre)).toEqual({ refused: code })
    await fails(errcode)
    const poster = { params: { scene }, caller: cadre, now: clock(), key: randomUUID() }
    expect(await ask(drawPoster, poster)).toEqual({ refused: code })
    expect(await image(scene, cadre)).toMatchObject({ status: 200 })
  },
)

test('a page that is in no published version is a refusal, not a fault', async () => {
  const { cadre, scene } = await newJoinCode(union.workplace)
  published.pop()
  expect(await image(scene, cadre)).toEqual({ refused: 'program-code-unpublished' })
  published.push('membership/join')
})

test('an access token that has died is replaced once', async () => {
  const { cadre, scene } = await newJoinCode(union.workplace)
  await fails(42001)
  expect(await image(scene, cadre)).toMatchObject({ status: 200 })
})

test('a poster is one page of A4 that carries the glyphs of the union’s name, the place and the steps', async () => {
  const { cadre, scene } = await newJoinCode(union.workplace)
  const poster = { params: { scene }, caller: cadre, now: clock(), key: randomUUID() }
  const started = await ask(drawPoster, poster)
  if (isRefusal(started)) throw new Error(started.refused)
  expect(await ask(drawPoster, poster)).toMatchObject({ body: { jobId: started.body.jobId } })
  const { jobId } = started.body
  const working = { works: { 'membership.draw-poster': drawPosterWork }, clock, msLeft: () => 900_000 }
  await runJob(jobId, working)
  const job = await ask(getPoster, { params: { jobId }, caller: cadre, now: clock() })
  if (isRefusal(job)) throw new Error(job.refused)
  expect(job.body).toMatchObject({
    state: 'done',
    download: { saveAs: '入会海报-海风电子工会-3 号门岗海报.pdf' },
  })
  const file = Buffer.from(await (await fetch(job.body.download?.url ?? '')).arrayBuffer())
  expect(file.subarray(0, 5).toString()).toBe('%PDF-')
  expect(file.toString('latin1')).toContain('[0 0 595.28 841.89]')
  const { pages, fonts, signs } = readPdf(file)
  expect({ pages, fonts }).toEqual({ pages: 1, fonts: 2 })
  const words = `海风电子工会深圳市总南山区粤街道3号门岗报微信扫码填姓名和手机号入会${scene}`
  expect([...words].filter((sign) => !signs.has(sign))).toEqual([])
  expect(
    await ask(getPoster, { params: { jobId }, caller: await newStaff('cadre', union.city), now: clock() }),
  ).toEqual({
    refused: 'job-unknown',
  })
})

test('no poster is drawn of a code that leads nowhere, nor for a cadre beside', async () => {
  const { cadre, scene } = await newJoinCode(union.workplace)
  const beside = await newStaff('cadre', union.neighbour)
  const draw = (caller: object, at = clock()) =>
    ask(drawPoster, { params: { scene }, caller: caller as never, now: at, key: randomUUID() })
  expect(await draw(beside)).toEqual({ refused: 'org-out-of-scope' })
  expect(await image(scene, beside)).toEqual({ refused: 'org-out-of-scope' })
  expect(await image('J222222222222222', cadre)).toEqual({ refused: 'join-code-unknown' })
  await ask(revokeJoinCode, { params: { scene }, caller: cadre })
  expect(await draw(cadre)).toEqual({ refused: 'join-code-revoked' })
  const ending = await newJoinCode(union.workplace, { expiresAt: later(NOW, 1) })
  const after = { params: { scene: ending.scene }, caller: ending.cadre, key: randomUUID() }
  expect(await ask(drawPoster, { ...after, now: later(NOW, 1) })).toEqual({ refused: 'join-code-expired' })
})

test('a poster says until when, in the house’s own time', () => {
  const names = ['深圳市总工会', '南山区总工会', '海风电子工会']
  const code = { scene: 'JABCD23456789EFG', label: '食堂' }
  expect(posterWords(code, names)).toMatchObject({
    orgName: '海风电子工会',
    above: '深圳市总工会 · 南山区总工会',
    typed: 'JABC D234 5678 9EFG',
    until: '长期有效',
  })
  expect(posterWords({ ...code, validUntil: '2026-12-31T16:00:00.000Z' }, names).until).toBe(
    '2027年1月1日 00:00 前有效',
  )
})
