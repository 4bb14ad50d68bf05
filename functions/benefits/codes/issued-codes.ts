import type { Instant } from '@gonghui/shared/lib/instant'
import type { Drop } from '../drop/drop.rule.ts'
import type { Issued } from '../figures/reconciliation.rule.ts'
import { readVoids } from '../redemption/voids.store.ts'
import { codeOrdinalOf, type VoucherRow } from '../redemption/voucher.rule.ts'
import { walkVouchers } from '../redemption/voucher-walk.ts'
import { readShortCodes } from '../redemption/wallet.store.ts'
import { CODES_PER_CHUNK } from './codes.rule.ts'
import { chunksOf, readChunk } from './codes.store.ts'

/** Every voucher of a drop by whatever code a merchant may have written down: its own, the short one, its number. */
export interface IssuedCodes {
  readonly all: Iterable<Issued>
  readonly issuedAs: (code: string) => Issued | 'unused' | undefined
}

const issuedOf = ({ voucherId, state, uncoveredAt, spent }: VoucherRow): Issued => ({
  voucherId,
  isRedeemed: state === 'redeemed',
  isVoided: state === 'voided',
  isUncovered: uncoveredAt !== undefined,
  ...(spent ? { spent } : {}),
})

const isAnothers = ({ state }: VoucherRow): boolean =>
  state === 'returned' || state === 'returning' || state === 'expired'

const SHORT_CODE = /^\d{12}$/
const digitsOf = (code: string) => code.replace(/[\s-]/g, '')

/** @param written the codes of the file: of the short codes only these are looked up. */
export async function issuedCodes(
  drop: Drop,
  written: readonly string[],
  now: Instant,
): Promise<IssuedCodes> {
  const byId = new Map<string, Issued>()
  const byOrdinal = new Map<number, Issued>()
  const note = (row: VoucherRow) => {
    const issued = issuedOf(row)
    byId.set(row.voucherId, issued)
    // A code that came back never uncovered may be somebody else's now; it is the latter's then.
    if (!isAnothers(row)) byOrdinal.set(codeOrdinalOf(row), issued)
  }
  // First those that were replaced: where the code is the same it is the later one's.
  for (const row of await readVoids(drop.dropId)) note(row)
  for await (const rows of walkVouchers(drop, now)) for (const row of rows) note(row)
  const ordinals = await ordinalsOf(drop)
  const shortCodes = await readShortCodes(written.map(digitsOf).filter((code) => SHORT_CODE.test(code)))
  const issuedAs = (code: string) => {
    const ordinal = ordinals.get(code)
    if (ordinal !== undefined) return byOrdinal.get(ordinal) ?? 'unused'
    return byId.get(shortCodes.get(digitsOf(code)) ?? code)
  }
  return { all: byId.values(), issuedAs }
}

async function ordinalsOf(drop: Drop): Promise<Map<string, number>> {
  const ordinals = new Map<string, number>()
  if (!drop.codesBatch) return ordinals
  for (let chunk = 0; chunk < chunksOf(drop.codesCount); chunk++)
    for (const [i, code] of (await readChunk(drop, chunk)).entries())
      ordinals.set(code, chunk * CODES_PER_CHUNK + i)
  return ordinals
}
