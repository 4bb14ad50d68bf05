/** For tests: a union with its cadre, and files for its roster. */
import { randomUUID } from 'node:crypto'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { instantOf } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import type { StaffCaller } from '../lib/caller.ts'
import { runJob, type Works } from '../lib/jobs.ts'
import { isRefusal } from '../lib/server.ts'
import { apply } from './applications.ts'
import { readRosterEntry } from './roster.store.ts'
import { findOnRoster, getRosterImport, importRoster, listRoster, uploadRoster } from './roster.ts'
import { importRosterWork } from './roster-work.ts'
import { ask, makeUnion, newJoinCode, newPerson, newPhone, newStaff, proven } from './test-union.ts'

export const union = await makeUnion()
const staff = await newStaff('cadre', union.city)
const grants = [...staff.grants]
export const cadre: StaffCaller = { ...staff, grants }

/** An org of another city, which the same cadre looks after. */
export async function anotherOrg(): Promise<Org> {
  const { workplace } = await makeUnion()
  grants.push(...(await newStaff('cadre', workplace)).grants)
  return workplace
}

export const works: Works = { 'membership.import-roster': importRosterWork }
export const clock = () => instantOf(Date.now())
export const working = { works, clock, msLeft: () => 900_000 }

export const csv = (...lines: string[]) => Buffer.from(['姓名,手机号,标签', ...lines].join('\n'))
export const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `工人${i}`, phone: newPhone() }))
export const csvOf = (some: readonly { name: string; phone: string }[]) =>
  csv(...some.map(({ name, phone }) => `${name},${phone}`))

export async function started(file: Buffer, { orgId = union.workplace.orgId, dryRun = false } = {}) {
  const body = { orgId, type: CSV_TYPE, size: file.length } as const
  const upload = await ask(uploadRoster, { caller: cadre, now: clock(), body })
  if (isRefusal(upload)) throw new Error(upload.refused)
  const { url, headers, fileId } = upload.body
  await fetch(url, { method: 'PUT', headers, body: new Uint8Array(file) })
  const asked = { caller: cadre, now: clock(), key: randomUUID(), body: { orgId, fileId, dryRun } }
  const job = await ask(importRoster, asked)
  if (isRefusal(job)) throw new Error(job.refused)
  return job.body.jobId
}
export async function jobOf(jobId: string) {
  const job = await ask(getRosterImport, { params: { jobId }, caller: cadre, now: clock() })
  if (isRefusal(job)) throw new Error(job.refused)
  return job.body
}
export async function imported(file: Buffer, plan: { orgId?: string; dryRun?: boolean } = {}) {
  const jobId = await started(file, plan)
  await runJob(jobId, working)
  return jobOf(jobId)
}
export const list = async (orgId = union.workplace.orgId, cursor?: string) => {
  const answer = await ask(listRoster, { caller: cadre, query: { orgId, cursor } })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
export const find = async (who: { name?: string; phone?: string }, orgId = union.workplace.orgId) => {
  const answer = await ask(findOnRoster, { caller: cadre, body: { orgId, ...who } })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body.items
}
export const onRoster = async (
  some: readonly { name: string; phone: string }[],
  orgId = union.workplace.orgId,
) => (await Promise.all(some.map((one) => readRosterEntry({ orgId }, one)))).filter(Boolean).length

export async function waiter(name: string, phone: string) {
  const { scene } = await newJoinCode(union.workplace)
  const caller = await newPerson()
  const answer = await ask(apply, { caller, body: await proven(caller, { scene, name, phone }) })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return { caller, applicationId: answer.body.application.applicationId }
}
