import type { MemberCaller } from '@gonghui/functions/lib/caller'
import type { Claim } from './contenders.ts'

export type { Contender } from './contenders.ts'

export interface Timed {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time of this process for each claim. */
  readonly cpuUs: number
}

/** Lets everybody claim, so many at a time, each as soon as another has an answer. */
export async function claimUnits(
  claim: Claim,
  members: readonly MemberCaller[],
  concurrency: number,
): Promise<Timed> {
  const waits: number[] = []
  const queue = members.values()
  const cpu = process.cpuUsage()
  const started = performance.now()
  const worker = async () => {
    for (const member of queue) {
      const from = performance.now()
      const status = await claim(member)
      if (status >= 500) throw new Error(`a claim was answered ${status}`)
      waits.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  const sorted = waits.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return {
    perSecond: members.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuUs: (user + system) / members.length,
  }
}
