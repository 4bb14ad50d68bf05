import { getDrop } from '@gonghui/shared/benefits/drops'
import { previewDrop } from '@gonghui/shared/benefits/preview'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { epochMsOf } from '@gonghui/shared/lib/instant'
import { useCallback, useState } from 'react'
import { type Phase, phaseOf } from '../lib/drop-words'
import { type MeState, memberOf, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'
import { useFreshToken } from '../lib/use-fresh-token'
import { useWhileSeen } from '../lib/use-while-seen'

export type DropAnswer = AnswerOf<typeof getDrop>['body']

/** What the one big button does now. */
export type Way =
  /** `join`: a tap of a simultaneous opening, which is drawn; `ask`: how that went with my entry. */
  | { readonly kind: 'claim'; readonly j: number; readonly opening?: 'join' | 'ask' }
  | { readonly kind: 'soon' }
  /** `held`: it is kept for me until I take it. */
  | { readonly kind: 'mine'; readonly voucherId: string; readonly held?: true }
  | { readonly kind: 'login' }
  | { readonly kind: 'join' }
  /** Sold out: stand in line for what comes back, or stand there already. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'waits' }
  /** Of a lottery: enter it, be in it, see how it went. */
  | { readonly kind: 'enter' }
  | { readonly kind: 'entered' }
  | { readonly kind: 'not-drawn' }
  | { readonly kind: 'none'; readonly text: string }

/** Whether I am one whom this drop is for, whatever the time and the stock. */
export const isForMe = ({ mayI }: DropAnswer): boolean =>
  mayI.code === 'org-stopped' ||
  mayI.looked.every(({ rule, holds }) => holds || rule === 'window' || rule === 'stock')

/**
 * The server's answer is as old as the page; the instant of opening is not. So whether it is open comes from the
 * clock, and only who I am from the answer.
 */
export function wayOf(body: DropAnswer, phase: Phase, me: MeState['kind'], isMember: boolean): Way {
  if (body.drop.lottery) return entryWayOf(body, phase, me, isMember)
  const { drop, mine, waiting, entry } = body
  // What was given back does not count; its number is used up all the same.
  const live = mine.filter(({ state }) => state !== 'returned')
  const last = live[live.length - 1]
  if (last && (live.length >= drop.perMember || phase === 'closed'))
    return { kind: 'mine', voucherId: last.voucherId, ...(isKept(last) && { held: true as const }) }
  if (entry && phase !== 'closed' && isUndecided(body)) return { kind: 'claim', j: 1, opening: 'ask' }
  // Restocked, there is something for who waits as for anybody.
  if (waiting && phase !== 'open') return { kind: 'waits' }
  if (phase === 'closed') return { kind: 'none', text: '这场已经结束' }
  if (me === 'visitor') return { kind: 'login' }
  if (me === 'known' && !isMember) return { kind: 'join' }
  const short = shortWords(body)
  if (short) return { kind: 'none', text: short }
  if (!isForMe(body)) return { kind: 'none', text: '这场你不能抢' }
  if (body.mayI.code === 'org-stopped') return { kind: 'none', text: '你单位这场先停了，稍后再来' }
  if (phase === 'coming') return { kind: 'soon' }
  if (phase === 'paused') return { kind: 'none', text: '这场暂停了，稍后再来' }
  if (phase === 'sold-out') return drop.waitingList ? { kind: 'wait' } : { kind: 'none', text: '已抢完' }
  const isGathered = drop.opening !== undefined && drop.opening.step !== 'over'
  return { kind: 'claim', j: mine.length + 1, ...(isGathered && { opening: 'join' as const }) }
}

const isKept = ({ state }: DropAnswer['mine'][number]) => state === 'offered' || state === 'held'

/** Points are the one thing that one can come back with. */
function shortWords({ drop, points, mayI }: DropAnswer): string | undefined {
  const [failed, ...others] = mayI.looked.filter(
    ({ rule, holds }) => !holds && rule !== 'window' && rule !== 'stock',
  )
  if (failed?.rule !== 'points' || others.length > 0) return undefined
  return `积分不够，还差 ${(drop.pointsPrice ?? 0) - (points?.balance ?? 0)}`
}

/** Whether an entry in the draw of an opening has no answer yet, or won a voucher that is not fetched. */
const isUndecided = ({ drop, entry }: DropAnswer): boolean =>
  drop.opening !== undefined && entry !== undefined && entry.won !== false

/** The same of a lottery. How it went stands before who one is, for it is over. */
function entryWayOf(body: DropAnswer, phase: Phase, me: MeState['kind'], isMember: boolean): Way {
  const { mine, entry } = body
  const [voucher] = mine
  if (voucher) return { kind: 'mine', voucherId: voucher.voucherId }
  if (entry?.won === true) return { kind: 'none', text: '中签了，正在把券放进券包' }
  if (entry?.won === false) return { kind: 'not-drawn' }
  if (me === 'visitor') return { kind: 'login' }
  if (phase === 'drawn') return { kind: 'none', text: '这场已经开奖' }
  if (phase === 'waiting') return { kind: 'none', text: entry ? '已报名，等待开奖' : '报名已截止' }
  if (me === 'known' && !isMember) return { kind: 'join' }
  if (entry) return { kind: 'entered' }
  if (!isForMe(body)) return { kind: 'none', text: '这场你不能报名' }
  if (body.mayI.code === 'org-stopped') return { kind: 'none', text: '你单位这场先停了，稍后再来' }
  if (phase === 'coming') return { kind: 'soon' }
  return phase === 'paused' ? { kind: 'none', text: '报名暂停了，稍后再来' } : { kind: 'enter' }
}

/** Half a million who stand before a grey button ask 13 000 times a second, of the 20 000 that the gateway lets through. */
const LOOK_EVERY_MS = 30_000
/** Before the opening there is little to be told: that it is moved, or paused, or what its operators announce. */
const COMING_EVERY_MS = 60_000
/** The last minute belongs to those who come for the opening. */
const QUIET_MS = 60_000

/** How often to ask anew while one looks: only where no clock and no tap can change what the button says. */
export function lookEveryMs(body: DropAnswer, phase: Phase, way: Way): number | undefined {
  if (way.kind === 'soon') return COMING_EVERY_MS
  if (way.kind === 'wait' || way.kind === 'waits') return LOOK_EVERY_MS
  if (way.kind !== 'none') return undefined
  const mayOpen = body.mayI.code === 'org-stopped' || phase === 'paused' || phase === 'sold-out'
  const waitsForDraw = body.entry !== undefined && (phase === 'waiting' || phase === 'drawn')
  return waitsForDraw || (mayOpen && isForMe(body)) ? LOOK_EVERY_MS : undefined
}

interface DropLook {
  /** As somebody whom it is for would see it: for its operators, before it is scheduled too. */
  readonly isPreview?: boolean
  /** Its face is what one sees, not what became of a tap. */
  readonly looksAgain?: boolean
}

export function useDrop(dropId: string, { isPreview = false, looksAgain = true }: DropLook = {}) {
  const { answer, reload } = useAnswer(isPreview ? previewDrop : getDrop, { params: { dropId } })
  const me = useMe()
  // Opening and closing come by the clock, without a new answer: this makes the page look again.
  const [, turn] = useState(0)
  const body = answer.kind === 'ready' ? answer.body : undefined
  const phase = body && phaseOf(body.drop, serverNowMs())
  useFreshToken(phase === 'coming' ? body?.drop.opensAt : undefined)
  const way = body && phase && wayOf(body, phase, me.kind, memberOf(me) !== undefined)
  const everyMs = body && phase && way && lookEveryMs(body, phase, way)
  const opensAtMs = body && epochMsOf(body.drop.opensAt)
  const look = useCallback(async () => {
    const leftMs = (opensAtMs ?? 0) - serverNowMs()
    if (leftMs < 0 || leftMs > QUIET_MS) await reload()
  }, [opensAtMs, reload])
  useWhileSeen(look, everyMs ?? LOOK_EVERY_MS, looksAgain && !isPreview && everyMs !== undefined)
  return { answer, body, phase, way, reload, onTurn: () => turn((count) => count + 1) }
}
