import { getDrop } from '@gonghui/shared/benefits/drops'
import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { useState } from 'react'
import { type Phase, phaseOf } from '../lib/drop-words'
import { type MeState, memberOf, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { useAnswer } from '../lib/use-answer'

export type DropAnswer = AnswerOf<typeof getDrop>['body']

/** What the one big button does now. */
export type Way =
  | { readonly kind: 'claim'; readonly j: number }
  | { readonly kind: 'soon' }
  | { readonly kind: 'mine'; readonly voucherId: string }
  | { readonly kind: 'login' }
  | { readonly kind: 'join' }
  | { readonly kind: 'none'; readonly text: string }

const NOT_YET = 'drop-not-open'

/**
 * The server's answer is as old as the page; the instant of opening is not. A refusal that was only a matter of
 * time falls away when the time has come.
 */
export function wayOf(
  { drop, mayI, mine }: DropAnswer,
  phase: Phase,
  me: MeState['kind'],
  isMember: boolean,
): Way {
  const last = mine[mine.length - 1]
  const fits = mayI.may || mayI.code === NOT_YET || mayI.code === undefined
  if (last && (mine.length >= drop.perMember || phase === 'closed'))
    return { kind: 'mine', voucherId: last.voucherId }
  if (phase === 'closed') return { kind: 'none', text: '这场已经结束' }
  if (me === 'visitor') return { kind: 'login' }
  if (me === 'known' && !isMember) return { kind: 'join' }
  if (phase === 'coming') return { kind: 'soon' }
  if (phase === 'paused') return { kind: 'none', text: '这场暂停了，稍后再来' }
  // Sold out is for the claim to say: a unit may have come back since the page was read.
  if (fits || mayI.code === 'drop-sold-out')
    return phase === 'sold-out' ? { kind: 'none', text: '已抢完' } : { kind: 'claim', j: mine.length + 1 }
  return { kind: 'none', text: '这场不能抢' }
}

export function useDrop(dropId: string) {
  const { answer, reload } = useAnswer(getDrop, { params: { dropId } })
  const me = useMe()
  // Opening comes by the clock, without a new answer: this makes the page look again.
  const [, lookAgain] = useState(0)
  const body = answer.kind === 'ready' ? answer.body : undefined
  const phase = body && phaseOf(body.drop, serverNowMs())
  const way = body && phase && wayOf(body, phase, me.kind, memberOf(me) !== undefined)
  return { answer, body, phase, way, reload, onOpening: () => lookAgain((count) => count + 1) }
}
