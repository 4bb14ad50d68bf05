import { storage } from './storage'

/** A refusal's receipt as the phone keeps it: the server signed it and has no copy. */
export interface KeptReceipt {
  readonly receipt: string
  readonly dropId: string
  readonly title: string
  /** The reason in the words that its member read. */
  readonly said: string
  readonly at: string
}

const KEY = 'refusal-receipts'
const KEPT = 30

/** The newest first. */
export const keptReceipts = (): readonly KeptReceipt[] => storage.read<KeptReceipt[]>(KEY) || []

export const forgetReceipts = (): void => storage.remove(KEY)

/** Kept once; the oldest make room. */
export function keepReceipt(one: KeptReceipt): void {
  const others = keptReceipts().filter(({ receipt }) => receipt !== one.receipt)
  storage.write(KEY, [one, ...others].slice(0, KEPT))
}
