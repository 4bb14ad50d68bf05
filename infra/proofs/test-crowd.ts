/** Many at once, bounded where it must be. */
import { claimDrop } from '@gonghui/shared/benefits/claim'
import { ask, type Member, problemOf } from './test-people.ts'

/** Runs `work` over `items`, at most `atOnce` under way, results in the items' order. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
  return results
}

/** What a member was told in the end of one tap: the voucher, or the code of the refusal. */
export interface Told {
  readonly member: Member
  readonly status: number
  readonly voucherId?: string
  readonly refused?: string
}

const soon = (tries: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(500, 10 * 2 ** tries)))

/**
 * Taps as the client does: while nothing is known (busy, turned away, unreachable) it asks again, and says that it is
 * a retry. It waits shorter than it is told to, which is harder on the product.
 */
export async function tap(member: Member, dropId: string, retry = false): Promise<Told> {
  for (let tries = 0; ; tries++) {
    const again = retry || tries > 0
    const came = await ask(member, claimDrop, { params: { dropId }, body: again ? { retry: true } : {} })
    if (came.kind === 'answer') return { member, status: came.status, voucherId: came.body.voucher.voucherId }
    const problem = problemOf(came)
    // A fault of ours is a finding: it is not asked away.
    if (problem && (came.kind === 'refused' || problem.code === 'fault'))
      return { member, status: problem.status, refused: problem.code }
    await soon(tries)
  }
}

/** The vouchers that each member was told of, and whether anybody was told two different things. */
export function reckon(answers: readonly Told[]) {
  const byMember = new Map<string, Set<string>>()
  for (const { member, voucherId, refused } of answers) {
    const heard = byMember.get(member.memberId) ?? new Set()
    byMember.set(member.memberId, heard.add(voucherId ?? refused ?? ''))
  }
  const winners = [...byMember].filter(([, heard]) => [...heard].some((one) => one.startsWith('vch_')))
  return {
    vouchers: [...new Set(answers.flatMap(({ voucherId }) => voucherId ?? []))],
    winners: new Set(winners.map(([memberId]) => memberId)),
    /** Members who heard more than one thing: each must have heard one and the same. */
    torn: [...byMember]
      .filter(([, heard]) => heard.size > 1)
      .map(([memberId, heard]) => [memberId, ...heard]),
    refusals: [...new Set(answers.flatMap(({ refused }) => refused ?? []))],
  }
}
