import type { DropFace } from '@gonghui/shared/benefits/drops'
import { unitOf } from '@gonghui/shared/benefits/units'
import { epochMsOf } from '@gonghui/shared/lib/instant'
import { yuan, zhe } from '@gonghui/shared/lib/money'
import { deadlineOf, grouped, whenOf } from './words'

/** Where a drop stands for somebody who looks at it now. Sold out is a state of the stock, not of the drop. */
export type Phase =
  | 'draft'
  | 'coming'
  | 'open'
  | 'sold-out'
  | 'paused'
  | 'closed'
  // A lottery's own, where the others say open and closed.
  | 'entering'
  | 'waiting'
  | 'drawn'

export function phaseOf(
  drop: Pick<DropFace, 'state' | 'opensAt' | 'closesAt' | 'stock' | 'lottery'>,
  nowMs: number,
): Phase {
  if (drop.state === 'draft') return 'draft'
  if (drop.state === 'closed' || drop.state === 'settled' || nowMs >= epochMsOf(drop.closesAt))
    return drop.lottery ? (drop.lottery.step === 'drawn' ? 'drawn' : 'waiting') : 'closed'
  if (drop.state === 'paused') return 'paused'
  if (nowMs < epochMsOf(drop.opensAt)) return 'coming'
  if (drop.lottery) return 'entering'
  return drop.stock.left > 0 ? 'open' : 'sold-out'
}

export const phaseWords = {
  draft: { text: '草稿', tone: 'plain' },
  coming: { text: '即将开始', tone: 'wait' },
  open: { text: '进行中', tone: 'ok' },
  'sold-out': { text: '已抢完', tone: 'no' },
  paused: { text: '已暂停', tone: 'wait' },
  closed: { text: '已结束', tone: 'plain' },
  entering: { text: '报名中', tone: 'ok' },
  waiting: { text: '待开奖', tone: 'wait' },
  drawn: { text: '已开奖', tone: 'plain' },
} as const satisfies Record<Phase, { text: string; tone: 'ok' | 'wait' | 'no' | 'plain' }>

export const kindWords: Readonly<Record<DropFace['kind'], string>> = {
  film: '观影',
  goods: '好物',
  sports: '运动',
  meal: '餐饮',
  other: '其他',
}

/** The line under a drop's title: when it opens and how much there is, or how much is left. */
export function stockWords(drop: DropFace, phase: Phase, nowMs: number): string {
  const unit = unitOf(drop.kind)
  if (drop.lottery) return lotteryWords(drop, drop.lottery, phase, nowMs)
  if (phase === 'coming') return `${whenOf(drop.opensAt, nowMs)}・${drop.stock.total} ${unit}`
  if (phase === 'open') return `剩 ${drop.stock.left} ${unit}`
  return phaseWords[phase].text
}

/** The same of a lottery: how many are drawn for, among how many, and when. */
function lotteryWords(
  drop: DropFace,
  { drawsAt, entrants }: NonNullable<DropFace['lottery']>,
  phase: Phase,
  nowMs: number,
): string {
  const drawn = `抽 ${grouped(drop.stock.total)} ${unitOf(drop.kind)}`
  if (phase === 'coming') return `${whenOf(drop.opensAt, nowMs)} 报名・${drawn}`
  if (phase === 'entering')
    return entrants > 0 ? `${drawn}・约 ${grouped(entrants)} 人` : `${drawn}・不分先后`
  if (phase === 'waiting') return Date.parse(drawsAt) > nowMs ? `${whenOf(drawsAt, nowMs)} 开奖` : '待开奖'
  return phaseWords[phase].text
}

/** 领取后 3 天内用, or until when all of them are good. */
export const validityWords = ({ useWithinDays, validUntil }: DropFace): string =>
  useWithinDays ? `领取后 ${useWithinDays} 天内用` : `${deadlineOf(validUntil)} 前有效`

export const openDrop = (dropId: string) => `/benefits/drop?dropId=${dropId}`
export const openVoucher = (voucherId: string) => `/benefits/voucher?voucherId=${voucherId}`

/** `4 折`; nothing below one 折, where the price itself is the boast. */
export function zheLabel(listPriceFen: number, memberPriceFen: number): string | undefined {
  const tenths = zhe(listPriceFen, memberPriceFen)
  return tenths !== undefined && Number(tenths) >= 1 ? `${tenths} 折` : undefined
}

/** The gold label on a cover: `4 折`, or `1 元`. */
export const priceLabel = (listPriceFen: number, memberPriceFen: number): string | undefined =>
  zheLabel(listPriceFen, memberPriceFen) ??
  (memberPriceFen > 0 && memberPriceFen < listPriceFen ? `${yuan(memberPriceFen)} 元` : undefined)
