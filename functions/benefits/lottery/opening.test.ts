import '../../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { checksOf, joined } from '../../../infra/rehearsal/draw-file.ts'
import { isRefusal } from '../../lib/server.ts'
import { claimDrop } from '../claim/claim.ts'
import { changeStock } from '../claim/stock-change.ts'
import { closeDrop, pauseDrop, resumeDrop } from '../drop/launch.ts'
import { repairDrops } from '../drop/repair.ts'
import { ask, NOW, operatorOf, publishedDrop, someMember } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { getDrawFile } from './draws.ts'
import { countEntries, pseudonymIn, putEntry } from './entries.store.ts'
import { countingCalls } from './test-lottery.ts'
import * as t from './test-opening.ts'

const claim = ({ dropId }: { dropId: string }, caller = someMember(), now = t.AFTER, body = {}) =>
  ask(claimDrop, { params: { dropId }, caller, now, body })
const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)

test('a tap in the window is an entry: one call, and the same one for whoever taps again', async () => {
  const drop = await t.opening(2)
  const me = someMember()
  const first = await t.join(drop, me)
  const calls = countingCalls()
  const again = await t.join(drop, me, later(NOW, 4_999))
  expect(calls()).toEqual(['PutItemCommand'])
  expect([code(first), code(again)]).toEqual([201, 200])
  expect(first).toMatchObject({ body: { step: 'entered', drawsAt: t.DUE } })
  expect(isRefusal(again) || again.body).toMatchObject({ enteredAt: NOW })
  expect(await countEntries(drop.dropId)).toBe(1)
})

test('before the opening and from the last instant of the window on nobody comes in', async () => {
  const drop = await t.opening(2)
  expect(t.word(await t.join(drop, someMember(), later(NOW, -1)))).toBe('drop-not-open')
  expect(t.word(await t.join(drop, someMember(), later(t.GATHERED, -1)))).toBe('entered')
  expect(t.word(await t.join(drop, someMember(), t.GATHERED))).toBe('opening-over')
})

test('only whom the drop is for is let in', async () => {
  const drop = await t.opening(2, { audience: { orgIds: ['org_DISTRICT'], tags: ['劳模'] } })
  expect(t.word(await t.join(drop))).toBe('audience-tag')
})

test('who asks after the window and before the draw is told to be in, or that nobody knows yet', async () => {
  const drop = await t.opening(1)
  const [me] = await t.joinAll(drop, 2)
  expect(t.word(await t.join(drop, me, later(t.DUE, -1_001)))).toBe('entered')
  expect(t.word(await t.join(drop, me, later(t.DUE, -1)))).toBe('busy')
})

test('whoever comes first after the window draws; each is told the truth, and the winners hold their units', async () => {
  const drop = await t.opening(3)
  const members = await t.joinAll(drop, 9)
  const words: string[] = []
  for (const member of members) words.push(await t.fare(drop, member, t.DUE))
  expect(words.filter((word) => word === 'won')).toHaveLength(3)
  expect(words.filter((word) => word === 'not-drawn')).toHaveLength(6)
  const ids = members.map(({ member }) => member.memberId)
  const won = ids.filter((_, at) => words[at] === 'won').sort()
  expect(won).toEqual(await t.winnersByHand(drop, ids, 3))
  expect(await t.holdersOf(drop)).toEqual(won)
  expect(await auditDrop(drop)).toMatchObject({ added: 3, free: 0, byState: { issued: 3 }, wrong: [] })
  // The same to whoever asks again, also long after.
  expect(t.word(await t.join(drop, members[0], t.AFTER))).toBe(words[0])
})

test('who did not win reads among how many, for how many, and the own lot beside the last that won', async () => {
  const drop = await t.opening(1)
  const members = await t.joinAll(drop, 3)
  const answers = await Promise.all(members.map((member) => t.join(drop, member, t.DUE)))
  // Those who asked while another drew know nothing yet.
  await t.drawnFully(drop, t.DUE)
  const asked = await Promise.all(members.map((member) => t.join(drop, member, later(t.DUE, 1_000))))
  expect(answers.map(t.word)).toContain('busy')
  const lost = asked.flatMap((answer) =>
    !isRefusal(answer) && answer.body.step === 'not-drawn' ? [answer.body.outcome] : [],
  )
  expect(lost).toHaveLength(2)
  for (const { entrants, units, lot, lastLot } of lost) {
    expect([entrants, units]).toEqual([3, 1])
    expect(lot > lastLot).toBe(true)
  }
})

test('until the winners have their units nobody else gets one; then what is left is for who comes first', async () => {
  const drop = await t.opening(3)
  const [me] = await t.joinAll(drop, 1)
  expect(code(await claim(drop, someMember(), NOW))).toBe('drop-gathering')
  expect(code(await claim(drop, someMember(), t.GATHERED))).toBe('busy')
  expect(await t.fare(drop, me, t.DUE)).toBe('won')
  await t.drawnFully(drop, t.AFTER)
  expect([code(await claim(drop)), code(await claim(drop)), code(await claim(drop))]).toEqual([
    201,
    201,
    'drop-sold-out',
  ])
  expect(code(await claim(drop, me))).toBe(200)
  expect(await auditDrop(drop)).toMatchObject({ added: 3, byState: { issued: 3 }, wrong: [] })
})

test('with nobody in the list all is left to who comes first; who comes late opens it', async () => {
  const drop = await t.opening(1)
  expect(t.word(await t.join(drop, someMember(), t.DUE))).toBe('opening-over')
  await t.drawnFully(drop, t.AFTER)
  expect(code(await claim(drop))).toBe(201)
})

test('an opening that nobody came back to is drawn by the minute’s job', async () => {
  const drop = await t.opening(2)
  const members = await t.joinAll(drop, 4)
  await repairDrops(t.AFTER)
  const ids = members.map(({ member }) => member.memberId)
  expect(await t.holdersOf(drop)).toEqual(await t.winnersByHand(drop, ids, 2))
  expect(await t.openingStored(drop.dropId)).toMatchObject({ openingOver: true })
})

test('an entry that came after the list was read is not in it, and is not told to be', async () => {
  const drop = await t.opening(5)
  await t.joinAll(drop, 2)
  await t.drawnFully(drop, t.DUE)
  const late = someMember()
  const { memberId, orgPath } = late.member
  const pseudonym = pseudonymIn(drop.dropId, memberId)
  await putEntry(drop, { pseudonym, memberId, orgPath, enteredAt: NOW })
  expect(t.word(await t.join(drop, late, t.AFTER))).toBe('opening-over')
  expect(await t.holdersOf(drop)).toHaveLength(2)
})

test('while it is paused nothing is drawn, and after that it goes on', async () => {
  const drop = await t.opening(1)
  const [me] = await t.joinAll(drop, 1)
  const step = (which: typeof pauseDrop) =>
    ask(which, { params: { dropId: drop.dropId }, caller: operatorOf(), now: t.GATHERED })
  await step(pauseDrop)
  expect(t.word(await t.join(drop, me, t.DUE))).toBe('drop-paused')
  await repairDrops(t.DUE)
  expect(await t.holdersOf(drop)).toEqual([])
  await step(resumeDrop)
  expect(await t.fare(drop, me, t.AFTER)).toBe('won')
})

test('an opening that is closed before its draw gives nothing, and says so', async () => {
  const drop = await t.opening(1)
  const [me] = await t.joinAll(drop, 1)
  await ask(closeDrop, { params: { dropId: drop.dropId }, caller: operatorOf(), now: t.GATHERED })
  expect(t.word(await t.join(drop, me, t.DUE))).toBe('drop-closed')
  await repairDrops(t.AFTER)
  expect(t.word(await t.join(drop, me, t.AFTER))).toBe('drop-closed')
  expect(await t.holdersOf(drop)).toEqual([])
})

test('what is drawn for stands still from the first entry until the last winner has a unit', async () => {
  const drop = await t.opening(2, { ceiling: 9 })
  await t.joinAll(drop, 1)
  const restock = async (seen: number, now: string) =>
    code(
      await ask(changeStock, {
        params: { dropId: drop.dropId },
        caller: operatorOf(),
        body: { seen, wanted: seen + 1, reason: '加场' },
        key: `key-${seen}-${now}`,
        now,
      }),
    )
  expect(await restock(2, NOW)).toBe('drop-step-impossible')
  await t.drawnFully(drop, t.DUE)
  expect(await restock(2, t.AFTER)).toBe(200)
})

test('the public file lets anybody draw it again; before the draw it tells the commitment alone', async () => {
  const drop = await t.opening(3)
  const members = await t.joinAll(drop, 8)
  const part = async (at: number) => {
    const answer = await ask(getDrawFile, {
      params: { dropId: drop.dropId },
      query: { part: at },
      now: t.AFTER,
    })
    if (isRefusal(answer)) throw new Error(answer.refused)
    return answer.body
  }
  expect(await part(0)).toMatchObject({ parts: 1, pseudonyms: [], winners: [] })
  await t.drawnFully(drop, t.AFTER)
  const texts = await Promise.all(Array.from({ length: 8 }, async (_, at) => JSON.stringify(await part(at))))
  const file = joined(texts)
  expect(checksOf(file).filter(({ holds }) => !holds)).toEqual([])
  expect(file).toMatchObject({ entrants: 8, units: 3, parts: 8 })
  expect(file.pseudonyms).toEqual(
    members.map(({ member }) => pseudonymIn(drop.dropId, member.memberId)).sort(),
  )
  const forged = { ...file, winners: file.pseudonyms.slice(0, 3) }
  expect(checksOf(forged).every(({ holds }) => holds)).toBe(forged.winners.join() === file.winners.join())
})

test('a drop without the option is claimed as ever, and has no opening to join', async () => {
  const drop = await publishedDrop({ stock: 1 })
  expect(t.word(await t.join(drop))).toBe('drop-no-opening')
  await claim(drop, someMember(), NOW)
  const other = await publishedDrop({ stock: 40 })
  await claim(other, someMember(), NOW)
  const calls = countingCalls()
  await claim(other, someMember(), NOW)
  expect(calls()).toEqual(['UpdateItemCommand', 'PutItemCommand'])
})
