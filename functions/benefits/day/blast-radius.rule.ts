import type { Blasting, BlastRadius } from '@gonghui/shared/benefits/blast-radius'
import type { Instant } from '@gonghui/shared/lib/instant'
import { yuan } from '@gonghui/shared/lib/money'
import { type Bucket, claimantAt, isReserve } from '../claim/bucket.rule.ts'
import type { Drop } from '../drop/drop.rule.ts'

/** How a drop stands among people. */
export interface Standing {
  readonly left: number
  /** Vouchers that somebody has: granted, and not given back. */
  readonly live: number
  /** Members who have one or more of them. */
  readonly holders: number
  /** Of the vouchers, those that are spent. */
  readonly spent: number
  /** Members of the orgs that it is for. */
  readonly members: number
}

/** Where one org is looked at: its members, and what they have claimed. */
export interface OrgStanding {
  readonly name: string
  readonly members: number
  readonly claims: number
}

export interface Ask {
  readonly deed: Exclude<Blasting, 'void-voucher'>
  readonly wanted?: number | undefined
  readonly closesAt?: Instant | undefined
  readonly validUntil?: Instant | undefined
}

/** Who has how much of a drop, by its buckets. */
export function holdersIn(buckets: readonly Bucket[]): Pick<Standing, 'live' | 'holders'> {
  const people = new Set<string>()
  let live = 0
  for (const { places, back = [] } of buckets)
    for (const [place, element] of places.entries()) {
      if (isReserve(element) || back.includes(place)) continue
      live++
      people.add(claimantAt(element).memberId)
    }
  return { live, holders: people.size }
}

const count = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',')

/** Whom a deed concerns, how many units it moves or holds back, and what they cost the union. */
export function blastRadius(
  drop: Pick<Drop, 'stock' | 'closesAt' | 'validUntil' | 'listPriceFen' | 'memberPriceFen'>,
  ask: Ask,
  { left, live, holders, spent, members }: Standing,
  org?: OrgStanding,
): BlastRadius {
  const waiting = Math.max(0, members - holders)
  const unspent = Math.max(0, live - spent)
  const kept = `已领的 ${count(live)} 张照常使用`
  const radius = (people: number, vouchers: number, words: string): BlastRadius => {
    const fen = vouchers * (drop.listPriceFen - drop.memberPriceFen)
    return { people, vouchers, fen, words: `${words}，合工会补贴 ${yuan(fen)} 元。` }
  }
  switch (ask.deed) {
    case 'pause':
      return radius(
        waiting,
        left,
        `暂停期间，至多 ${count(waiting)} 名没领过的会员领不到剩下的 ${count(left)} 份；${kept}`,
      )
    case 'resume':
      return radius(
        waiting,
        left,
        `剩下的 ${count(left)} 份马上可以继续领，没领过的会员至多 ${count(waiting)} 名；${kept}`,
      )
    case 'close':
      return radius(
        waiting,
        left,
        `剩下的 ${count(left)} 份不再发出，没领过的会员至多 ${count(waiting)} 名；${kept}`,
      )
    case 'change-stock': {
      const more = (ask.wanted ?? drop.stock) - drop.stock
      if (more >= 0) return radius(Math.min(more, members), more, `多发 ${count(more)} 份，马上可以领`)
      const less = Math.min(-more, left)
      return radius(Math.min(less, waiting), less, `收回 ${count(less)} 份没人领走的；${kept}`)
    }
    case 'extend': {
      const { closesAt = drop.closesAt, validUntil = drop.validUntil } = ask
      const claims = closesAt > drop.closesAt
      const uses = validUntil > drop.validUntil
      const words = [
        ...(claims ? [`剩下的 ${count(left)} 份可以多领一段时间`] : []),
        ...(uses ? [`没用掉的 ${count(unspent)} 张可以多用一段时间`] : []),
      ]
      return radius(
        (claims ? waiting : 0) + (uses ? Math.min(holders, unspent) : 0),
        (claims ? left : 0) + (uses ? unspent : 0),
        words.join('，') || '没有改动',
      )
    }
    case 'stop-org':
    case 'resume-org': {
      const { name, members: ofOrg, claims } = org ?? { name: '', members: 0, claims: 0 }
      const people = Math.max(0, ofOrg - claims)
      const words =
        ask.deed === 'stop-org'
          ? `${name}至多 ${count(people)} 名没领过的会员先领不到，剩下的 ${count(left)} 份其他单位照常领；他们已领的 ${count(claims)} 张照常使用`
          : `${name}至多 ${count(people)} 名没领过的会员可以继续领，还剩 ${count(left)} 份`
      return radius(people, Math.min(left, people), words)
    }
  }
}
