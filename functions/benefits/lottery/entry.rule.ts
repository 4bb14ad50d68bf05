import type { MyEntry } from '@gonghui/shared/benefits/lottery'
import { benefitsProblems } from '@gonghui/shared/benefits/problems'
import { type Instant, inWords } from '@gonghui/shared/lib/instant'
import type { Membership } from '../../lib/caller.ts'
import {
  type Asking,
  type Drop,
  type MayI,
  type MemberRefusal,
  memberRefusal,
  stateAt,
  type WindowRefusal,
  windowRefusal,
} from '../drop/drop.rule.ts'

/** A drop that is given by lot, with the number it is drawn with. */
export type LotteryDrop = Drop & { readonly way: 'lottery'; readonly draw: NonNullable<Drop['draw']> }

export const isLottery = (drop: Drop): drop is LotteryDrop =>
  drop.way === 'lottery' && drop.draw !== undefined

/**
 * Entries lie in so many partitions, so that half a million people can enter in minutes: each takes a thousand writes a
 * second. A shard is a range of pseudonyms, so the shards one after the other are the whole list in order.
 */
export const SHARDS = 64

export const shardOf = (pseudonym: string): number => Number.parseInt(pseudonym.slice(0, 2), 16) >> 2

export type EntryRefusal = WindowRefusal | MemberRefusal | 'drop-first-come'

/** Whether this member may enter now. What is looked at here is frozen with the entry: a later transfer changes nothing. */
export function entryRefusal(drop: Drop, member: Membership, now: Instant): EntryRefusal | undefined {
  const window = windowRefusal(drop, now)
  if (window === 'drop-unknown') return window
  if (!isLottery(drop)) return 'drop-first-come'
  return window ?? memberRefusal(drop, member)
}

/** An entry may be taken back while the window is open; a pause keeps nobody in. */
export function withdrawalRefusal(
  drop: Drop,
  now: Instant,
): 'drop-unknown' | 'drop-first-come' | 'drop-not-open' | 'drop-closed' | undefined {
  const state = stateAt(drop, now)
  if (state === 'draft') return 'drop-unknown'
  if (!isLottery(drop)) return 'drop-first-come'
  if (state === 'scheduled') return 'drop-not-open'
  return state === 'open' || state === 'paused' ? undefined : 'drop-closed'
}

export interface AskingToEnter extends Omit<Asking, 'taken' | 'left'> {
  readonly entry: MyEntry | undefined
}

/** “我能报名吗”, in one sentence and rule by rule. */
export function mayIEnter(drop: LotteryDrop, { member, signedIn, entry }: AskingToEnter, now: Instant): MayI {
  const window = windowRefusal(drop, now)
  const audience = member && memberRefusal(drop, member)
  const unknown = signedIn ? '还没入会' : '登录后可知'
  const looked: MayI['looked'] = [
    { rule: 'membership', holds: member !== undefined, words: member ? '在会' : unknown },
    { rule: 'window', holds: window === undefined, words: windowWords(drop, window) },
    {
      rule: 'audience',
      holds: member !== undefined && audience === undefined,
      words: member ? (audience ? benefitsProblems[audience].title : '符合') : unknown,
    },
    { rule: 'limit', holds: true, words: entry ? '已报名' : '每人报名一次' },
    { rule: 'stock', holds: true, words: `抽 ${drop.stock} 份` },
  ]
  const stranger = signedIn ? 'membership-missing' : 'token-missing'
  const code = member ? (entry ? undefined : (audience ?? window)) : stranger
  return {
    may: code === undefined,
    ...(code ? { code } : {}),
    words: inOneSentence(drop, { code, entry }, now),
    looked,
  }
}

function windowWords(drop: LotteryDrop, refusal: WindowRefusal | undefined): string {
  if (refusal === 'drop-not-open') return `${inWords(drop.opensAt)} 开始报名`
  if (refusal === 'drop-paused') return '暂停中'
  return refusal === undefined ? `${inWords(drop.closesAt)} 截止` : '报名已截止'
}

function inOneSentence(
  drop: LotteryDrop,
  { code, entry }: { code: string | undefined; entry: MyEntry | undefined },
  now: Instant,
): string {
  const { issue, drawsAt } = drop.draw
  const when = `${inWords(drawsAt)} 福彩3D 第 ${issue} 期开出后抽签`
  switch (code) {
    case undefined:
      if (entry?.won !== undefined) return entry.won ? '中签了，券在券包里' : '这次没中签，可以看抽签结果'
      if (entry) return now < drawsAt ? `你已报名，${when}` : '你已报名，正在等号码核对'
      return `你符合条件，${inWords(drop.closesAt)} 前报名都一样，不分先后`
    case 'drop-not-open':
      return `你符合条件，${inWords(drop.opensAt)} 开始报名，不分先后，不用抢`
    case 'token-missing':
      return '登录后就知道'
    case 'membership-missing':
      return '加入工会后就能报名'
    case 'drop-closed':
      return `报名已经截止，${when}`
    default: {
      const words = benefitsProblems[code as keyof typeof benefitsProblems]
      return `${words.title}，${words.next}`
    }
  }
}
