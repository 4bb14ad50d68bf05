/** For the test of the roles: a roster is tried, refused, imported, looked through, and somebody is taken off it. */
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import * as roster from '@gonghui/shared/membership/roster'
import { type Credentials, runJob, send } from './test-product.ts'
import { key, orgId } from './test-story-people.ts'

async function bring(cadre: Credentials, csv: string, dryRun: boolean, expected: 'done' | 'failed') {
  const body = { orgId, type: CSV_TYPE, size: Buffer.byteLength(csv) } as const
  const { fileId, url, headers } = await send(201, roster.uploadRoster, { body }, cadre)
  await fetch(url, { method: 'PUT', headers, body: csv })
  const asked = { body: { orgId, fileId, dryRun } }
  const same = { ...cadre, key: key() }
  const { jobId } = await send(202, roster.importRoster, asked, same)
  await send(202, roster.importRoster, asked, same)
  await runJob('work', jobId)
  const job = await send(200, roster.getRosterImport, { params: { jobId } }, cadre)
  if (job.state !== expected) throw new Error(`the job is ${job.state}: ${job.problem?.code}`)
  return job.result
}

/** @param waiting who has applied and is on no roster yet. */
export async function rosterStory(
  cadre: Credentials,
  waiting: { readonly name: string; readonly phone: string },
): Promise<void> {
  const csv = `姓名,手机号\n${waiting.name},${waiting.phone}\n钱小工,13900000021`
  await bring(cadre, `${csv}\n孙小工,12345`, true, 'done')
  await bring(cadre, `${csv}\n孙小工,12345`, false, 'failed')
  const first = await bring(cadre, csv, false, 'done')
  if (first?.admitted !== 1) throw new Error('who waited was not admitted')
  await bring(cadre, '姓名,手机号\n钱小工,13900000021\n李小工,13900000022', false, 'done')
  await send(200, roster.listRoster, { query: { orgId } }, cadre)
  const { items } = await send(200, roster.findOnRoster, { body: { orgId, name: '钱小工' } }, cadre)
  await send(200, roster.findOnRoster, { body: { orgId, phone: '13900000022' } }, cadre)
  const body = { orgId, entryId: items[0]?.entryId ?? '', reason: '已离职' }
  await send(200, roster.removeFromRoster, { body }, cadre)
}
