import type { Contract } from '@gonghui/shared/lib/contract'
import { paced } from './pace.rule.ts'

/**
 * How fast each person calls this warm function; no other function knows, and nothing is stored. Two generations of so
 * many entries bound the memory: whoever called lately is in one of them, and the older is thrown away as a whole.
 */
const KEPT = 10_000

let young = new Map<string, number>()
let old = new Map<string, number>()

/** Whether this call comes too soon after the person's others to the same address. */
export function isTooFast({ name, pace }: Contract, personId: string, nowMs: number): boolean {
  if (!pace) return false
  const key = `${personId} ${name}`
  const next = paced(young.get(key) ?? old.get(key) ?? 0, nowMs, pace)
  if (next === 'too-fast') return true
  if (young.size >= KEPT) {
    old = young
    young = new Map()
  }
  young.set(key, next)
  return false
}
