/** For the test of the roles: stock is added and taken out, and a change that was left half-way is finished. */
import './test-product.ts'
import { beginChange } from '@gonghui/functions/benefits/claim/stock-change.store'
import { readDrop } from '@gonghui/functions/benefits/drop/drop.store'
import { changeStock } from '@gonghui/shared/benefits/stock'
import type { Session } from '@gonghui/shared/membership/sessions'
import { runJob, send } from './test-product.ts'
import { key, now } from './test-story-people.ts'

/** @param dropId a drop of one unit with room for more. */
export async function stockStory(dropId: string, operator: Session): Promise<void> {
  const params = { dropId }
  const change = (seen: number, wanted: number) =>
    send(200, changeStock, { params, body: { seen, wanted, reason: '加场' } }, { ...operator, key: key() })
  await change(1, 3)
  await change(3, 2)
  const drop = await readDrop(dropId)
  if (!drop) throw new Error('the drop is gone')
  const begun = {
    changeId: 'chg_HALFWAY',
    dropId,
    seen: 2,
    wanted: 3,
    firstOrdinal: 3,
    reason: '',
    by: '',
    at: now,
  }
  await beginChange(drop, begun, 4, { personId: 'per_STORY', key: key(), body: {} })
  await runJob('repair')
  const half = { ...begun, changeId: 'chg_OUT', seen: 3, wanted: 2, firstOrdinal: 4 }
  const again = await readDrop(dropId)
  if (again) await beginChange(again, half, 4, { personId: 'per_STORY', key: key(), body: {} })
  await runJob('repair')
}
