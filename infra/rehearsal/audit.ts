/**
 * `npm run audit -- --drop drp_…`: recounts a drop from its stored items alone and says whether the balance holds, and
 * whether claims by org, day and hour and redemptions by outlet are what the vouchers say.
 * Reads the table that DYNAMODB_ENDPOINT and TABLE name; by default the one of `npm start`.
 */
import { parseArgs } from 'node:util'

process.env.DYNAMODB_ENDPOINT ??= `http://127.0.0.1:${process.env.DYNAMODB_PORT ?? 3002}`
process.env.AWS_REGION ??= 'cn-north-1'
process.env.AWS_ACCESS_KEY_ID ??= 'local'
process.env.AWS_SECRET_ACCESS_KEY ??= 'local'

const { values } = parseArgs({ options: { drop: { type: 'string' } } })
if (!values.drop) {
  console.error('Which drop? npm run audit -- --drop drp_…')
  process.exit(2)
}

// Product modules read the environment as they load.
const { auditDrop } = await import('@gonghui/functions/benefits/figures/audit')
const { auditFigures } = await import('@gonghui/functions/benefits/figures/figures-audit')
const { readDrop } = await import('@gonghui/functions/benefits/drop/drop.store')

const drop = await readDrop(values.drop)
if (!drop) {
  console.error(`There is no drop ${values.drop}`)
  process.exit(2)
}
const { added, free, inTransit, byState, withoutRow, ...balance } = await auditDrop(
  drop,
  new Date().toISOString(),
)
const { counted, waiting, ...figures } = await auditFigures(drop)
const wrong = [...balance.wrong, ...figures.wrong]
const states = Object.entries(byState).map(([state, count]) => `${state} ${count}`)
console.log(`${drop.title} (${drop.dropId})`)
console.log(
  `added ${added} = ${[`free ${free}`, `in transit ${inTransit}`, ...states, `row to be written ${withoutRow}`].join(' + ')}`,
)
console.log(`claims by org, day and hour: ${counted} counted, ${waiting} to be counted`)
for (const line of wrong) console.log(`✗ ${line}`)
console.log(wrong.length === 0 ? '账平' : `${wrong.length} wrong`)
process.exit(wrong.length === 0 ? 0 : 1)
