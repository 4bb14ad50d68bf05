/**
 * Who was granted, as a Bloom filter (B. H. Bloom, 1970): a function that knows a drop to be sold out must not tell a
 * winner to have lost, and need not ask the table about the half million who are not on it. Who is on it by mistake,
 * about one in a hundred, has the own home read once.
 */
export interface Holders {
  readonly bits: Uint8Array
  /** How many stand on it. */
  readonly granted: number
}

const BITS_A_NAME = 10
/** An item of the table holds 400 KB; half a million names share these bits at one mistake in twenty. */
const MOST_BYTES = 380_000
const MARKS = 7

/** @param elements those that stand in `places`, of every bucket. */
export function holdersOf(elements: readonly Uint8Array[]): Holders {
  const bytes = Math.min(MOST_BYTES, Math.max(8, Math.ceil((elements.length * BITS_A_NAME) / 8)))
  const bits = new Uint8Array(bytes)
  for (const element of elements) {
    for (const mark of marksOf(element, bytes * 8))
      bits[mark >>> 3] = (bits[mark >>> 3] ?? 0) | (1 << (mark & 7))
  }
  return { bits, granted: elements.length }
}

/** False is certain, true is nearly so. */
export function mayHold({ bits }: Holders, element: Uint8Array): boolean {
  for (const mark of marksOf(element, bits.length * 8))
    if (((bits[mark >>> 3] ?? 0) & (1 << (mark & 7))) === 0) return false
  return true
}

/** Seven marks out of two hashes (Kirsch and Mitzenmacher, 2006). */
function* marksOf(element: Uint8Array, of: number): Generator<number> {
  const first = fnv1a(element, 0x811c9dc5)
  const second = fnv1a(element, 0x9747b28c) | 1
  for (let i = 0; i < MARKS; i++) yield ((first + Math.imul(i, second)) >>> 0) % of
}

/** FNV-1a, finished as in MurmurHash3 so that ids that differ in a digit lie far apart. */
function fnv1a(bytes: Uint8Array, basis: number): number {
  let hash = basis
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
