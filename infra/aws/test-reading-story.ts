/** For the test of the roles: a campaign from its draft to its end, and a member who reads in it. */
import { grey } from '@gonghui/functions/lib/test-pictures'
import { readCampaign, replaceCampaign } from '@gonghui/functions/reading/campaign.store'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { DAY_MS, dayOf, instantOf, later } from '@gonghui/shared/lib/instant'
import type { CampaignPlan } from '@gonghui/shared/reading/campaigns'
import * as campaigns from '@gonghui/shared/reading/campaigns'
import * as certificates from '@gonghui/shared/reading/certificates'
import { startFigures } from '@gonghui/shared/reading/figures'
import { getJob } from '@gonghui/shared/reading/jobs'
import * as managed from '@gonghui/shared/reading/managed-campaigns'
import * as notes from '@gonghui/shared/reading/notes'
import { listPoints } from '@gonghui/shared/reading/points'
import { getQuizDrawFile } from '@gonghui/shared/reading/quiz-draws'
import * as quizzes from '@gonghui/shared/reading/quizzes'
import * as readers from '@gonghui/shared/reading/readers'
import * as standings from '@gonghui/shared/reading/standings'
import { type Credentials, control, forget, invoke, runJob, send } from './test-product.ts'
import { key, type Member, orgId, staff } from './test-story-people.ts'

const now = instantOf(Date.now())
const today = dayOf(now)

export const plan: CampaignPlan = {
  orgId,
  title: '玫瑰书香',
  slogan: '读一本好书',
  about: '每天读一点。',
  zone: 'Asia/Shanghai',
  firstDay: today,
  lastDay: dayOf(later(now, 30 * DAY_MS)),
  audience: { orgIds: [orgId] },
  books: [{ title: '人世间', author: '梁晓声', binding: 'crimson', blurb: '' }],
  rules: { minutes: 15, pages: 20, backDays: 2, bookPoints: 50, certificate: { days: 1, books: 1 } },
  badges: [{ name: '初翻书页', deed: 'days', times: 1, points: 5 }],
}

export async function readingStory([reader, other]: readonly Member[]): Promise<void> {
  if (!reader || !other) throw new Error('two members are needed')
  const host = await staff('staff')
  const make = { ...host, key: key() }
  const { campaign } = await send(201, managed.createCampaign, { body: plan }, make)
  await send(200, managed.createCampaign, { body: plan }, make)
  const params = { campaignId: campaign.campaignId }
  await send(200, managed.editCampaign, { params, body: { revision: 1, plan } }, host)
  await send(201, managed.cloneCampaign, { params }, { ...host, key: key() })
  await send(200, managed.openCampaign, { params }, host)
  await send(200, managed.featureCampaign, { params, body: { featured: true } }, host)
  await send(200, managed.listManagedCampaigns, { query: { orgId } }, host)
  await send(200, managed.getManagedCampaign, { params }, host)
  await send(200, campaigns.listCampaigns, {})
  await send(200, campaigns.getCampaign, { params }, reader)

  await send(201, readers.enrol, { params }, reader)
  await send(200, readers.chooseBooks, { params, body: { bookIds: ['b1'] } }, reader)
  const checkIn = {
    checkInId: 'chk_01J00000000000000000000000',
    day: today,
    bookId: 'b1',
    minutes: 20,
    pages: 0,
  }
  await send(201, readers.checkIn, { params, body: checkIn }, reader)
  await pictureStory(params, checkIn, reader)
  await send(200, readers.listCheckIns, { params }, reader)
  const finished = { params: { ...params, bookId: 'b1' }, body: { review: '看哭了' } }
  await send(200, readers.finishBook, finished, reader)
  await send(200, readers.getReader, { params }, reader)
  await certificateStory(params, reader)
  await send(201, readers.enrol, { params }, other)
  await notesStory(params, [reader, other], host)
  const quiz = { ...params, quizId: 'q1' }
  const lottery = { winners: 1, points: 100 }
  const plan1 = { title: '第一周', draw: 1, passMark: 1, attemptsADay: 2, minutes: 10, points: 10, lottery }
  const pasted = { revision: 0, plan: plan1, csv: '判断,人世间是小说,对' }
  await send(200, quizzes.putQuiz, { params: quiz, body: pasted }, host)
  const bank = Buffer.from('判断,人世间是小说,对')
  const upload = { params, body: { type: CSV_TYPE, size: bank.length } } as const
  const { fileId, url, headers } = await send(201, quizzes.uploadBank, upload, host)
  await fetch(url, { method: 'PUT', headers, body: bank })
  await send(200, quizzes.putQuiz, { params: quiz, body: { revision: 1, plan: plan1, fileId } }, host)
  await send(200, quizzes.listQuizzes, { params }, reader)
  const { day, n } = await send(201, quizzes.startAttempt, { params: quiz }, reader)
  await send(200, quizzes.submitAttempt, { params: quiz, body: { day, n, answers: [[0]] } }, reader)
  await send(200, listPoints, {}, reader)
  await send(200, standings.setPenName, { params, body: { choice: 1 } }, reader)
  await invoke('standings', {})
  await send(200, standings.getStandings, { params, query: { orgId } }, reader)
  await send(200, managed.closeCampaign, { params }, host)
  await send(200, standings.setPenName, { params, body: { choice: null } }, reader)
  forget()
  await invoke('standings', {})
  await send(200, standings.getStandings, { params, query: { orgId } }, reader)
  const taken = { params, body: { list: 'orgs', format: 'csv' } } as const
  const { jobId } = await send(202, startFigures, taken, { ...host, key: key() })
  await runJob('work', jobId)
  await longOver(params.campaignId)
  await invoke('standings', {})
  forget()
  await send(200, getQuizDrawFile, { params: quiz })
  await send(200, quizzes.listQuizzes, { params }, reader)
}

/** A picture of a check-in, and another in its place. */
async function pictureStory(
  { campaignId }: { campaignId: string },
  { checkInId, day }: { checkInId: string; day: string },
  reader: Member,
): Promise<void> {
  const params = { campaignId, checkInId }
  for (const _ of [1, 2]) {
    const body = { type: 'image/jpeg', size: grey.length } as const
    const upload = { params: { campaignId }, body }
    const { fileId, url, headers } = await send(201, readers.uploadCheckInPicture, upload, reader)
    await fetch(url, { method: 'PUT', headers, body: new Uint8Array(grey) })
    await send(200, readers.setCheckInPicture, { params, body: { day, fileId } }, reader)
  }
}

async function certificateStory(params: { campaignId: string }, reader: Member): Promise<void> {
  const { certificate } = await send(201, certificates.takeCertificate, { params }, reader)
  const { jobId } = await send(202, certificates.drawCertificate, { params }, { ...reader, key: key() })
  await runJob('work', jobId)
  const job = await send(200, getJob, { params: { jobId } }, reader)
  if (job.state !== 'done') throw new Error(`the job is ${job.state}: ${job.problem?.code}`)
  await send(200, certificates.verifyCertificate, { params: { code: certificate.code } })
  await send(404, certificates.verifyCertificate, { params: { code: '0'.repeat(16) } })
}

let written = 0
/** A note that WeChat lets pass; or one that it is not sure of. */
export async function write(params: { campaignId: string }, author: Credentials, text = '看哭了') {
  const noteId = `nte_01J0000000000000000000000${++written}`
  await send(201, notes.writeNote, { params, body: { noteId, bookId: 'b1', text } }, author)
  return { params: { noteId } }
}

async function notesStory(
  params: { campaignId: string },
  [author, other]: readonly [Member, Member],
  host: Credentials,
): Promise<void> {
  await control('faults', { path: '/wxa/msg_sec_check', errcode: 61010 })
  const late = await write(params, author)
  for (const feed of notes.feeds) await send(200, notes.listNotes, { params, query: { feed } }, author)
  for (const liked of [true, false]) await send(200, notes.likeNote, { ...late, body: { liked } }, other)
  await send(200, notes.reportNote, { ...late, body: { reason: '广告' } }, other)
  const doubtful = await write(params, author, '这里有待审的内容')
  for (const list of notes.deskLists) await send(200, notes.listDeskNotes, { params, query: { list } }, host)
  const decisions = [{ decision: 'show' }, { decision: 'feature' }, { decision: 'unfeature' }] as const
  for (const body of decisions) await send(200, notes.decideNote, { ...doubtful, body }, host)
  await send(200, notes.deleteNote, late, author)
}

async function longOver(campaignId: string): Promise<void> {
  const campaign = await readCampaign(campaignId)
  const lastDay = dayOf(later(now, -90 * DAY_MS))
  if (!campaign || !(await replaceCampaign(campaign, { ...campaign, lastDay })))
    throw new Error('the campaign did not change')
}
