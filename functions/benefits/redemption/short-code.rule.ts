import { mac } from '../../lib/secrets.ts'

/** Twelve digits for a voucher, the same every time; `salt` gives another where two vouchers meet at one. */
export const shortCodeFor = (voucherId: string, salt: number): string =>
  String(mac('short-codes', `${voucherId} ${salt}`).readBigUInt64BE() % 1_000_000_000_000n).padStart(12, '0')
