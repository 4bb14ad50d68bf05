/** Seeded chance: the same seed gives the same run, on any machine. */

/** A delay by its median and its spread (the sigma of the underlying normal). */
export interface Spread {
  readonly medianMs: number
  readonly sigma: number
}

export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** In [0, 1): mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** One of so many. */
  pick = (of: number): number => Math.floor(this.next() * of)

  /** Log-normal: never negative, with the long tail that services have. */
  delayMs({ medianMs, sigma }: Spread): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
    return medianMs * Math.exp(sigma * normal)
  }

  /** Between two arrivals that know nothing of each other. */
  gapMs(perMs: number): number {
    return -Math.log(1 - this.next()) / perMs
  }
}
