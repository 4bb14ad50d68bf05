/** What tests of lotteries start from: one that is published, its moments, and people who enter it. */
import { DAY_MS, HOUR_MS, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { MemberCaller } from '../../lib/caller.ts'
import { client } from '../../table/database.ts'
import { readDrop } from '../drop/drop.store.ts'
import { scheduleDrop } from '../drop/launch.ts'
import { ask, draftDrop, NOW, operatorOf, someMember } from '../drop/test-drop.ts'
import { typeDrawNumber } from './draws.ts'
import { enterDrop } from './entries.ts'
import { isLottery, type LotteryDrop } from './entry.rule.ts'

/** Entries from `NOW` for an hour; 福彩3D is drawn that evening. */
export const CLOSES: Instant = later(NOW, HOUR_MS)
export const LISTED: Instant = later(CLOSES, MINUTE_MS)
export const DRAWS: Instant = '2026-06-12T13:15:00.000Z'
export const DRAWN: Instant = later(DRAWS, 10 * MINUTE_MS)

export const plan = {
  way: 'lottery',
  draw: { issue: '2026153', drawsAt: DRAWS },
  opensAt: NOW,
  closesAt: CLOSES,
  validUntil: later(NOW, 7 * DAY_MS),
} as const

export async function lottery(stock: number, given: object = {}): Promise<LotteryDrop> {
  const { dropId } = await draftDrop({ ...plan, stock, ...given })
  await ask(scheduleDrop, { params: { dropId }, caller: operatorOf(), now: later(NOW, -HOUR_MS) })
  return lotteryAsStored(dropId)
}

export async function lotteryAsStored(dropId: string): Promise<LotteryDrop> {
  const drop = await readDrop(dropId)
  if (!drop || !isLottery(drop)) throw new Error('no lottery was published')
  return drop
}

export const enter = (drop: LotteryDrop, caller = someMember(), now = NOW) =>
  ask(enterDrop, { params: { dropId: drop.dropId }, caller, now })

/** So many members, all of whom enter. */
export async function enterAll(drop: LotteryDrop, count: number): Promise<MemberCaller[]> {
  const members = Array.from({ length: count }, someMember)
  await Promise.all(members.map((member) => enter(drop, member)))
  return members
}

export const typeNumber = (drop: LotteryDrop, digits: string, caller = operatorOf(), now = DRAWN) =>
  ask(typeDrawNumber, { params: { dropId: drop.dropId }, body: { digits }, caller, now })

/** Counts the calls to the database, by command, until it is asked. */
export function countingCalls(): () => readonly string[] {
  const calls: string[] = []
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName))
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low', name: 'count' },
  )
  return () => {
    client.middlewareStack.remove('count')
    return calls
  }
}
