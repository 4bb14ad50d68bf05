import { instantOf } from '@gonghui/shared/lib/instant'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { type Campaign, getCampaign } from '@gonghui/shared/reading/campaigns'
import { dayIn } from '@gonghui/shared/reading/days'
import {
  type CheckInPlan,
  checkIn,
  chooseBooks,
  enrol,
  finishBook,
  getReader,
  type Reader,
} from '@gonghui/shared/reading/readers'
import { useEffect, useState } from 'react'
import { call } from '../lib/api'
import { loadMe, type MeState, memberOf, useMe } from '../lib/me'
import { serverNowMs } from '../lib/server-clock'
import { ulid } from '../lib/ulid'
import { saidOf, untilKnown } from '../lib/until-known'
import { type Answer, useAnswer } from '../lib/use-answer'
import { sayInFull } from '../ui/toast'
import { useOutbox } from './use-outbox'

export type Working = 'no' | 'enrolling' | 'checking-in' | 'choosing' | 'finishing'

/** The day it is for a campaign, by the server's clock and the campaign's zone, whatever the phone is set to. */
export const todayIn = ({ zone }: Pick<Campaign, 'zone'>): string => dayIn(zone, instantOf(serverNowMs()))

/** Whether one takes part. Only of `none` is it known that one does not. */
export type Enrolment =
  | { readonly kind: 'loading' | 'offline' | 'visitor' | 'none' | 'reading' }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }

export function enrolmentOf(me: MeState, mine: Answer<unknown>): Enrolment {
  if (me.kind !== 'known') return { kind: me.kind }
  if (!memberOf(me)) return { kind: 'none' }
  if (mine.kind === 'ready') return { kind: 'reading' }
  if (mine.kind !== 'refused') return { kind: mine.kind }
  return mine.problem.code === 'not-enrolled' ? { kind: 'none' } : mine
}

/** A campaign and where one stands in it; and all that one does there. */
export function useCampaign(campaignId: string) {
  const me = useMe()
  const memberId = memberOf(me)?.memberId
  const seen = useAnswer(getCampaign, { params: { campaignId } }, { keepAs: `campaign-${campaignId}` })
  const mine = useAnswer(getReader, memberId ? { params: { campaignId } } : undefined, {
    keepAs: `reader-${campaignId}-${memberId}`,
  })
  const [newer, setNewer] = useState<Reader>()
  const [working, setWorking] = useState<Working>('no')
  // A standing that was asked for before this deed may answer after it: asking once more leaves that one unheard.
  const stand = (reader: Reader) => {
    setNewer(reader)
    void mine.reload()
  }
  const { kept, send } = useOutbox<CheckInPlan, typeof checkIn>(
    memberId && `check-ins-${campaignId}-${memberId}`,
    {
      idOf: ({ checkInId }) => checkInId,
      send: (told) => call(checkIn, { params: { campaignId }, body: told }),
      onTaken: ({ reader }) => stand(reader),
      said: (taken) => (taken > 1 ? `${taken} 次打卡都交上了` : '打卡成功'),
    },
  )

  // A newly read standing takes the place of what the last deed answered.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the signal, not a value used.
  useEffect(() => setNewer(undefined), [mine.answer])

  const body = seen.answer.kind === 'ready' ? seen.answer.body : undefined
  const reader = newer ?? (mine.answer.kind === 'ready' ? mine.answer.body.reader : undefined)

  const take = async (what: Working, deed: () => ReturnType<typeof call<typeof enrol>>): Promise<boolean> => {
    if (working !== 'no') return false
    setWorking(what)
    const ended = await untilKnown(deed)
    setWorking('no')
    if (ended.kind === 'answer') stand(ended.body.reader)
    else sayInFull(saidOf(ended))
    return ended.kind === 'answer'
  }

  const params = { campaignId }
  /** The id of a check-in that was taken, or waits on this phone for a network. */
  const tell = async (told: Omit<CheckInPlan, 'checkInId'>): Promise<string | undefined> => {
    if (working !== 'no') return undefined
    setWorking('checking-in')
    const checkInId = `chk_${ulid(serverNowMs())}`
    const ended = await send({ ...told, checkInId })
    setWorking('no')
    return ended ? checkInId : undefined
  }

  return {
    answer: seen.answer,
    body,
    reader,
    enrolment: reader ? ({ kind: 'reading' } as const) : enrolmentOf(me, mine.answer),
    kept,
    working,
    reload: async () => {
      await Promise.all([seen.reload(), mine.reload(), ...(me.kind === 'offline' ? [loadMe()] : [])])
    },
    enrol: () => take('enrolling', () => call(enrol, { params })),
    choose: (bookIds: string[]) => take('choosing', () => call(chooseBooks, { params, body: { bookIds } })),
    finish: (bookId: string, review: string) =>
      take('finishing', () => call(finishBook, { params: { campaignId, bookId }, body: { review } })),
    tell,
  }
}
