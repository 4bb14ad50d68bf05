import { getPass } from '@gonghui/shared/benefits/vouchers'
import { useCallback, useEffect } from 'react'
import { call } from '../lib/api'
import { useFresh } from '../lib/use-fresh'
import { keptCode } from './kept-code'

/**
 * The rotating pass of a voucher, and the short code, which is known without a network once a pass was shown.
 * @param onOver the server gives no pass any more: the voucher is spent or over.
 */
export function usePass(voucherId: string, onOver: () => void) {
  const ask = useCallback(() => call(getPass, { params: { voucherId } }), [voucherId])
  const { state, retry } = useFresh(ask)
  const shown = state.kind === 'showing' ? state.body.shortCode : undefined
  useEffect(() => {
    if (shown) keptCode.keep(voucherId, shown)
  }, [voucherId, shown])
  const over = state.kind === 'refused'
  useEffect(() => {
    if (over) onOver()
  }, [over, onOver])
  return { state, retry, shortCode: shown ?? keptCode.read(voucherId) }
}
