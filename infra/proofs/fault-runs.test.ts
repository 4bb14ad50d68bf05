import '../local/test-table.ts'
import { claimDrop } from '@gonghui/functions/benefits/claim/claim'
import { repairBuckets } from '@gonghui/functions/benefits/drop/closing'
import type { Drop } from '@gonghui/functions/benefits/drop/drop.rule'
import { ask, NOW, publishedDrop, someMember } from '@gonghui/functions/benefits/drop/test-drop'
import { auditDrop } from '@gonghui/functions/benefits/figures/audit'
import type { MemberCaller } from '@gonghui/functions/lib/caller'
import { isRefusal } from '@gonghui/functions/lib/server'
import { client } from '@gonghui/functions/table/database'
import { expect, test } from 'vitest'
import { full } from '../local/test-effort.ts'

/**
 * Seeded runs of a small drop under faults: any database call may die before it was carried out, or after, with
 * nobody hearing of it. Every member asks until there is an answer, as the client does.
 */
const RUNS = full ? 1_000 : 60

/** Mulberry32: small, seeded, good enough to scatter faults. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

class Died extends Error {}

/** From now on calls die at random. Answers how to stop that. */
function dying(random: () => number, share: number): () => void {
  const name = 'dying'
  client.middlewareStack.add(
    (next) => async (args) => {
      if (random() < share) throw new Died('before the call')
      const answer = await next(args)
      if (random() < share) throw new Died('after the call')
      return answer
    },
    { step: 'finalizeRequest', priority: 'low', name },
  )
  return () => client.middlewareStack.remove(name)
}

type Told = string

/** What a member is told in the end: a voucher’s id, or why not. */
async function tapUntilTold(drop: Drop, caller: MemberCaller): Promise<Told> {
  for (let tries = 0; ; tries++) {
    const body = tries > 0 ? { retry: true } : {}
    const answer = await ask(claimDrop, { params: { dropId: drop.dropId }, caller, body }).catch(
      (error: Error) => {
        if (!(error instanceof Died)) throw error
      },
    )
    if (!answer) continue
    if (!isRefusal(answer)) return answer.body.voucher.voucherId
    if (answer.refused !== 'busy') return answer.refused
  }
}

async function run(seed: number): Promise<void> {
  const random = chance(seed)
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const stock = between(1, 5)
  const drop = await publishedDrop({ stock, ceiling: between(1, 4) * 32 })
  const members = Array.from({ length: between(1, 8) }, someMember)
  const taps = members.flatMap((member) => Array.from({ length: between(1, 3) }, () => member))
  const stop = dying(random, 0.12)
  const told = await Promise.all(
    taps.map(async (member) => ({ member, said: await tapUntilTold(drop, member) })),
  )
  stop()

  await repairBuckets(drop, NOW)
  const balance = await auditDrop(drop)
  expect(balance, `seed ${seed}`).toMatchObject({ added: stock, inTransit: 0, withoutRow: 0, wrong: [] })
  const won = told.filter(({ said }) => said.startsWith('vch_'))
  expect(new Set(won.map(({ said }) => said)).size, `seed ${seed}`).toBe(Math.min(stock, members.length))
  // Each member hears one thing, however often they tapped; “sold out” only if it is.
  for (const member of members) {
    const heard = new Set(told.filter((one) => one.member === member).map(({ said }) => said))
    expect(heard.size, `seed ${seed}`).toBe(1)
    if (heard.has('drop-sold-out')) expect(balance.free, `seed ${seed}`).toBe(0)
  }
}

test(`${RUNS} seeded runs under faults: no oversell, nobody twice, no lost unit, no false answer`, async () => {
  for (let seed = 1; seed <= RUNS; seed++) await run(seed)
})
