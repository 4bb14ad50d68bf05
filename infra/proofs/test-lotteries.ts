/** The town's lotteries: one that takes entries and one whose list is out, both entered. */
import { enterDrop } from '@gonghui/shared/benefits/entries'
import { closeDrop } from '@gonghui/shared/benefits/launch'
import { DAY_MS, dayOf, instantOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { readDrop } from '../../functions/benefits/drop/drop.store.ts'
import { advanceDraw } from '../../functions/benefits/lottery/drawing.ts'
import { isLottery } from '../../functions/benefits/lottery/entry.rule.ts'
import { type Member, told } from './test-people.ts'
import { type District, openDrop } from './test-world.ts'

/** A draw of the day after tomorrow, with an issue that can be that day's. */
export function drawToCome() {
  const drawsAt = later(instantOf(Date.now()), 2 * DAY_MS)
  const day = dayOf(drawsAt)
  const year = day.slice(0, 4)
  const dayOfYear = (Date.parse(day) - Date.parse(`${year}-01-01`)) / DAY_MS + 1
  return { drawsAt, issue: `${year}${String(dayOfYear).padStart(3, '0')}` }
}

export async function makeLotteries(here: District, members: readonly Member[]): Promise<string[]> {
  const given = { way: 'lottery', stock: 2, perMember: 1, draw: drawToCome() } as const
  const [taking, listed] = [await openDrop(here, given), await openDrop(here, given)]
  for (const dropId of [taking, listed])
    for (const member of members.slice(1)) await told(member, enterDrop, { params: { dropId } })
  await told(here.operator, closeDrop, { params: { dropId: listed }, body: { reason: '人齐了' } })
  const drop = await readDrop(listed)
  if (!drop || !isLottery(drop)) throw new Error('the lottery is gone')
  await advanceDraw(drop, later(drop.closesAt, 2 * MINUTE_MS))
  return [taking, listed]
}
