import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import { expiryAt } from '../../table/expiry.ts'
import type { Drop } from './drop.rule.ts'

/** Two whole years, the leap day of one of them included. */
const KEPT_DAYS = 731

/** Until when the records of a drop are kept: counted from the last day on which a voucher of it may be used. */
export const recordsEnd = ({ validUntil }: Pick<Drop, 'validUntil'>): Instant =>
  later(validUntil, KEPT_DAYS * DAY_MS)

/** The same for a row that the table forgets by itself, in epoch seconds (its TTL). */
export const recordsExpire = (drop: Pick<Drop, 'validUntil'>): number => expiryAt(recordsEnd(drop))
