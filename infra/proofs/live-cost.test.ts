import '../local/test-table.ts'
import { getLive } from '@gonghui/functions/benefits/day/live'
import { ask, NOW, operatorOf, publishedDrop } from '@gonghui/functions/benefits/drop/test-drop'
import { foldDrop } from '@gonghui/functions/benefits/figures/figures'
import { giveGrant, grantsOf } from '@gonghui/functions/lib/grants.store'
import { metered } from '@gonghui/functions/matchmaking/test-meter'
import { later, SECOND_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'

test.each([5, 300])(
  'a look at the live board of a drop of %i buckets costs at most five read units',
  async (buckets) => {
    // The largest that a plan may be: fifty quotas and the longest rules make the drop itself dear to read.
    const quotas = Array.from({ length: buckets === 5 ? 0 : 50 }, (_, i) => ({
      orgId: `org_${i}`,
      path: `org_CITY/org_DISTRICT/org_${i}`,
      name: '海风电子科技有限公司第一制造中心工会委员会',
      units: 32,
    }))
    const drop = await publishedDrop({ stock: buckets * 32, quotas, rules: '规'.repeat(4_000) })
    expect(drop.buckets).toBe(buckets)
    await foldDrop(drop, NOW)
    const caller = operatorOf()
    for (const grant of caller.grants) await giveGrant(caller.personId, grant)
    const look = (seconds: number) =>
      metered(async () => {
        const grants = await grantsOf(caller.personId)
        const now = later(NOW, seconds * SECOND_MS)
        return ask(getLive, { params: { dropId: drop.dropId }, caller: { ...caller, grants }, now })
      })
    const costs = [await look(0), await look(2), await look(4)]
    for (const { result, readUnits } of costs) {
      expect(result).toMatchObject({ status: 200, body: { stock: { total: buckets * 32 } } })
      expect(readUnits).toBeGreaterThan(0)
      expect(readUnits).toBeLessThanOrEqual(5)
    }
  },
)
