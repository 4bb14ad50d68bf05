/** For the test of the roles: what is read, taken out and settled after the rush. */
import * as exported from '@gonghui/shared/benefits/exports'
import { runJob, send } from './test-product.ts'
import { key, staff } from './test-story-people.ts'

/** @param here a drop that is redeemed here; @param sold one at the merchant's, with imported codes. */
export async function recordsStory(here: string, sold: string): Promise<void> {
  const operator = await staff('operator')
  for (const [dropId, list] of [here, sold].flatMap((id) =>
    exported.exportLists.map((one) => [id, one] as const),
  )) {
    const asked = { params: { dropId }, body: { list, format: 'csv' as const } }
    const again = { ...operator, key: key() }
    const { jobId } = await send(202, exported.startExport, asked, again)
    await send(202, exported.startExport, asked, again)
    await runJob('work', jobId)
    const { state } = await send(200, exported.getExport, { params: { jobId } }, operator)
    if (state !== 'done') throw new Error(`the export of ${list} is ${state}`)
  }
  await send(200, exported.listExports, {}, operator)
  await send(200, exported.listTaken, { params: { dropId: here } }, operator)
}
