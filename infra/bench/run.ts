/** `npm run bench`: the claim beside its floor and the textbook, interleaved in one run; writes docs/bench.md. */
import { freshEngine, stopEngine } from './engine.ts'

// The engine's environment must be set before any product module loads.
const { claims, costs, refusals } = await import('./measures.ts')
const { report } = await import('./report.ts')

const rounds = Number(process.env.ROUNDS ?? 9)
const races = await claims(rounds, freshEngine)
await freshEngine()
const counts = await costs()
const free = await refusals()
await stopEngine()
report({ rounds, races, counts, free })
process.exit(0)
