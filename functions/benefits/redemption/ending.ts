import { dayOf } from '@gonghui/shared/lib/instant'
import { log, told } from '../../lib/log.ts'
import { tellMember } from '../../lib/messages.ts'
import { type Bucket, claimantAt, isReserve } from '../claim/bucket.rule.ts'
import { readSome } from '../claim/bucket.store.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { readDrop } from '../drop/drop.store.ts'
import { LAST_TELLING_MS, type Telling } from '../drop/reminding.ts'
import { type Ending, endingSince, isEnding, isTellingHour, nextEnding } from './ending.rule.ts'
import { endEnding, noteEnding, readEndings } from './ending.store.ts'
import { type VoucherRow, validUntilOf } from './voucher.rule.ts'
import { readRows } from './wallet.store.ts'

/** So many buckets are looked at together, and then the round is noted. */
const AT_ONCE = 8

/**
 * Every minute, by day: walks the drops that have vouchers two days before their last, and tells whoever has not used
 * theirs. A round may be walked twice: a voucher's message is the same one, and is written once.
 */
export async function tellOfEnds(telling: Telling): Promise<void> {
  if (!isTellingHour(telling.clock())) return
  const today = dayOf(telling.clock())
  for (const ending of await readEndings(today)) {
    try {
      const drop = await readDrop(ending.dropId)
      if (!drop) await endEnding(ending, undefined)
      else if (!(await walkRound(drop, ending, today, telling))) return
    } catch (error) {
      log.error('members could not be told of vouchers', { dropId: ending.dropId, error: told(error) })
    }
  }
}

/** False: the time is over; the next run goes on. */
async function walkRound(drop: Drop, ending: Ending, today: string, { msLeft }: Telling): Promise<boolean> {
  for (let { next } = ending; next < drop.buckets; next += AT_ONCE) {
    if (msLeft() < LAST_TELLING_MS) return false
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => next + i).filter((b) => b < drop.buckets)
    const buckets = await readSome(drop.dropId, numbers)
    await Promise.all(buckets.map((bucket) => tellBucket(drop, bucket, ending, today)))
    await noteEnding({ ...ending, next: next + AT_ONCE })
  }
  await endEnding(ending, nextEnding(ending, drop, today))
  return true
}

async function tellBucket(drop: Drop, bucket: Bucket, ending: Ending, today: string): Promise<void> {
  const { dropId, title } = drop
  const claimants = bucket.places
    .filter((element) => !isReserve(element))
    .map((element) => ({ dropId, ...claimantAt(element) }))
  const due = (await readRows(claimants)).filter((row) => isEnding(row, drop, ending, today))
  const tell = (row: VoucherRow) =>
    tellMember(
      row.memberId,
      { kind: 'voucher-ending', voucherId: row.voucherId, title, until: validUntilOf(row, drop) },
      endingSince(row, drop),
    )
  for (const row of due) await tell(row)
}
