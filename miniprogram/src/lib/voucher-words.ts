import type { Voucher } from '@gonghui/shared/benefits/vouchers'

interface StateWords {
  readonly text: string
  readonly tone: 'ok' | 'wait' | 'plain'
  /** It can still be used. */
  readonly live: boolean
}

const words: Readonly<Record<Voucher['state'], StateWords>> = {
  offered: { text: '留给你了', tone: 'wait', live: true },
  held: { text: '待确认', tone: 'wait', live: true },
  issued: { text: '待使用', tone: 'ok', live: true },
  redeemed: { text: '已使用', tone: 'plain', live: false },
  expired: { text: '已过期', tone: 'plain', live: false },
  returned: { text: '已退回', tone: 'plain', live: false },
  voided: { text: '已作废', tone: 'plain', live: false },
}

export const voucherWords = (state: Voucher['state']): StateWords => words[state]
