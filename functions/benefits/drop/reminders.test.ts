import '../../../infra/local/test-table.ts'
import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { HOUR_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { crashAt } from '../../../infra/local/test-faults.ts'
import { isRefusal } from '../../lib/server.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { client, database, TABLE } from '../../table/database.ts'
import type { Drop } from './drop.rule.ts'
import { moveDrop } from './drop.store.ts'
import { getDrop } from './drops.ts'
import { askReminder, dropReminder } from './reminders.ts'
import { remindOfOpenings } from './reminding.ts'
import { ask, NOW, publishedDrop, someMember, toldTo } from './test-drop.ts'

type Member = ReturnType<typeof someMember>

const OPENS = later(NOW, HOUR_MS)
const DUE = later(OPENS, -10 * MINUTE_MS)

const coming = (given: Partial<Drop> = {}) =>
  publishedDrop({ opensAt: OPENS, closesAt: later(OPENS, HOUR_MS), ...given })
const wish = ({ dropId }: Drop, caller: Member, now: Instant = NOW) =>
  ask(askReminder, { params: { dropId }, caller, now })
const undo = ({ dropId }: Drop, caller: Member) => ask(dropReminder, { params: { dropId }, caller })
const walk = (now: Instant = DUE) => remindOfOpenings({ clock: () => now, msLeft: () => 900_000 })
async function reminded({ dropId }: Drop, caller: Member, now: Instant = NOW) {
  const answer = await ask(getDrop, { params: { dropId }, caller, now })
  return isRefusal(answer) ? answer.refused : answer.body.reminded
}

test('who asked is told ten minutes before the opening, once, and nobody else is', async () => {
  const drop = await coming()
  const [one, other] = [someMember(), someMember()]
  expect(await reminded(drop, one)).toBe(false)
  expect(await wish(drop, one)).toMatchObject({ body: { reminded: true } })
  expect(await wish(drop, one), 'again').toMatchObject({ body: { reminded: true } })
  expect(await reminded(drop, one)).toBe(true)
  await walk(later(DUE, -1))
  expect(await toldTo(one)).toEqual([])
  await walk()
  await walk(later(DUE, MINUTE_MS))
  expect(await toldTo(one)).toMatchObject([
    { kind: 'opening-soon', dropId: drop.dropId, title: drop.title, opensAt: OPENS, at: DUE },
  ])
  expect(await toldTo(other)).toEqual([])
})

test('who thought again is not told', async () => {
  const drop = await coming()
  const member = someMember()
  await wish(drop, member)
  expect(await undo(drop, member)).toMatchObject({ body: { reminded: false } })
  expect(await undo(drop, member), 'again').toMatchObject({ body: { reminded: false } })
  expect(await reminded(drop, member)).toBe(false)
  await walk()
  expect(await toldTo(member)).toEqual([])
})

test('from ten minutes before it there is no reminder to ask for; a drop that is not to be seen is unknown', async () => {
  const drop = await coming()
  expect(await wish(drop, someMember(), later(DUE, -1))).toMatchObject({ status: 200 })
  expect(await wish(drop, someMember(), DUE)).toMatchObject({ refused: 'reminder-late' })
  expect(await reminded(drop, someMember(), DUE)).toBeUndefined()
  const unknown = { ...drop, dropId: 'drp_01J00000000000000000000000' }
  expect(await wish(unknown, someMember())).toMatchObject({ refused: 'drop-unknown' })
})

test('nobody is told of one that is paused until it goes on, nor after it has opened', async () => {
  const drop = await coming()
  const member = someMember()
  await wish(drop, member)
  await moveDrop(drop.dropId, 'scheduled', 'paused')
  await walk()
  expect(await toldTo(member)).toEqual([])
  await moveDrop(drop.dropId, 'paused', 'scheduled')
  await walk(OPENS)
  expect(await toldTo(member)).toEqual([])
  await walk(later(OPENS, -1))
  expect(await toldTo(member)).toHaveLength(1)
})

test('somebody whose own rows are erased is told nothing, and is in nobody’s way', async () => {
  const drop = await coming()
  const member = someMember()
  const { dropId } = drop
  await wish(drop, member)
  const { personId } = member
  const Key = keyOf('a person’s wish to be reminded of a drop', { dropId, personId })
  await database.send(new DeleteCommand({ TableName: TABLE, Key }))
  await walk()
  expect(await toldTo(member)).toEqual([])
})

test('two who walk at once tell each member once', async () => {
  const drop = await coming()
  const members = Array.from({ length: 30 }, someMember)
  await Promise.all(members.map((member) => wish(drop, member)))
  await Promise.all([walk(), walk(), walk()])
  for (const member of members) expect(await toldTo(member)).toHaveLength(1)
})

test.each(['before', 'after'] as const)(
  'a crash %s any call of a walk tells nobody twice, and the next tells all',
  async (when) => {
    for (let nth = 1; ; nth += full ? 1 : 13) {
      const drop = await coming()
      const members = [someMember(), someMember()]
      for (const member of members) await wish(drop, member)
      const crash = crashAt(client, nth, when)
      await walk().catch(() => undefined)
      crash.stop()
      await walk()
      for (const member of members) expect(await toldTo(member), `call ${nth}`).toHaveLength(1)
      await moveDrop(drop.dropId, 'scheduled', 'closed')
      if (crash.calls() < nth) break
    }
  },
)
