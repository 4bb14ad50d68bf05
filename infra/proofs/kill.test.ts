/** `kill -9` of the database and of the server in the middle of a race: what was promised before it holds after it. */
import './test-machine.ts'
import { uncoverVoucher } from '@gonghui/shared/benefits/vouchers'
import { instantOf } from '@gonghui/shared/lib/instant'
import { beforeAll, expect, test } from 'vitest'
import { readDrop } from '../../functions/benefits/drop/drop.store.ts'
import { repairDrops } from '../../functions/benefits/drop/repair.ts'
import { auditDrop } from '../../functions/benefits/figures/audit.ts'
import { inParallel, reckon, type Told, tap } from './test-crowd.ts'
import * as machine from './test-machine.ts'
import { type Member, told } from './test-people.ts'
import { enrolMembers, makeWorld, openDrop, type World } from './test-world.ts'

const UNITS = 50
let world: World
let members: Member[]

beforeAll(async () => {
  world = await makeWorld(machine.machine)
  members = await enrolMembers(world, 80, world.here)
})

/** Kills and restarts, each once so many taps have their answer; the crowd goes on all the while. */
const accidents = [
  { after: 6, kill: machine.killDatabase, start: machine.startMachineDatabase },
  { after: 18, kill: machine.killServer, start: machine.startServer },
  { after: 30, kill: machine.killDatabase, start: machine.startMachineDatabase },
  { after: 42, kill: machine.killServer, start: machine.startServer },
]

async function raceWithAccidents(dropId: string): Promise<Told[]> {
  const taps = members.flatMap((member) => [member, member, member])
  const pending = [...accidents]
  let answered = 0
  let repair: Promise<void> = Promise.resolve()
  const answers = await inParallel(taps, 40, async (member) => {
    const answer = await tap(member, dropId)
    answered++
    const accident = pending[0]
    if (accident && answered >= accident.after) {
      pending.shift()
      // One after the other: a server that comes up needs the database to be there.
      repair = repair.then(accident.kill).then(accident.start)
    }
    return answer
  })
  await repair
  expect(pending).toEqual([])
  return answers
}

test('with the database and the server killed twice each, 50 units become 50 vouchers, and nobody is told two things', async () => {
  const codes = Array.from({ length: UNITS }, (_, i) => `FILM-${1_000 + i}`)
  const dropId = await openDrop(world.here, { stock: UNITS, codes })
  const during = await raceWithAccidents(dropId)
  const after = await inParallel(members, 20, (member) => tap(member, dropId, true))

  const { vouchers, winners, torn, refusals } = reckon([...during, ...after])
  expect([vouchers.length, winners.size]).toEqual([UNITS, UNITS])
  expect(torn).toEqual([])
  expect(refusals).toEqual(['drop-sold-out'])

  await repairDrops(instantOf(Date.now()))
  const drop = await readDrop(dropId)
  if (!drop) throw new Error('the drop is gone')
  expect(await auditDrop(drop)).toMatchObject({
    wrong: [],
    added: UNITS,
    free: 0,
    inTransit: 0,
    byState: { issued: UNITS },
    withoutRow: 0,
  })
  const won = after.filter(({ voucherId }) => voucherId !== undefined)
  const uncovered = await inParallel(won, 16, async ({ member, voucherId = '' }) =>
    told(member, uncoverVoucher, { params: { voucherId } }),
  )
  expect(uncovered.map(({ body }) => body.code).sort()).toEqual(codes)
})
