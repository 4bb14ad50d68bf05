/**
 * `npm run simulate [-- --seed N]`: crowds on designs of the claim, side by side, with the assumptions. Fails where
 * the home bucket strands a unit, meets a conflict, or has a false answer told; a missed target is said, not failed.
 */
import { parseArgs } from 'node:util'
import { assumptionsInWords } from './assumptions.ts'
import { cases } from './crowds.ts'
import { crowdInWords, falseAnswers, isMissed, stranded, table } from './report.ts'

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' } } })
const seed = Number(values.seed)
if (!Number.isSafeInteger(seed)) throw new Error(`--seed takes a whole number, not ${values.seed}`)

console.log(`Seed ${seed}. The home bucket runs the engine's own decisions (functions/benefits/claim/grant.rule.ts, board.rule.ts,
holders.rule.ts) on the conditional writes of infra/model/buckets.ts; “no board” is a full home that reads every bucket.\n`)
console.log('Assumptions')
for (const words of assumptionsInWords()) console.log(`- ${words}`)

const wrong: string[] = []
for (const [crowd, of] of Map.groupBy(cases, crowdInWords)) {
  const runs = of.map((one) => ({ of: one, run: one.run(seed) }))
  console.log(`\n${crowd}\n\n${table(runs)}`)
  for (const { of: one, run } of runs) {
    const where = `${one.design}: ${crowd}`
    if (isMissed(run, one)) console.log(`\nTarget missed: ${where}`)
    if (!one.design.startsWith('home')) continue
    if (falseAnswers(run) > 0) wrong.push(`false answers: ${where}`)
    if ((stranded(run, one) ?? 0) > 0) wrong.push(`stranded units: ${where}`)
    if (run.meter.conflicts > 0) wrong.push(`conflicts: ${where}`)
  }
}
for (const words of wrong) console.log(`\n✗ ${words}`)
process.exitCode = wrong.length > 0 ? 1 : 0
