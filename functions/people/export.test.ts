import '../../infra/local/test-table.ts'
import '../../infra/local/test-storage.ts'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { instantOf } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { readZip } from '../../infra/aws/zip.ts'
import { newId } from '../lib/ids.ts'
import { runJob } from '../lib/jobs.ts'
import { telling } from '../lib/messages.ts'
import { EXPORT_KIND, getExport, startExport } from '../membership/my-data.ts'
import { ask, makeUnion, newPerson, type Union } from '../membership/test-union.ts'
import { holdings } from '../people-function.ts'
import { putQuiz, startAttempt, submitAttempt } from '../reading/quizzes.ts'
import { enrol } from '../reading/readers.ts'
import { ask as askAt, publishedCampaign } from '../reading/test-campaign.ts'
import { database } from '../table/database.ts'
import { exportWork } from './export.ts'
import { leavesAndTakesOver, PROOF, someone } from './test-person.ts'

const NOW = instantOf(Date.now())
const works = { [EXPORT_KIND]: exportWork(holdings) }

let union: Union
beforeAll(async () => {
  process.env.LAMBDA_ENDPOINT = 'http://127.0.0.1:9'
  process.env.PEOPLE_FUNCTION = 'people'
  union = await makeUnion()
})

async function exported(caller: Parameters<typeof startExport>[0]['caller']) {
  const started = await ask(startExport, { caller, now: NOW })
  const jobId = 'body' in started ? started.body.jobId : ''
  await runJob(jobId, { works, clock: () => instantOf(Date.now()), msLeft: () => 900_000 })
  const answer = await ask(getExport, { caller, params: { jobId }, now: NOW })
  if (!('body' in answer)) throw new Error('refused')
  const { body } = answer
  const bytes = Buffer.from(await (await fetch(body.download?.url ?? '')).arrayBuffer())
  const file = join(mkdtempSync(join(tmpdir(), 'export-')), 'mine.zip')
  writeFileSync(file, bytes)
  return { jobId, body, files: readZip(file) }
}

test('everything that is held on somebody is in the zip, opened, and nobody else’s id', async () => {
  const one = await someone(union, NOW)
  const { body, files } = await exported(one.member)
  expect(body.state).toBe('done')
  const told = [...files.values()].map((content) => content.toString('utf8')).join('\n')
  for (const word of [
    one.name,
    one.phone,
    PROOF,
    '爱爬山',
    '端午包粽子',
    '微信・iPhone',
    '寄慰问品',
    'withdrawn',
  ])
    expect(told).toContain(word)
  const persons = new Set(told.match(/per_[0-9A-Z]{26}/g))
  expect([...persons]).toEqual([one.personId])
  expect(told).not.toMatch(/Sealed|Hash"/)
  expect(files.get('说明.txt')?.toString('utf8')).toContain('我的会员资料（1 条）')
})

test('who took over a membership from another WeChat is told of the one that had ended, too, and nothing twice', async () => {
  const one = await someone(union, NOW)
  const { row } = await leavesAndTakesOver(union, one, NOW)
  const { files } = await exported({ personId: one.personId, sessionId: one.member.sessionId })
  const told = (name: string) => files.get(`${name}.json`)?.toString('utf8') ?? ''
  expect(told('membership/member')).toContain(row.memberId)
  expect(told('membership/member')).toContain(one.memberId)
  expect(told('membership/tag-claims')).toContain(PROOF)
  // Once of each WeChat.
  const persons = told('membership/person').match(/"personId": "[^"]+"/g) ?? []
  expect(persons).toHaveLength(2)
  expect(new Set(persons).size).toBe(2)
})

test('what somebody was told is in the zip in words, and not as it lies sealed', async () => {
  const caller = await newPerson()
  const said = {
    kind: 'application-merged',
    applicationId: newId('application', NOW),
    orgName: '海风电子工会',
  } as const
  await database.send(new TransactWriteCommand({ TransactItems: telling(caller.personId, said, NOW) }))
  const { files } = await exported(caller)
  const inbox = files.get('messages/inbox.json')?.toString('utf8') ?? ''
  expect(JSON.parse(inbox).items).toEqual([
    { title: expect.any(String), text: expect.stringContaining('海风电子工会'), at: NOW },
  ])
  expect(files.get('own/message.json')?.toString('utf8')).not.toContain('"said"')
})

test('a quiz that is being answered is in the zip without its answers; one handed in, with them', async () => {
  const made = await publishedCampaign()
  const params = { ...made.params, quizId: 'q1' }
  const plan = { title: '第一周', draw: 1, passMark: 1, attemptsADay: 1, minutes: 10, points: 40 }
  const body = { revision: 0, plan, csv: '判断,《人世间》是小说,对' }
  await askAt(putQuiz, { caller: made.staff, params, body })
  const attemptsOf = async (answers?: number[][]) => {
    const { member: caller } = await someone(made.union, NOW)
    await askAt(enrol, { caller, params: made.params })
    const begun = await askAt(startAttempt, { caller, params })
    if (!('body' in begun)) throw new Error(begun.refused)
    const { day, n } = begun.body
    if (answers) await askAt(submitAttempt, { caller, params, body: { day, n, answers } })
    const { files } = await exported(caller)
    expect(files.has('own/attempt.json')).toBe(false)
    return JSON.parse(files.get('reading/attempts.json')?.toString('utf8') ?? '').items
  }
  const asked = { kind: 'judge', text: '《人世间》是小说', options: ['对', '错'] }
  const [underWay] = await attemptsOf()
  expect(underWay).toMatchObject({ ...params, n: 1, drawn: [asked] })
  expect(JSON.stringify(underWay)).not.toContain('answer')
  expect(await attemptsOf([[1]])).toMatchObject([
    { ...params, drawn: [{ ...asked, answer: [0] }], answers: [[1]], right: 0 },
  ])
})

test('who only signed in is told that little', async () => {
  const { files } = await exported(await newPerson())
  expect([...files.keys()].sort()).toEqual(['membership/person.json', 'own/person.json', '说明.txt'])
})

test('asked again within minutes it is the same export, and nobody else may fetch it', async () => {
  const caller = await newPerson()
  const { jobId } = await exported(caller)
  expect(await ask(startExport, { caller, now: NOW })).toMatchObject({ body: { jobId } })
  const answer = await ask(getExport, { caller: await newPerson(), params: { jobId } })
  expect(answer).toEqual({ refused: 'job-unknown' })
})
