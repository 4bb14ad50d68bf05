import { getVoucher } from '@gonghui/shared/benefits/vouchers'
import { useEffect } from 'react'
import { useAnswer } from '../lib/use-answer'
import { useWhileSeen } from '../lib/use-while-seen'
import { voucherWords } from '../lib/voucher-words'
import { keptCode } from './kept-code'

/** How often the page looks whether the clerk has redeemed it. */
const LOOK_EVERY_MS = 5_000

/** One voucher. It is kept on the phone while it is good for something: its page must open in a cellar too. */
export function useVoucher(voucherId: string) {
  const { answer, reload } = useAnswer(
    getVoucher,
    { params: { voucherId } },
    { keepAs: `voucher-${voucherId}`, keepIf: ({ voucher }) => voucherWords(voucher.state).live },
  )
  const voucher = answer.kind === 'ready' ? answer.body.voucher : undefined
  useWhileSeen(reload, LOOK_EVERY_MS, voucher?.state === 'issued')
  const isOver = voucher !== undefined && !voucherWords(voucher.state).live
  useEffect(() => {
    if (isOver) keptCode.forget(voucherId)
  }, [isOver, voucherId])
  return { answer, voucher, reload }
}
