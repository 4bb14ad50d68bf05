import { expect, test } from 'vitest'
import { full } from '../local/test-effort.ts'
import { runMinute } from './test-reading-minute.ts'

const minute = {
  checkIns: 100_000,
  orgs: 1_000,
  inOneOrg: 0,
  partitions: 20,
  overMs: 60_000,
  seed: 1,
}

test.each(full ? [1, 2, 3, 4, 5] : [1])(
  '100 000 check-ins in a minute over 1 000 orgs: three write units each at most, no partition above 500 a second (seed %i)',
  (seed) => {
    const run = runMinute({ ...minute, seed })
    console.log(
      `${(run.writeUnits / minute.checkIns).toFixed(3)} write units each, busiest second ${run.busiest}`,
    )
    expect(run.writeUnits / minute.checkIns).toBeLessThanOrEqual(3)
    expect(run.busiest).toBeLessThanOrEqual(500)
    expect(run.throttled).toBe(0)
  },
)

test.runIf(full)('a tenth of all from one plant is spread over its shards', () => {
  const run = runMinute({ ...minute, inOneOrg: 0.1 })
  expect(run.busiest).toBeLessThanOrEqual(500)
})
