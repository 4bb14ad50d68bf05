import type { Case } from './crowds.ts'
import type { Run } from './simulation.ts'

const seconds = (ms: number | undefined) => (ms === undefined ? 'never' : `${(ms / 1_000).toFixed(2)} s`)
const whole = (count: number) => Math.round(count).toLocaleString('en')

/** What is false whatever the crowd: any of these in the home bucket fails the run. */
export const falseAnswers = ({ ledger }: Run): number => ledger.false + ledger.winnersToldLost()

/** Units that nobody has though people went away without one; a run that was broken off cannot tell. */
export const stranded = ({ ledger }: Run, { crowd }: Case): number | undefined =>
  crowd.untilMs === undefined ? ledger.left : undefined

type Column = readonly [head: string, cell: (run: Run, of: Case) => string]

const winsPerSecond = ({ ledger }: Run) => {
  const [first, last] = [ledger.grantedMs[0], ledger.goneMs(0.9)]
  return first === undefined || last === undefined || last === first
    ? '-'
    : whole((0.9 * ledger.stock * 1_000) / (last - first))
}

const columns: readonly Column[] = [
  ['design', (_, { design }) => design],
  ['calls/win', ({ meter, ledger }) => (meter.calls / ledger.grantedMs.length).toFixed(2)],
  ['write units/win', ({ meter, ledger }) => (meter.writeUnits / ledger.grantedMs.length).toFixed(2)],
  ['read units/win', ({ meter, ledger }) => (meter.readUnits / ledger.grantedMs.length).toFixed(1)],
  ['50 %', ({ ledger }) => seconds(ledger.goneMs(0.5))],
  ['90 %', ({ ledger }) => seconds(ledger.goneMs(0.9))],
  ['99 %', ({ ledger }) => seconds(ledger.goneMs(0.99))],
  ['100 %', ({ ledger }) => seconds(ledger.goneMs(1))],
  ['wins/s to 90 %', winsPerSecond],
  ['told sold out', ({ ledger }) => whole(ledger.soldOut)],
  ['told again', ({ ledger }) => whole(ledger.asked)],
  ['turned away', ({ ledger }) => whole(ledger.turnedAway)],
  ['failed conditions', ({ meter }) => whole(meter.refused)],
  ['throttled', ({ meter }) => whole(meter.throttled)],
  ['conflicts', ({ meter }) => whole(meter.conflicts)],
  ['stranded', (run, of) => `${stranded(run, of) ?? `(${run.ledger.left} left)`}`],
  ['false answers', (run) => `${falseAnswers(run)}`],
  ['target', (run, of) => verdict(run, of)],
]

export const isMissed = ({ ledger }: Run, { targetMs }: Case): boolean =>
  targetMs !== undefined && (ledger.goneMs(0.99) ?? Number.POSITIVE_INFINITY) > targetMs

const verdict = (run: Run, of: Case): string =>
  of.targetMs === undefined ? '' : `99 % in ${seconds(of.targetMs)}: ${isMissed(run, of) ? 'MISSED' : 'met'}`

export function crowdInWords({ crowd }: Case): string {
  const { people, overMs, stock, partitions, keptSeconds, door, untilMs } = crowd
  return [
    `${whole(people)} people over ${overMs / 1_000} s, ${whole(stock)} units, ${partitions} partitions`,
    `each keeping ${keptSeconds} s of unused capacity`,
    `${whole(door.warm)} warm environments, gateway ${whole(door.rate)}/s (burst ${whole(door.burst)})`,
    ...(untilMs === undefined ? [] : [`broken off after ${untilMs / 1_000} s`]),
  ].join('; ')
}

/** A Markdown table of the runs of one crowd, its columns as wide as what stands in them. */
export function table(runs: readonly { of: Case; run: Run }[]): string {
  const rows = [
    columns.map(([head]) => head),
    ...runs.map(({ run, of }) => columns.map(([, cell]) => cell(run, of))),
  ]
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [heads = [], ...rest] = rows
  return [line(heads), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rest.map(line)].join(
    '\n',
  )
}
