import '../../../infra/local/test-table.ts'
import { DAY_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { commitmentOf, drawOrder, listHashOf } from '../../lib/draw.rule.ts'
import { isRefusal } from '../../lib/server.ts'
import { knownOnShow } from '../drop/drop.store.ts'
import { getDrop } from '../drop/drops.ts'
import { repairDrops } from '../drop/repair.ts'
import { ask, NOW, operatorOf, someMember } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { rowsOfDrop } from '../redemption/wallet.store.ts'
import { readDraw } from './draw.store.ts'
import { advanceDraw } from './drawing.ts'
import { getDrawDesk, getDrawFile } from './draws.ts'
import type { LotteryDrop } from './entry.rule.ts'
import {
  CLOSES,
  DRAWN,
  DRAWS,
  enter,
  enterAll,
  LISTED,
  lottery,
  lotteryAsStored,
  typeNumber,
} from './test-lottery.ts'

const bodyOf = <T extends object>(answer: T) => {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`)
  return (answer as Exclude<T, { refused: string }> & { body: never }).body
}
const file = async (drop: LotteryDrop, now = DRAWN) => {
  const answer = await ask(getDrawFile, { params: { dropId: drop.dropId }, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
const page = async (drop: LotteryDrop, caller = someMember(), now = DRAWN) => {
  const answer = await ask(getDrop, { params: { dropId: drop.dropId }, caller, now })
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}
const typed = async (...asked: Parameters<typeof typeNumber>) => {
  const answer = await typeNumber(...asked)
  return isRefusal(answer) ? answer.refused : answer.body.desk
}
/** A page may show what was true two seconds ago. */
const clock = performance.now.bind(performance)
let aheadMs = 0
vi.spyOn(performance, 'now').mockImplementation(() => clock() + aheadMs)
const secondsLater = () => {
  aheadMs += 5_000
}

test('from the scheduling to the receipts', async () => {
  const drop = await lottery(3)
  const { commitment } = await readDraw(drop.dropId)
  const before = await file(drop, NOW)
  expect(before).toMatchObject({
    commitment,
    pseudonyms: [],
    winners: [],
    units: 3,
    organiser: '南山区总工会',
  })
  expect(before.seed).toBeUndefined()

  const members = await enterAll(drop, 8)
  await repairDrops(later(NOW, MINUTE_MS))
  secondsLater()
  const [me] = members
  const entering = await page(drop, me, later(NOW, MINUTE_MS))
  expect(entering).toMatchObject({
    drop: { lottery: { step: 'entering', entrants: 8, issue: '2026153' } },
    mayI: { may: true },
  })
  expect(entering.entry?.pseudonym).toMatch(/^[0-9a-f]{32}$/)

  // Not a second before everybody who was let in is sure to be there.
  expect(await advanceDraw(drop, later(LISTED, -1))).toBe(false)
  expect((await readDraw(drop.dropId)).step).toBe('taking')
  await repairDrops(LISTED)
  secondsLater()
  const listed = await file(drop, LISTED)
  expect(listed.pseudonyms).toEqual([...listed.pseudonyms].sort())
  expect([listed.entrants, listed.listHash]).toEqual([8, listHashOf(listed.pseudonyms)])
  expect(listed.seed).toBeUndefined()
  const waiting = await page(drop, me, LISTED)
  expect(waiting.drop.lottery?.step).toBe('waiting')
  expect(listed.pseudonyms[(waiting.entry?.line ?? 0) - 1]).toBe(waiting.entry?.pseudonym)

  await typed(drop, '375', operatorOf())
  const desk = await typed(drop, '375', operatorOf())
  expect(desk).toMatchObject({ winners: 3, granted: 3, wrong: [], endedAt: DRAWN })
  secondsLater()

  const told = await file(drop)
  const seed = Buffer.from(told.seed ?? '', 'hex')
  expect(commitmentOf(seed)).toBe(commitment)
  const order = [...drawOrder(told.pseudonyms, { seed, publicNumber: '2026153:375' })].map(
    (at) => told.pseudonyms[at],
  )
  expect(told.winners).toEqual(order.slice(0, 3))

  for (const member of members) {
    const { entry, mine } = await page(drop, member)
    const position = order.indexOf(entry?.pseudonym ?? '') + 1
    expect(entry).toMatchObject({ position, won: position <= 3 })
    expect(mine).toHaveLength(position <= 3 ? 1 : 0)
  }
  await repairDrops(later(DRAWN, MINUTE_MS))
  expect(await lotteryAsStored(drop.dropId)).toMatchObject({ phase: 'closed' })
  expect(await auditDrop(drop)).toMatchObject({ added: 3, free: 0, byState: { issued: 3 }, wrong: [] })
})

test('the number is nobody’s alone: twice by the same person is once', async () => {
  const drop = await lottery(1)
  await enterAll(drop, 2)
  await advanceDraw(drop, LISTED)
  const one = operatorOf()
  await typed(drop, '375', one)
  expect(await typed(drop, '375', one)).toMatchObject({ typed: [{ mine: true, digits: '375' }], winners: 0 })
  expect((await readDraw(drop.dropId)).step).toBe('listed')
})

test('a mismatch is shown to both and neither counts until they agree', async () => {
  const drop = await lottery(1)
  await enterAll(drop, 2)
  await advanceDraw(drop, LISTED)
  const [one, other] = [operatorOf(), operatorOf()]
  await typed(drop, '375', one)
  const unseen = await ask(getDrawDesk, { params: { dropId: drop.dropId }, caller: other, now: DRAWN })
  expect(bodyOf(unseen)).toMatchObject({ desk: { typed: [{ mine: false, at: DRAWN }] } })
  expect(JSON.stringify(unseen)).not.toContain('"digits"')
  const differing = await typed(drop, '357', other)
  expect(differing).toMatchObject({ typed: [{ digits: '375' }, { digits: '357' }], winners: 0 })
  expect((await readDraw(drop.dropId)).step).toBe('listed')
  expect(await typed(drop, '375', other)).toMatchObject({ lottery: { number: '375' }, granted: 1 })
})

test('once it counts the number stays; the same once more is told the same', async () => {
  const drop = await lottery(1)
  await enterAll(drop, 2)
  await advanceDraw(drop, LISTED)
  await typed(drop, '375')
  await typed(drop, '375')
  expect(await typed(drop, '375')).toMatchObject({ lottery: { number: '375' } })
  expect(await typed(drop, '376')).toBe('draw-number-fixed')
})

test('two who type at the same instant are two', async () => {
  const drop = await lottery(1)
  await enterAll(drop, 3)
  await advanceDraw(drop, LISTED)
  await Promise.all([typed(drop, '375'), typed(drop, '375')])
  expect(await readDraw(drop.dropId)).toMatchObject({ number: '375', step: 'granted', granted: 1 })
})

test('no number before the list is out, nor before it is drawn', async () => {
  const drop = await lottery(1)
  await enterAll(drop, 2)
  expect(await typed(drop, '375')).toBe('draw-not-listed')
  await advanceDraw(drop, LISTED)
  expect(await typed(drop, '375', operatorOf(), later(DRAWS, -1))).toBe('draw-too-early')
  expect(await typed(drop, '375', operatorOf(), DRAWS)).toMatchObject({ typed: [{ digits: '375' }] })
})

test('an operator of another union types nothing here; an auditor of this one may', async () => {
  const drop = await lottery(1)
  await enterAll(drop, 2)
  await advanceDraw(drop, LISTED)
  expect(await typed(drop, '375', operatorOf('org_CITY/org_OTHER'))).toBe('org-out-of-scope')
  const { grants, ...auditor } = operatorOf()
  const audits = grants.map((grant) => ({ ...grant, role: 'auditor' as const }))
  await typed(drop, '375')
  expect(await typed(drop, '375', { ...auditor, grants: audits })).toMatchObject({ granted: 1 })
})

test('fewer entrants than units: all win, and the rest stays', async () => {
  const drop = await lottery(5)
  const members = await enterAll(drop, 2)
  await advanceDraw(drop, LISTED)
  await typed(drop, '000')
  expect(await typed(drop, '000')).toMatchObject({ winners: 2, granted: 2 })
  for (const { member } of members) expect(await rowsOfDrop(member.memberId, drop.dropId)).toHaveLength(1)
  expect(await auditDrop(drop)).toMatchObject({ free: 3, wrong: [] })
})

test('where nobody entered there is nothing to draw, and the buckets close', async () => {
  const drop = await lottery(2)
  await repairDrops(LISTED)
  expect(await lotteryAsStored(drop.dropId)).toMatchObject({ phase: 'closed' })
  expect(await readDraw(drop.dropId)).toMatchObject({ step: 'granted', winners: 0, entrants: 0 })
})

test('a lottery stays where members look until a week after its draw', async () => {
  const drawsAt = later(NOW, 10 * DAY_MS)
  const drop = await lottery(1, { draw: { issue: '2026163', drawsAt }, validUntil: later(NOW, 30 * DAY_MS) })
  const isShown = async (now: string) => {
    secondsLater()
    await repairDrops(now)
    secondsLater()
    return (await knownOnShow()).some(({ dropId }) => dropId === drop.dropId)
  }
  expect(await isShown(later(CLOSES, 8 * DAY_MS))).toBe(true)
  expect(await isShown(later(drawsAt, 8 * DAY_MS))).toBe(false)
})

test('a repeated scheduling keeps the seed that was committed to', async () => {
  const drop = await lottery(1)
  const { sealedSeed } = await readDraw(drop.dropId)
  const { commitToSeed } = await import('./draw.store.ts')
  await commitToSeed(drop, later(NOW, DAY_MS))
  expect((await readDraw(drop.dropId)).sealedSeed).toBe(sealedSeed)
})

test('a row that comes after the list is out is in no list, whoever is asked', async () => {
  const drop = await lottery(1)
  await enterAll(drop, 2)
  await advanceDraw(drop, LISTED)
  const late = someMember()
  await enter(drop, late, later(CLOSES, -1))
  secondsLater()
  expect((await page(drop, late, LISTED)).entry).toBeUndefined()
  expect((await file(drop, LISTED)).entrants).toBe(2)
})
