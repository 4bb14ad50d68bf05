/**
 * `npm run bench`: the claim beside its floor, the textbook and a Redis script, interleaved in one run; what a deed
 * costs, what a refusal costs, and what the function weighs. Writes docs/bench.md. ROUNDS says how many rounds.
 */
import { loadavg } from 'node:os'
import { freshEngine, stopEngine } from './engine.ts'

// The engine's environment must be set before any product module loads.
const { claims, costs, refusals } = await import('./measures.ts')
const { coldStarts } = await import('./cold-start.ts')
const { report } = await import('./report.ts')

const rounds = Number(process.env.ROUNDS ?? 9)
const [loadBefore = 0] = loadavg()
const races = await claims(rounds, freshEngine)
await freshEngine()
const counts = await costs(rounds)
const free = await refusals(rounds)
await freshEngine()
const cold = await coldStarts()
await stopEngine()
report({ rounds, races, counts, free, cold, loadBefore })
process.exit(0)
