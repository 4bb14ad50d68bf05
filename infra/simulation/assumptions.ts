import type { Spread } from './chance.ts'

/** Everything that the simulation takes for granted; `npm run simulate` prints it beside the figures. */
export const assumptions = {
  /** Half of a call passes before the partition decides, half after. */
  writeMs: { medianMs: 4, sigma: 0.4 },
  readMs: { medianMs: 2.5, sigma: 0.4 },
  batchMs: { medianMs: 6, sigma: 0.4 },
  /** The way to a transaction's coordinator and back; its items stay locked between prepare and commit. */
  transactionMs: { medianMs: 5, sigma: 0.4 },
  lockedMs: { medianMs: 4, sigma: 0.4 },
  /** A phone to the API or back. */
  phoneMs: { medianMs: 25, sigma: 0.5 },
  /** Spent by the function itself on each request: token, parsing, answer. */
  functionMs: 1,
  coldStartMs: { medianMs: 400, sigma: 0.3 },
  /** Answers that never reach the phone, which then asks again. */
  lostAnswers: 0.002,
  lostAfterMs: 3_000,
  /** A phone asks so many times by itself, then its owner taps again; together: */
  tapsAndTries: 20,
  /** The installed SDK's standard mode for DynamoDB, where throttled: tries, base of the jittered wait, tokens. */
  sdk: { tries: 4, throttledBaseMs: 1_000, tokens: 500, costOfRetry: 5 },
  /** Lambda's documented ramp beyond what is kept warm: environments, and in how many seconds. */
  ramp: { environments: 1_000, seconds: 10 },
  /** A transaction that met another is tried again by the function (the SDK does not), then answered 503. */
  conflicts: { tries: 3, baseMs: 20 },
} as const satisfies Record<string, Spread | number | Record<string, number>>

const { writeMs, readMs, batchMs, transactionMs, lockedMs, phoneMs, coldStartMs, sdk } = assumptions
const spread = ({ medianMs, sigma }: Spread) => `${medianMs} ms (σ ${sigma})`

export const assumptionsInWords = (): string[] => [
  `latencies are log-normal, by median: write ${spread(writeMs)}, read ${spread(readMs)}, batch of up to 100 reads ${spread(batchMs)}, transaction ${spread(transactionMs)} around ${spread(lockedMs)} of locked items, phone one way ${spread(phoneMs)}`,
  `a partition gives 1 000 write units and 3 000 read units a second, and at once what it kept unused before, for as many seconds as the crowd's line says. Documented: up to 300 s are kept, at best effort, and a partition's limit still holds. The targets are measured with one second kept, so an idle partition may take 2 000 writes in its first second; the strict reading (a tenth of a second) and 300 s stand beside it`,
  `keys lie on partitions by hash; a write costs a unit per started KB, twice that in a transaction; a condition that fails costs a unit (in a transaction one per item), a throttled request none; a strong read costs a unit per started 4 KB, any other half`,
  `the SDK as installed: up to ${sdk.tries} tries of a throttled call, waiting by full jitter over ${sdk.throttledBaseMs} ms × 2^try, ${sdk.tokens} tokens per function at ${sdk.costOfRetry} a retry; a cancelled transaction is not retried by it, but by the function, ${assumptions.conflicts.tries} times, full jitter over ${assumptions.conflicts.baseMs} ms × 2^try`,
  `a function environment answers one request at a time, ${assumptions.functionMs} ms of its own each; beyond the warm ones ${assumptions.ramp.environments} more may start every ${assumptions.ramp.seconds} s, cold in ${spread(coldStartMs)}; whoever finds none is turned away (503), as beyond the gateway's rate (429)`,
  `who is turned away, or does not hear the answer (${assumptions.lostAnswers * 100} %, noticed after ${assumptions.lostAfterMs / 1_000} s), comes back with the mini-program's own back-off and asks for an earlier grant first; up to ${assumptions.tapsAndTries} times`,
  'arrivals are even over the time given (Poisson); units and members of one pool; no returns, restocks, closing or crashes of functions; environments and figures are not flushed; the drop itself, the token and eligibility are in the function already',
  'every design forgoes database calls in a function that knows the drop to be sold out; calls are requests on the wire, retries included; times count from the opening, the way from the phone included',
]
