import '../../../infra/local/test-table.ts'
import '../../../infra/local/test-storage.ts'
import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test, vi } from 'vitest'
import { withoutMetadata } from '../../lib/picture.rule.ts'
import { isRefusal } from '../../lib/server.ts'
import { asPhoned, secretsWritten } from '../../lib/test-pictures.ts'
import { claimDrop } from '../claim/claim.ts'
import { listVouchers } from '../redemption/vouchers.ts'
import { keepCover, uploadCover } from './covers.ts'
import { getDrop } from './drops.ts'
import { ask, NOW, operatorOf, publishedDrop, someMember } from './test-drop.ts'

const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)

async function sent(bytes: Buffer, caller = operatorOf()) {
  const to = await ask(uploadCover, { caller, body: { type: 'image/jpeg', size: bytes.length } })
  if (isRefusal(to)) throw new Error('no upload was given')
  await fetch(to.body.url, { method: 'PUT', headers: to.body.headers, body: new Uint8Array(bytes) })
  return { params: { fileId: to.body.fileId }, caller }
}

async function kept(bytes: Buffer) {
  const answer = await ask(keepCover, await sent(bytes))
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.body
}

test('a cover is shown with its drop, without what the camera wrote along', async () => {
  const photo = asPhoned()
  const { pictureId } = await kept(photo)
  const { dropId } = await publishedDrop({ pictureId })
  const told = await ask(getDrop, { params: { dropId } })
  if (isRefusal(told)) throw new Error(told.refused)
  const shown = await fetch(told.body.drop.picture ?? '')
  const bytes = Buffer.from(await shown.arrayBuffer())
  expect(bytes).toEqual(withoutMetadata(photo)?.content)
  for (const secret of secretsWritten) expect(bytes.includes(secret)).toBe(false)
})

test('a voucher in the wallet shows the picture of its drop', async () => {
  const { dropId } = await publishedDrop({ pictureId: (await kept(asPhoned())).pictureId })
  const caller = someMember()
  await ask(claimDrop, { params: { dropId }, body: {}, caller })
  const [told, wallet] = [
    await ask(getDrop, { params: { dropId } }),
    await ask(listVouchers, { caller, query: {} }),
  ]
  if (isRefusal(told) || isRefusal(wallet)) throw new Error('it was refused')
  expect(wallet.body.items.map(({ picture }) => picture)).toEqual([told.body.drop.picture])
})

test('its address stays the same for an hour, so that a phone fetches it once; then it is another one', async () => {
  const { dropId } = await publishedDrop({ pictureId: (await kept(asPhoned())).pictureId })
  vi.useFakeTimers({ toFake: ['Date'] })
  const addressAt = async (minutes: number) => {
    const now = later(NOW, minutes * MINUTE_MS)
    // An address is signed at the clock's moment, so one that is signed again is another one.
    vi.setSystemTime(now)
    const told = await ask(getDrop, { params: { dropId }, now })
    return isRefusal(told) ? told.refused : told.body.drop.picture
  }
  const first = await addressAt(0)
  expect(await addressAt(50)).toBe(first)
  expect(await addressAt(61)).not.toBe(first)
  vi.useRealTimers()
})

test('kept again it is the same picture; what is none, or was not sent, or is somebody else’s, is refused', async () => {
  const call = await sent(asPhoned())
  const [first, again] = [await ask(keepCover, call), await ask(keepCover, call)]
  expect([code(first), code(again)]).toEqual([200, 200])
  expect(code(await ask(keepCover, await sent(Buffer.from('<svg/>'))))).toBe('cover-unreadable')
  const nothing = { params: { fileId: 'A'.repeat(22) }, caller: operatorOf() }
  expect(code(await ask(keepCover, nothing))).toBe('cover-missing')
  const theirs = await sent(asPhoned())
  expect(code(await ask(keepCover, { ...theirs, caller: operatorOf() }))).toBe('cover-missing')
})
