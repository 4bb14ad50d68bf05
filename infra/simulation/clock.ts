/** Model time: processes that wait, woken in the order of their instants. Nothing here knows the real clock. */

/** Something that happens over model time: it yields the milliseconds it waits for. */
export type Steps<T> = Generator<number, T, void>

interface Waiting {
  readonly at: number
  readonly order: number
  readonly process: Steps<void>
}

const isBefore = (a: Waiting, b: Waiting) => a.at < b.at || (a.at === b.at && a.order < b.order)

export class Clock {
  nowMs = 0
  #order = 0
  /** A binary heap, the earliest first; who came first goes first at the same instant. */
  readonly #heap: Waiting[] = []

  start(process: Steps<void>): void {
    this.#push({ at: this.nowMs, order: this.#order++, process })
  }

  /** Lets everything happen until nothing waits any more, or until `untilMs`. */
  run(untilMs = Number.POSITIVE_INFINITY): void {
    for (let next = this.#heap[0]; next && next.at <= untilMs; next = this.#heap[0]) {
      this.#pop()
      this.nowMs = next.at
      const { value, done } = next.process.next()
      if (!done) this.#push({ at: this.nowMs + value, order: this.#order++, process: next.process })
    }
  }

  #push(entry: Waiting): void {
    const heap = this.#heap
    let at = heap.length
    heap.push(entry)
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = heap[above] as Waiting
      if (!isBefore(entry, parent)) break
      heap[at] = parent
      at = above
    }
    heap[at] = entry
  }

  #pop(): void {
    const heap = this.#heap
    const last = heap.pop() as Waiting
    if (heap.length === 0) return
    let at = 0
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      const right = heap[below + 1]
      const smaller = right && isBefore(right, heap[below] as Waiting) ? below + 1 : below
      const child = heap[smaller] as Waiting
      if (!isBefore(child, last)) break
      heap[at] = child
      at = smaller
    }
    heap[at] = last
  }
}
