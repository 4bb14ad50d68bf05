import { listMyOutlets, type Outlet } from '@gonghui/shared/benefits/outlets'
import {
  listRedemptions,
  type Previewed,
  previewRedemption,
  type Redemption,
  redeemVoucher,
  undoRedemption,
} from '@gonghui/shared/benefits/redemptions'
import { instantOf } from '@gonghui/shared/lib/instant'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { useState } from 'react'
import { call, newKey } from '../lib/api'
import { shortCodeIn } from '../lib/scanned'
import { serverNowMs } from '../lib/server-clock'
import { storage } from '../lib/storage'
import { saidOf, untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'

/** The clerk's desk, one thing at a time. */
export type Desk =
  | { readonly kind: 'ready' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'preview'; readonly preview: Previewed; readonly key: string }
  | { readonly kind: 'redeeming'; readonly preview: Previewed; readonly key: string }
  /** No answer came; the same key makes the next try the same deed. */
  | { readonly kind: 'unsure'; readonly preview: Previewed; readonly key: string }
  | { readonly kind: 'done'; readonly redemption: Redemption }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'offline' }

const STORED = 'clerk-outlet'

export function useOutlet() {
  const { answer, reload } = useAnswer(listMyOutlets, {})
  const [chosen, setChosen] = useState(storage.read<string>(STORED) ?? '')
  const outlets = answer.kind === 'ready' ? answer.body.items : []
  const outlet = outlets.find(({ outletId }) => outletId === chosen) ?? outlets[0]
  const choose = ({ outletId }: Pick<Outlet, 'outletId'>) => {
    storage.write(STORED, outletId)
    setChosen(outletId)
  }
  return { answer, outlets, outlet, choose, reload }
}

/** This clerk's newest slip at this outlet, while it may still be taken back. */
export function useLastSlip(outletId: string | undefined) {
  const { answer, reload } = useAnswer(listRedemptions, outletId ? { query: { outletId } } : undefined)
  const newest =
    answer.kind === 'ready' ? answer.body.items.find(({ mine, undone }) => mine && !undone) : undefined
  const slip = newest && newest.undoUntil > instantOf(serverNowMs()) ? newest : undefined
  return { slip, reload }
}

export function useDesk(outletId: string | undefined, onDone: () => void) {
  const [desk, setDesk] = useState<Desk>({ kind: 'ready' })

  const look = async (text: string) => {
    if (!outletId || desk.kind === 'looking') return
    setDesk({ kind: 'looking' })
    const shortCode = shortCodeIn(text)
    const shown = shortCode ? { shortCode } : { pass: text.trim() }
    const ended = await untilKnown(() => call(previewRedemption, { body: { ...shown, outletId } }), {
      tries: 2,
    })
    if (ended.kind === 'answer') setDesk({ kind: 'preview', preview: ended.body.preview, key: newKey() })
    else if (ended.kind === 'refused') setDesk({ kind: 'refused', problem: ended.problem })
    else setDesk({ kind: 'offline' })
  }

  const redeem = async () => {
    if (!outletId || (desk.kind !== 'preview' && desk.kind !== 'unsure')) return
    const { preview, key } = desk
    setDesk({ kind: 'redeeming', preview, key })
    const ended = await untilKnown(() =>
      call(redeemVoucher, { body: { ticket: preview.ticket, outletId } }, { key }),
    )
    if (ended.kind === 'answer') {
      setDesk({ kind: 'done', redemption: ended.body.redemption })
      onDone()
    } else if (ended.kind === 'refused') setDesk({ kind: 'refused', problem: ended.problem })
    else setDesk({ kind: 'unsure', preview, key })
  }

  return { desk, look, redeem, clear: () => setDesk({ kind: 'ready' }) }
}

/** Takes a slip back; answers with what to say where it did not work. */
export async function undo(redemptionId: string, reason: string): Promise<string | undefined> {
  const ended = await untilKnown(() => call(undoRedemption, { params: { redemptionId }, body: { reason } }))
  return ended.kind === 'answer' ? undefined : saidOf(ended, '请再试一次')
}
