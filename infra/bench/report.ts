import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { CONCURRENCY, type Cost, type Free, type Raced } from './measures.ts'

export interface Measured {
  readonly rounds: number
  readonly races: readonly Raced[]
  readonly counts: readonly Cost[]
  readonly free: Free
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** Prints what was measured and writes it to docs/bench.md. */
export function report({ rounds, races, counts, free }: Measured): void {
  const of = (raced: Raced | undefined, what: 'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuUs') =>
    median((raced?.rounds ?? []).map((round) => round[what]))
  const [own, bare] = races
  // Round by round, because both sides of a ratio must meet the same machine.
  const ratio = median(
    (own?.rounds ?? []).map((round, i) => round.perSecond / (bare?.rounds[i]?.perSecond ?? Number.NaN)),
  )
  const [cpu] = cpus()
  const text = `# Bench

Written by \`npm run bench\`. Machine: ${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; the embedded database in
memory, a fresh one for each contender and round; ${rounds} rounds, the order rotating; ${CONCURRENCY} claims at a time; demand half the stock. Both sides
use one constant signer. The embedded engine writes one thing after another and never conflicts, so the textbook’s single
call looks better here than on a table where a thousand people meet at one counter; its place there is the simulation’s to show.

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

Ours beside the floor, round by round: **${ratio.toFixed(2)}** (median). Own CPU over the floor: ${Math.round(of(own, 'cpuUs') - of(bare, 'cpuUs'))} µs a claim.

## What a deed costs

${table(
  ['deed', 'calls', 'write units'],
  counts.map(({ what, calls, units }) => [
    what,
    calls.toFixed(2).replace(/\.00$/, ''),
    units.toFixed(2).replace(/\.00$/, ''),
  ]),
)}

## Refusals in a warm function

${Math.round(free.perSecond)} a second, one at a time; ${Math.round(free.cpuUs)} µs of CPU each, token check and log line included.
`
  writeFileSync(new URL('../../docs/bench.md', import.meta.url), text)
  console.log(text)
}
