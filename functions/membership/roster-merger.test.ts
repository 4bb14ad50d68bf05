import '../../infra/local/test-table.ts'
import { instantOf, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import type { StaffCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { LEASE_MS } from '../lib/jobs.rule.ts'
import { runJobs, type Works } from '../lib/jobs.ts'
import { isRefusal } from '../lib/server.ts'
import { client } from '../table/database.ts'
import { apply } from './applications.ts'
import { readMemberOf } from './member.store.ts'
import { putOrg } from './org.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { mergeOrg } from './org-tree.ts'
import { carryThroughOrgs } from './org-work.ts'
import type { RosterLine } from './roster.rule.ts'
import { addToRoster, readRosterEntry } from './roster.store.ts'
import { findOnRoster, listRoster, removeFromRoster } from './roster.ts'
import { admitNamedWork } from './roster-work.ts'
import {
  ask,
  makeUnion,
  NOW,
  newJoinCode,
  newPerson,
  newPhone,
  newStaff,
  proven,
  runAt,
  toldTo,
  type Union,
} from './test-union.ts'

let union: Union
let cadre: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  cadre = await newStaff('cadre', union.city)
})

let made = 0
const newWork = () =>
  putOrg({
    orgId: newId('org', NOW),
    name: `并厂${++made}工会`,
    level: 'workplace',
    parentId: union.street.orgId,
  })
const someone = (tags: readonly string[] = []): RosterLine => ({
  name: `职工${++made}`,
  phone: newPhone(),
  tags,
})

const merge = async (org: Org, into: Org) =>
  ask(mergeOrg, {
    caller: cadre,
    params: { orgId: org.orgId },
    body: { revision: (await readOrgNow(org.orgId))?.revision ?? 0, intoId: into.orgId },
  })

const works: Works = { 'membership.admit-named': admitNamedWork }
/** The clock's minute: what a request did not finish, then the jobs. */
async function minute(now = instantOf(Date.now())) {
  await carryThroughOrgs(runAt(NOW))
  await runJobs({ works, clock: () => now, msLeft: () => 900_000 })
}

async function applyAt(org: Org, { name, phone }: RosterLine) {
  const { scene } = await newJoinCode(org)
  return applyBy(scene, { name, phone })
}
async function applyBy(scene: string, { name, phone }: RosterLine) {
  const caller = await newPerson()
  const answer = await ask(apply, { caller, body: await proven(caller, { scene, name, phone }) })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return { caller, state: answer.body.application.state }
}

test('who is on the roster of an org comes in by the code of the one that absorbed it, and by its old code', async () => {
  const [one, into] = [await newWork(), await newWork()]
  const [a, b] = [someone(['劳模']), someone()]
  await addToRoster(one.orgId, [a, b])
  const { scene } = await newJoinCode(one)
  expect(await merge(one, into)).toMatchObject({ status: 200 })
  const { caller, state } = await applyAt(into, a)
  expect(state).toBe('admitted')
  const member = await readMemberOf(caller.personId)
  expect(member).toMatchObject({ orgId: into.orgId, verifiedBy: 'roster', tags: ['劳模'] })
  expect(await readRosterEntry(one, a)).toMatchObject({ takenBy: member?.memberId })
  expect((await applyBy(scene, b)).state).toBe('admitted')
  expect((await applyAt(into, someone())).state).toBe('waiting')
})

test('of mergers upon mergers every roster counts', async () => {
  const [first, second, third] = [await newWork(), await newWork(), await newWork()]
  const [a, b] = [someone(), someone()]
  await addToRoster(first.orgId, [a])
  await addToRoster(second.orgId, [b])
  await merge(first, second)
  await merge(second, third)
  expect((await readOrgNow(third.orgId))?.absorbed).toEqual([second.orgId, first.orgId])
  expect((await applyAt(third, a)).state).toBe('admitted')
  expect((await applyAt(third, b)).state).toBe('admitted')
})

test('who waits at either org, and is on the other’s roster, is admitted and told once', async () => {
  const [one, into] = [await newWork(), await newWork()]
  const [here, there] = [someone(), someone()]
  await addToRoster(one.orgId, [here])
  await addToRoster(into.orgId, [there])
  const waiters = [await applyAt(into, here), await applyAt(one, there)]
  const nobody = await applyAt(one, someone())
  expect([...waiters, nobody].map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting'])
  await merge(one, into)
  for (const _ of [1, 2]) await minute()
  for (const { caller } of waiters) {
    expect(await readMemberOf(caller.personId)).toMatchObject({ orgId: into.orgId, verifiedBy: 'roster' })
    expect(await toldTo(caller)).toMatchObject([{ kind: 'application-admitted' }])
  }
  expect(await readMemberOf(nobody.caller.personId)).toBeUndefined()
})

test('what is brought to the absorbing org later stands before what it absorbed', async () => {
  const [one, into] = [await newWork(), await newWork()]
  const a = someone(['困难'])
  await addToRoster(one.orgId, [a])
  await merge(one, into)
  await addToRoster(into.orgId, [{ ...a, tags: ['劳模'] }])
  const { caller } = await applyAt(into, a)
  const member = await readMemberOf(caller.personId)
  expect(member?.tags).toEqual(['劳模'])
  expect(await readRosterEntry(into, a)).toMatchObject({ orgId: into.orgId, takenBy: member?.memberId })
  expect(await readRosterEntry(one, a)).not.toHaveProperty('takenBy')
})

test('the absorbing org’s cadre lists, finds and removes who stands on either roster', async () => {
  const [one, into] = [await newWork(), await newWork()]
  const all = Array.from({ length: 130 }, () => someone())
  await addToRoster(one.orgId, all.slice(0, 120))
  await addToRoster(into.orgId, all.slice(120))
  await merge(one, into)
  const { orgId } = into
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await ask(listRoster, { caller: cadre, query: { orgId, cursor } })
    if (isRefusal(page)) throw new Error(page.refused)
    expect(page.body.lines).toBe(130)
    seen.push(...page.body.items.map(({ entryId }) => entryId))
    cursor = page.body.cursor
  } while (cursor)
  expect(new Set(seen).size).toBe(130)
  const { name, phone } = all[0] ?? someone()
  for (const who of [{ name }, { phone }]) {
    const found = await ask(findOnRoster, { caller: cadre, body: { orgId, ...who } })
    expect(found).toMatchObject({ body: { items: [{ entryId: seen[10] }] } })
  }
  const body = { orgId, entryId: seen[10] ?? '', reason: '已离职' }
  for (const _ of [1, 2])
    expect(await ask(removeFromRoster, { caller: cadre, body })).toMatchObject({ status: 200 })
  expect((await applyAt(into, { name, phone })).state).toBe('waiting')
  expect(await ask(listRoster, { caller: cadre, query: { orgId } })).toMatchObject({ body: { lines: 129 } })
})

test.each(['before', 'after'] as const)(
  'a merger that crashes %s any of its calls goes on, and who waits is admitted once',
  async (when) => {
    for (let nth = 1; ; nth += full ? 1 : 7) {
      const [one, into] = [await newWork(), await newWork()]
      const [here, there] = [someone(), someone()]
      await addToRoster(one.orgId, [here])
      await addToRoster(into.orgId, [there])
      const waiters = [await applyAt(into, here), await applyAt(one, there)]
      const injection = crashAt(client, nth, when)
      const merged = await merge(one, into).catch(() => 'crashed')
      await minute().catch(() => 'crashed')
      injection.stop()
      if (merged === 'crashed' || isRefusal(merged as never)) await merge(one, into)
      await minute(later(instantOf(Date.now()), 10 * LEASE_MS))
      for (const { caller } of waiters) {
        expect(await readMemberOf(caller.personId)).toMatchObject({ orgId: into.orgId })
        expect(await toldTo(caller)).toHaveLength(1)
      }
      expect((await readOrgNow(into.orgId))?.absorbed).toEqual([one.orgId])
      if (injection.calls() < nth) break
    }
  },
  120_000,
)

const deeds = fc.array(
  fc.record({
    what: fc.constantFrom('merge', 'merge', 'apply', 'apply', 'apply', 'import', 'import'),
    org: fc.nat(),
    other: fc.nat(),
    who: fc.nat(),
  }),
  { minLength: 14, maxLength: 20 },
)

test('whatever is merged, imported and applied for, in the end nobody waits whom a roster names, and each by one line', async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (sequence) => {
      const orgs = await Promise.all(Array.from({ length: 4 }, newWork))
      const scenes = await Promise.all(orgs.map(async (org) => (await newJoinCode(org)).scene))
      const people = Array.from({ length: 5 }, () => someone())
      const isClosed = orgs.map(() => false)
      const named = new Map<string, Org[]>()
      const applied = new Map<string, string>()
      const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T

      for (const { what, org, other, who } of sequence) {
        const line = pick(people, who)
        const [at, to] = [pick(orgs, org), pick(orgs, other)]
        if (what === 'merge' && !isRefusal(await merge(at, to))) isClosed[org % 4] = true
        // A closed org takes no file.
        if (what === 'import' && !isClosed[org % 4]) {
          await addToRoster(at.orgId, [line])
          named.set(line.name, [...(named.get(line.name) ?? []), at])
        }
        if (what === 'apply' && !applied.has(line.name))
          applied.set(line.name, (await applyBy(pick(scenes, org), line)).caller.personId)
      }
      // Whoever waits at any of them, and on whichever roster: the last merger brings all together.
      const last = await newWork()
      for (const [i, org] of orgs.entries()) if (!isClosed[i]) await merge(org, last)
      for (const _ of [1, 2]) await minute(later(instantOf(Date.now()), LEASE_MS))

      for (const line of people) {
        const personId = applied.get(line.name)
        const member = personId === undefined ? undefined : await readMemberOf(personId)
        const entries = await Promise.all(
          [...new Set(named.get(line.name))].map(({ orgId }) => readRosterEntry({ orgId }, line)),
        )
        const takenBy = entries.flatMap((entry) => entry?.takenBy ?? [])
        const isIn = personId !== undefined && entries.length > 0
        expect(takenBy).toEqual(isIn ? [member?.memberId] : [])
        expect(member?.orgId).toBe(isIn ? last.orgId : undefined)
      }
    }),
    { seed: 20_261_122, numRuns: full ? 40 : 4, endOnFailure: true },
  )
}, 300_000)
