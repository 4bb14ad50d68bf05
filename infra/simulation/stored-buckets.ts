import { type Bucket, dealt } from '@gonghui/functions/benefits/claim/bucket.rule'
import type { Written } from '@gonghui/functions/benefits/claim/grant.rule'
import type { Steps } from './clock.ts'
import type { Partition } from './partitions.ts'
import type { Client } from './table.ts'
import type { World } from './world.ts'

export const DROP = 'drp_01'

/** The stored buckets, each on its partition, and the calls that the claim makes on them. */
export class Buckets {
  readonly all: Bucket[]
  readonly #world: World

  constructor(world: World) {
    const { stock } = world.crowd
    this.#world = world
    this.all = dealt(stock, stock).map((run, bucket) => {
      const [, count] = run
      return { bucket, places: [], n: 0, cap: count, ranges: [run], added: count, seq: 0, in: {} }
    })
  }

  *write(client: Client, at: number, write: (bucket: Bucket) => Written): Steps<Written | undefined> {
    let written: Written | undefined
    const end = yield* this.#world.table.write(client, this.partitionOf(at), () => {
      written = write(this.all[at] as Bucket)
      if (written.done) this.all[at] = written.bucket
      return { done: written.done, bytes: bytesOf(written.bucket) }
    })
    return end === 'throttled' ? undefined : written
  }

  read(client: Client, at: number): Steps<Bucket | undefined> {
    return this.#world.table.read(client, this.partitionOf(at), () => this.all[at] as Bucket)
  }

  /** My home and, in the same call, my wallet row. */
  *readWithRow(client: Client, at: number, row: Partition): Steps<Bucket | undefined> {
    const of = () => this.all[at] as Bucket
    const found = yield* this.#world.table.readAll(client, [
      { partition: this.partitionOf(at), of },
      { partition: row, of },
    ])
    return found?.[0]
  }

  *readMany(client: Client, which: readonly number[]): Steps<Bucket[] | undefined> {
    const keys = which.map((at) => ({ partition: this.partitionOf(at), of: () => this.all[at] as Bucket }))
    const found = yield* this.#world.table.readAll(client, keys)
    return found?.sort((a, b) => a.bucket - b.bucket)
  }

  readEvery(client: Client): Steps<Bucket[] | undefined> {
    return this.readMany(client, [...this.all.keys()])
  }

  partitionOf(at: number) {
    return this.#world.partitions.of(`BUCKET#${DROP}#${at}`)
  }
}

/** By DynamoDB's sizing rules, near enough: a full bucket of 32 was measured at 642 bytes, with a donation at 707. */
const bytesOf = ({ n, ranges, in: credited, out }: Bucket): number =>
  85 + 18 * n + 9 * ranges.length + 10 * Object.keys(credited).length + (out ? 45 : 0)
