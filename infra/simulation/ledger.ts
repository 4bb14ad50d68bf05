/** The truth beside what people are told: when each unit went, who has one, and which answers were false. */
export class Ledger {
  /** Model time of each grant, in order. */
  readonly grantedMs: number[] = []
  readonly #holders = new Set<number>()
  readonly #losers: number[] = []
  granted = 0
  soldOut = 0
  /** Answers that told a person to come back: the design's own, and the front door's. */
  asked = 0
  turnedAway = 0
  gaveUp = 0
  false = 0
  readonly stock: number

  constructor(stock: number) {
    this.stock = stock
  }

  /** A unit went to somebody, at the instant it was written. */
  grant(person: number, nowMs: number): void {
    if (this.#holders.has(person)) throw new Error('somebody has two')
    this.#holders.add(person)
    this.grantedMs.push(nowMs)
    if (this.grantedMs.length > this.stock) throw new Error('more units than there were')
  }

  /** The function says so. Units only go, so “sold out” is true exactly if none is left now. */
  say(person: number, answer: 'granted' | 'sold-out'): void {
    const isTrue = answer === 'granted' ? this.#holders.has(person) : this.left === 0
    if (!isTrue) this.false++
  }

  /** The person hears it. */
  hear(person: number, answer: 'granted' | 'sold-out'): void {
    if (answer === 'granted') this.granted++
    else {
      this.soldOut++
      this.#losers.push(person)
    }
  }

  get left(): number {
    return this.stock - this.grantedMs.length
  }

  /** Told to have lost, and holding a unit after all. */
  winnersToldLost(): number {
    return this.#losers.filter((person) => this.#holders.has(person)).length
  }

  /** When so many of the units were gone; undefined where they never were. */
  goneMs(share: number): number | undefined {
    return this.grantedMs[Math.ceil(this.stock * share) - 1]
  }
}
