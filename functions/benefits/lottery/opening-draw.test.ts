import '../../../infra/local/test-table.ts'
import { later } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { full } from '../../../infra/local/test-effort.ts'
import { Crash, crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { client } from '../../table/database.ts'
import { claimDrop } from '../claim/claim.ts'
import type { OpeningDrop } from '../drop/drop.rule.ts'
import { forgetDrop } from '../drop/drop.store.ts'
import { ask, someMember } from '../drop/test-drop.ts'
import { auditDrop } from '../figures/audit.ts'
import { readDraw } from './draw.store.ts'
import { forgetOpening } from './opening.store.ts'
import { advanceOpening } from './opening-draw.ts'
import { countingCalls } from './test-lottery.ts'
import * as t from './test-opening.ts'

const UNITS = 3
const ENTRANTS = 6

/** One whose n-th call dies while asking; who asked hears nothing. */
async function dying(nth: number, when: 'before' | 'after', work: () => Promise<unknown>): Promise<void> {
  const injection = crashAt(client, nth, when)
  await work().catch((error) => {
    if (!(error instanceof Crash)) throw error
  })
  injection.stop()
}

/** What a function that died knew is gone with it. */
function anotherFunction(drop: OpeningDrop) {
  forgetDrop(drop.dropId)
  forgetOpening(drop.dropId)
}

/** The books and every answer against the rule, reckoned by hand. */
async function expectTrue(drop: OpeningDrop, members: readonly MemberCaller[], at: string): Promise<void> {
  // Whose share of the time was up left the rest to the next.
  await t.drawnFully(drop, at)
  const ids = members.map(({ member }) => member.memberId)
  const winners = await t.winnersByHand(drop, ids, UNITS)
  expect(await t.holdersOf(drop)).toEqual(winners)
  const said = await Promise.all(members.map(async (member) => t.word(await t.join(drop, member, at))))
  expect(said).toEqual(ids.map((id) => (winners.includes(id) ? 'won' : 'not-drawn')))
  expect(await readDraw(drop.dropId)).toMatchObject({ step: 'granted', entrants: ENTRANTS, granted: UNITS })
  expect(await auditDrop(drop)).toMatchObject({
    added: UNITS,
    byState: { issued: UNITS },
    withoutRow: 0,
    wrong: [],
  })
}

test(
  'whichever call dies while one of them asks, the others find it drawn: no winner without a unit, no unit twice',
  async () => {
    const first = await t.opening(UNITS)
    const everybody = await t.joinAll(first, ENTRANTS)
    const counted = countingCalls()
    await t.join(first, everybody[0], t.DUE)
    const calls = counted().length
    await expectTrue(first, everybody, t.AFTER)
    // The shards in the middle are the same calls over and over: every day a few of them, all of them in the long run.
    const all = Array.from({ length: calls }, (_, i) => i + 1)
    const points = full ? all : [1, 2, 3, 20, ...all.slice(-24).filter((_, i) => i % 5 === 0)]
    for (const nth of points) {
      for (const when of full ? (['before', 'after'] as const) : (['after'] as const)) {
        const drop = await t.opening(UNITS)
        const members = await t.joinAll(drop, ENTRANTS)
        await dying(nth, when, () => t.join(drop, members[nth % ENTRANTS], t.DUE))
        anotherFunction(drop)
        // The lease of who died runs out; then one after the other comes.
        for (let second = 11; second < 13; second++)
          await t.join(drop, members[second % ENTRANTS], later(t.DUE, second * 1_000))
        await expectTrue(drop, members, t.AFTER)
      }
    }
  },
  full ? 600_000 : 60_000,
)

test('a crowd that asks at once, late-comers among them: one draw, and everybody’s answer is true', async () => {
  const drop = await t.opening(UNITS)
  const members = await t.joinAll(drop, ENTRANTS)
  const heard = new Map<string, Set<string>>()
  for (let round = 0; round < 6; round++) {
    const at = later(t.DUE, round * 300)
    const strangers = Array.from({ length: 5 }, () => someMember())
    await Promise.all([
      ...[...members, ...members].map(async (member) => {
        const id = member.member.memberId
        heard.set(id, (heard.get(id) ?? new Set()).add(t.word(await t.join(drop, member, at))))
      }),
      ...strangers.map(async (caller) => {
        const answer = await ask(claimDrop, { params: { dropId: drop.dropId }, caller, now: at, body: {} })
        expect('refused' in answer && ['busy', 'drop-sold-out'].includes(answer.refused)).toBe(true)
      }),
    ])
  }
  await expectTrue(drop, members, t.AFTER)
  for (const words of heard.values()) expect([...words].filter((word) => word !== 'busy')).toHaveLength(1)
})

test('two who draw at once draw one draw, and one whose time is up leaves the rest to the next', async () => {
  const drop = await t.opening(UNITS)
  const members = await t.joinAll(drop, ENTRANTS)
  expect(await advanceOpening(drop, t.DUE, 0)).toBe(false)
  await Promise.all([advanceOpening(drop, t.DUE), advanceOpening(drop, t.DUE)])
  // The two may have been in each other's way, and left something to the next.
  expect(await advanceOpening(drop, t.DUE)).toBe(true)
  await expectTrue(drop, members, t.AFTER)
})

test('nothing is listed before the list is due', async () => {
  const drop = await t.opening(UNITS)
  await t.joinAll(drop, 1)
  expect(await advanceOpening(drop, later(t.DUE, -1))).toBe(false)
  expect((await readDraw(drop.dropId)).parts).toBe(0)
})
