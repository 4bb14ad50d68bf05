import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Cold } from './cold-start.ts'
import { table } from './markdown.ts'
import { CONCURRENCY, type Cost, type Free, type Raced } from './measures.ts'
import { median } from './median.ts'

export interface Measured {
  readonly rounds: number
  readonly races: readonly Raced[]
  readonly counts: readonly Cost[]
  readonly free: Free
  readonly cold: Cold
  /** What others asked of this machine in the minute before. */
  readonly loadBefore: number
}

const BUSY = ` Others
had most of this machine meanwhile: times and rates are theirs too, and only ratios, counts and sizes are to be trusted.`

const NO_REDIS = 'This machine has no redis-server, so the Redis script was left out.'

const REDIS = `The Redis script takes the unit, remembers the member and appends to the winners’ list in one step on one
thread. It is called bare: no token, no contract, no rule, no log line; beside it stands the floor rather than our whole handler.
What it does not do: the unit lives in memory alone (here no persistence at all; with \`appendfsync everysec\` a crash loses up to
a second of winners, with \`always\` it writes as slowly as a disk), a failover may forget winners who were told so, the wallet
row must still be written by somebody who reads the list (a second system to run, repair and audit), and one node’s thread is
its ceiling. It is the figure to know, not the promise we give.`

/** Prints what was measured and writes it to docs/bench.md. */
export function report({ rounds, races, counts, free, cold, loadBefore }: Measured): void {
  const of = (raced: Raced | undefined, what: 'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuUs') =>
    median((raced?.rounds ?? []).map((round) => round[what]))
  const [own, bare, , redis] = races
  // Round by round, because both sides of a ratio must meet the same machine.
  const ratio = median(
    (own?.rounds ?? []).map((round, i) => round.perSecond / (bare?.rounds[i]?.perSecond ?? Number.NaN)),
  )
  const over = median(
    (own?.rounds ?? []).map((round, i) => round.cpuUs - (bare?.rounds[i]?.cpuUs ?? Number.NaN)),
  )
  const [cpu] = cpus()
  const text = `# Bench

Written by \`npm run bench\`. Machine: ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; load before it began: ${loadBefore.toFixed(1)}.${loadBefore > cpus().length ? BUSY : ''}

Emulated: DynamoDB, by the embedded database in memory, a fresh one for each contender and round. It writes one thing after
another and never conflicts, so the textbook’s single call looks better here than on a table where a thousand people meet at
one counter; its place there is the simulation’s to show. Real: the SDK, its HTTP, our code. ${rounds} rounds, the order rotating;
${CONCURRENCY} claims at a time; demand half the stock. All that use the SDK use one constant signer.

## Claims

${table(
  ['contender', 'claims/s (median)', 'p50 ms', 'p99 ms', 'own CPU µs a claim'],
  races.map((raced) => [
    raced.name,
    Math.round(of(raced, 'perSecond')),
    of(raced, 'p50Ms').toFixed(1),
    of(raced, 'p99Ms').toFixed(1),
    Math.round(of(raced, 'cpuUs')),
  ]),
)}

Ours beside the floor, round by round: **${ratio.toFixed(2)}** (median; 0.8 is asked). Own CPU over the floor: ${Math.round(over)} µs a claim.

${redis ? REDIS : NO_REDIS}

## What a deed costs

${table(
  ['deed', 'calls', 'write units'],
  counts.map(({ what, calls, units }) => [
    what,
    calls.toFixed(2).replace(/\.00$/, ''),
    units.toFixed(2).replace(/\.00$/, ''),
  ]),
)}

## The claim function

${table(
  ['what', 'measured', 'asked'],
  [
    [
      'a sold-out refusal, CPU (a fresh token checked, its log line written)',
      `${Math.round(free.cpuUs)} µs`,
      '≤ 100 µs',
    ],
    ['such refusals one after another', `${Math.round(free.perSecond)}/s`, ''],
    ['its bundle, the SDK included', `${cold.kb.toFixed(0)} KB`, '≤ 300 KB'],
    [
      `from its loading to the first answer, the database’s part taken out (median of ${cold.processes} fresh processes)`,
      `${cold.firstAnswerMs.toFixed(0)} ms`,
      '≤ 80 ms',
    ],
    ['of that, loading', `${cold.loadedMs.toFixed(0)} ms`, ''],
  ],
)}
`
  writeFileSync(new URL('../../docs/bench.md', import.meta.url), text)
  console.log(text)
}
