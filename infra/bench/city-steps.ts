/** The city of `city.ts`, put there and looked at through the product's own handlers, stores and jobs. */
import { randomUUID } from 'node:crypto'
import { newId } from '@gonghui/functions/lib/ids'
import { runJob } from '@gonghui/functions/lib/jobs'
import { isRefusal } from '@gonghui/functions/lib/server'
import { apply } from '@gonghui/functions/membership/applications'
import { listApplications } from '@gonghui/functions/membership/decisions'
import { putOrg } from '@gonghui/functions/membership/org.store'
import { findOrgs, getManagedOrg } from '@gonghui/functions/membership/org-tree'
import { importRoster, uploadRoster } from '@gonghui/functions/membership/roster'
import { importRosterWork } from '@gonghui/functions/membership/roster-work'
import {
  ask,
  NOW,
  newJoinCode,
  newMemberOf,
  newPerson,
  newStaff,
  proven,
} from '@gonghui/functions/membership/test-union'
import { CSV_TYPE } from '@gonghui/shared/lib/files'
import { instantOf } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { median } from './median.ts'
import { readsCounted } from './meter.ts'

const DISTRICTS = 10
const STREETS = 100
const ORGS = 11_000
const AT_ONCE = 32
/** One in so many has applied and waits. */
const WAITS = 50

export interface City {
  readonly orgs: number
  readonly city: Org
  readonly street: Org
  readonly workplaces: readonly Org[]
}

/** Does something for each, so many at a time. */
async function each<T>(all: Iterable<T>, deed: (one: T) => Promise<unknown>): Promise<void> {
  const queue = all[Symbol.iterator]()
  const worker = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await deed(next.value)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)

export async function fillOrgs(): Promise<City> {
  const put = (name: string, level: Org['level'], parentId?: string) =>
    putOrg({ orgId: newId('org', NOW), name, level, parentId })
  const city = await put('深圳市总工会', 'city')
  const districts: Org[] = []
  for (const at of upTo(DISTRICTS)) districts.push(await put(`第${at}区总工会`, 'district', city.orgId))
  const streets: Org[] = []
  await each(upTo(STREETS), async (at) => {
    streets.push(await put(`第${at}街道总工会`, 'street', districts[at % DISTRICTS]?.orgId))
  })
  const workplaces: Org[] = []
  await each(upTo(ORGS - 1 - DISTRICTS - STREETS), async (at) => {
    workplaces.push(await put(`海风${at}电子工会`, 'workplace', streets[at % STREETS]?.orgId))
  })
  const [street] = streets
  if (!street) throw new Error('the city has no street')
  return { orgs: 1 + districts.length + streets.length + workplaces.length, city, street, workplaces }
}

/** Admits so many, spread over the workplaces; beside every fiftieth somebody applies. */
export async function fillMembers({ workplaces }: City, count: number): Promise<void> {
  const scenes = new Map<string, string>()
  await each(upTo(count), async (at) => {
    const org = workplaces[at % workplaces.length]
    if (!org) throw new Error('the city has no workplace')
    await newMemberOf(org)
    if (at % WAITS !== 0) return
    const scene = scenes.get(org.orgId) ?? (await newJoinCode(org)).scene
    scenes.set(org.orgId, scene)
    const caller = await newPerson()
    const applied = await ask(apply, { caller, body: await proven(caller, { scene }) })
    if (isRefusal(applied)) throw new Error(applied.refused)
  })
}

/** What a cadre of the city, or anybody, asks. */
export async function looks({ city, street }: City) {
  const caller = await newStaff('cadre', city)
  const deeds = [
    {
      what: 'applications that wait in the city, a page',
      deed: () => ask(listApplications, { caller, query: { orgId: city.orgId } }),
    },
    {
      what: 'the city with the counts of its districts',
      deed: () => ask(getManagedOrg, { caller, params: { orgId: city.orgId } }),
    },
    {
      what: 'a street with the counts of its workplaces',
      deed: () => ask(getManagedOrg, { caller, params: { orgId: street.orgId } }),
    },
    { what: 'orgs by the beginning of a name', deed: () => ask(findOrgs, { query: { name: '海风12' } }) },
    { what: 'orgs by pinyin initials', deed: () => ask(findOrgs, { query: { name: 'hf99' } }) },
  ]
  const costs = []
  for (const { what, deed } of deeds) {
    const { calls, units } = await readsCounted(async () => {
      const answer = await deed()
      if (isRefusal(answer)) throw new Error(answer.refused)
    })
    const times: number[] = []
    for (let i = 0; i < 9; i++) {
      const from = performance.now()
      await deed()
      times.push(performance.now() - from)
    }
    costs.push({ what, calls, units, ms: median(times) })
  }
  return costs
}

/** A file of so many people, from the upload to the entries that count. */
export async function importRows({ workplaces: [org] }: City, rows: number) {
  if (!org) throw new Error('the city has no workplace')
  const caller = await newStaff('cadre', org)
  const lines = upTo(rows).map((at) => `工人${at},136${String(at).padStart(8, '0')},`)
  const file = Buffer.from(['姓名,手机号,标签', ...lines].join('\n'))
  const now = instantOf(Date.now())
  const body = { orgId: org.orgId, type: CSV_TYPE, size: file.length } as const
  const upload = await ask(uploadRoster, { caller, now, body })
  if (isRefusal(upload)) throw new Error(upload.refused)
  const started = performance.now()
  await fetch(upload.body.url, { method: 'PUT', headers: upload.body.headers, body: new Uint8Array(file) })
  const input = { orgId: org.orgId, fileId: upload.body.fileId, dryRun: false }
  const job = await ask(importRoster, { caller, now, key: randomUUID(), body: input })
  if (isRefusal(job)) throw new Error(job.refused)
  await runJob(job.body.jobId, {
    works: { 'membership.import-roster': importRosterWork },
    clock: () => instantOf(Date.now()),
    msLeft: () => 900_000,
  })
  return { rows, seconds: (performance.now() - started) / 1_000 }
}
