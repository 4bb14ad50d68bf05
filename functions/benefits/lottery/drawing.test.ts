import '../../../infra/local/test-table.ts'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { Crash, crashAt } from '../../../infra/local/test-faults.ts'
import { drawOrder, listHashOf } from '../../lib/draw.rule.ts'
import { pseudonymsIn, rollOf, rollOfMembers } from '../../lib/roll.rule.ts'
import { client } from '../../table/database.ts'
import { claimantAt } from '../claim/bucket.rule.ts'
import { readBuckets } from '../claim/bucket.store.ts'
import { operatorOf, someMember } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { publicNumberOf } from './draw.rule.ts'
import { publishList, putPart, readDraw, readPart, seedOf } from './draw.store.ts'
import { advanceDraw } from './drawing.ts'
import { pseudonymIn } from './entries.store.ts'
import type { LotteryDrop } from './entry.rule.ts'
import { countingCalls, DRAWN, enterAll, LISTED, lottery, typeNumber } from './test-lottery.ts'

const UNITS = 3
const ENTRANTS = 7

/** Runs something of which the n-th call dies; whoever called it hears nothing. */
async function dying(nth: number, when: 'before' | 'after', work: () => Promise<unknown>): Promise<void> {
  const injection = crashAt(client, nth, when)
  await work().catch((error) => {
    if (!(error instanceof Crash)) throw error
  })
  injection.stop()
}

async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const counted = countingCalls()
  await work()
  return counted().length
}

/** The draw is over, and those who hold a unit are exactly those whom the rule, by hand, lets win. */
async function expectDrawn(drop: LotteryDrop, members: readonly string[]): Promise<void> {
  const draw = await readDraw(drop.dropId)
  expect(draw).toMatchObject({ step: 'granted', entrants: ENTRANTS, granted: UNITS, wrong: [] })
  const { listHash = '', number = '' } = draw
  const list = pseudonymsIn(await readPart({ dropId: drop.dropId, listHash, roll: 'LIST', part: 0 }))
  const names = new Map(members.map((memberId) => [pseudonymIn(drop.dropId, memberId), memberId]))
  expect([...names.keys()].sort()).toEqual(list)
  const lots = { seed: seedOf(draw), publicNumber: publicNumberOf(drop.draw.issue, number) }
  const winners = [...drawOrder(list, lots)].slice(0, UNITS).map((at) => names.get(list[at] ?? ''))
  const places = (await readBuckets(drop.dropId, drop.buckets)).flatMap((bucket) => bucket.places)
  expect(places.map((element) => claimantAt(element).memberId).sort()).toEqual(winners.sort())
  expect(await auditDrop(drop)).toMatchObject({
    added: UNITS,
    byState: { issued: UNITS },
    withoutRow: 0,
    wrong: [],
  })
}

/** A lottery whose list is out, made without reading sixty shards for each run. */
async function listedLottery() {
  const drop = await lottery(UNITS)
  const { dropId } = drop
  const members = Array.from({ length: ENTRANTS }, () => someMember().member.memberId)
  const entries = members
    .map((memberId) => ({ memberId, pseudonym: pseudonymIn(dropId, memberId) }))
    .sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1))
  const pseudonyms = entries.map(({ pseudonym }) => pseudonym)
  const listHash = listHashOf(pseudonyms)
  await putPart({ dropId, listHash, part: 0, roll: 'LIST' }, rollOf(pseudonyms), drop)
  const theirs = rollOfMembers(entries.map(({ memberId }) => memberId))
  await putPart({ dropId, listHash, part: 0, roll: 'MEMBERS' }, theirs, drop)
  const firsts = rollOf(pseudonyms.slice(0, 1))
  const list = { listHash, listedAt: LISTED, entrants: ENTRANTS, units: UNITS, parts: 1, listFirsts: firsts }
  expect(await publishList(dropId, list)).toBe(true)
  return { drop, members }
}

async function someLottery() {
  const drop = await lottery(UNITS)
  const members = (await enterAll(drop, ENTRANTS)).map(({ member }) => member.memberId)
  return { drop, members }
}

/** To die after one call or before the next leaves the same behind, where calls follow each other: once is enough every day. */
const accidents = (points: readonly number[]) =>
  points.flatMap((nth) => [...(full || nth === 1 ? [[nth, 'before'] as const] : []), [nth, 'after'] as const])

test('whichever call of the listing dies, the next run publishes one list, and nobody is lost', async () => {
  const first = await someLottery()
  const calls = await callsOf(() => advanceDraw(first.drop, LISTED))
  // The reading of the shards, in the middle, is the same call over and over.
  const all = Array.from({ length: calls }, (_, i) => i + 1)
  const points = full ? all : [...all.slice(0, 2), ...all.slice(-7)]
  for (const [nth, when] of accidents(points)) {
    const { drop, members } = await someLottery()
    await dying(nth, when, () => advanceDraw(drop, LISTED))
    await advanceDraw(drop, LISTED)
    const { step, entrants } = await readDraw(drop.dropId)
    expect([nth, when, step, entrants]).toEqual([nth, when, 'listed', members.length])
  }
})

test('whichever call of the draw or the granting dies, the next run goes on: who won has one unit, who lost none', async () => {
  const first = await listedLottery()
  await typeNumber(first.drop, '375')
  const calls = await callsOf(() => typeNumber(first.drop, '375'))
  await expectDrawn(first.drop, first.members)
  expect(calls).toBeGreaterThan(15)
  for (const [nth, when] of accidents(Array.from({ length: calls }, (_, i) => i + 1))) {
    const { drop, members } = await listedLottery()
    const second = operatorOf()
    await typeNumber(drop, '375')
    await dying(nth, when, () => typeNumber(drop, '375', second))
    // Who heard nothing types again; the minute's job does the rest.
    await typeNumber(drop, '375', second)
    await advanceDraw(drop, DRAWN)
    await expectDrawn(drop, members)
  }
})

test('two jobs at once draw one draw, and nobody twice', async () => {
  const { drop, members } = await someLottery()
  await Promise.all([advanceDraw(drop, LISTED), advanceDraw(drop, LISTED)])
  await typeNumber(drop, '375')
  await Promise.all([typeNumber(drop, '375'), advanceDraw(drop, DRAWN), advanceDraw(drop, DRAWN)])
  await advanceDraw(drop, DRAWN)
  await expectDrawn(drop, members)
})

test('a run that has no time left leaves the rest to the next', async () => {
  const { drop, members } = await someLottery()
  await advanceDraw(drop, LISTED)
  await typeNumber(drop, '375')
  const hurried = { untilMs: 0, most: Number.POSITIVE_INFINITY }
  expect(await advanceDraw(drop, DRAWN, hurried)).toBe(false)
  await typeNumber(drop, '375')
  expect(await advanceDraw(drop, DRAWN)).toBe(true)
  await expectDrawn(drop, members)
})

test('a draw among more than may be waited for is left to the job', async () => {
  const { drop } = await someLottery()
  await advanceDraw(drop, LISTED)
  expect(await advanceDraw(drop, DRAWN, { untilMs: Number.POSITIVE_INFINITY, most: 1 })).toBe(false)
})
