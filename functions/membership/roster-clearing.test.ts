import '../../infra/local/test-table.ts'
import { instantOf, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { beforeAll, expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { crashAt } from '../../infra/local/test-faults.ts'
import { scanTable } from '../../infra/proofs/test-scan.ts'
import type { StaffCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { LEASE_MS } from '../lib/jobs.rule.ts'
import { runJobs, type Works } from '../lib/jobs.ts'
import { client } from '../table/database.ts'
import { putOrg } from './org.store.ts'
import { readOrgNow } from './org-lookup.store.ts'
import { closeOrg, mergeOrg } from './org-tree.ts'
import { addToRoster } from './roster.store.ts'
import { holdRoster } from './roster-import.store.ts'
import { admitNamedWork, clearRosterWork } from './roster-work.ts'
import { ask, makeUnion, NOW, newPhone, newStaff, type Union } from './test-union.ts'

let union: Union
let cadre: StaffCaller
beforeAll(async () => {
  union = await makeUnion()
  cadre = await newStaff('cadre', union.city)
})

let made = 0
async function newWork(lines: number): Promise<Org> {
  const org = await putOrg({
    orgId: newId('org', NOW),
    name: `关厂${++made}工会`,
    level: 'workplace',
    parentId: union.street.orgId,
  })
  const some = Array.from({ length: lines }, () => ({ name: `职工${++made}`, phone: newPhone() }))
  await addToRoster(org.orgId, some)
  return org
}

const revisionOf = async (org: Org) => (await readOrgNow(org.orgId))?.revision ?? 0
const close = async (org: Org) =>
  ask(closeOrg, { caller: cadre, params: { orgId: org.orgId }, body: { revision: await revisionOf(org) } })

const works: Works = {
  'membership.clear-roster': clearRosterWork,
  'membership.admit-named': admitNamedWork,
}
const minute = (now = instantOf(Date.now())) => runJobs({ works, clock: () => now, msLeft: () => 900_000 })

/** What the table holds of the rosters of these orgs. */
const rosterOf = async (...orgs: Org[]) =>
  [...(await scanTable()).keys()].filter(
    (key) => /^ROSTER|ROSTER$/.test(key) && orgs.some(({ orgId }) => key.includes(orgId)),
  )

test('an org that is closed keeps no roster, neither its own nor those it took over', async () => {
  const [one, into, other] = [await newWork(120), await newWork(3), await newWork(3)]
  const body = { revision: await revisionOf(one), intoId: into.orgId }
  await ask(mergeOrg, { caller: cadre, params: { orgId: one.orgId }, body })
  await minute()
  expect(await close(into)).toMatchObject({ status: 200 })
  await minute()
  expect(await rosterOf(one, into)).toEqual([])
  expect((await rosterOf(other)).length).toBeGreaterThan(3)
})

test.each(['before', 'after'] as const)(
  'a clearing that crashes %s any of its calls is gone on with',
  async (when) => {
    for (let nth = 1; ; nth += full ? 1 : 3) {
      const org = await newWork(60)
      const injection = crashAt(client, nth, when)
      await close(org).catch(() => 'crashed')
      await minute().catch(() => 'crashed')
      injection.stop()
      await close(org)
      await minute(later(instantOf(Date.now()), 10 * LEASE_MS))
      expect(await rosterOf(org)).toEqual([])
      if (injection.calls() < nth) break
    }
  },
  60_000,
)

test('who clears a roster has it: no import comes to it any more', async () => {
  const org = await newWork(3)
  expect(await holdRoster(org.orgId, newId('job', NOW))).toBe(true)
  await close(org)
  await minute()
  expect(await rosterOf(org)).toEqual([])
})
