import type { Transfer } from '@gonghui/shared/membership/transfers'
import { dateOf } from '../lib/words'

/** How a transfer stands, in a word and its tone. */
export const transferWords = {
  waiting: { tone: 'wait', text: '等待办理' },
  accepted: { tone: 'ok', text: '已转入' },
  declined: { tone: 'no', text: '对方没有接收' },
  withdrawn: { tone: 'plain', text: '已撤回' },
  lapsed: { tone: 'plain', text: '过期作罢' },
} as const satisfies Record<Transfer['state'], { tone: string; text: string }>

/** Who asked, for the member; the desks say it of themselves. */
export function askedWords({ askedBy, fromOrgName, toOrgName }: Transfer): string {
  if (askedBy === 'member') return '会员本人申请'
  return `${askedBy === 'from' ? fromOrgName : toOrgName}发起`
}

/** What happens next, in a sentence for the member. */
export function nextWords(transfer: Transfer): string {
  const { state, askedBy, toOrgName, lapsesAt, endReason } = transfer
  if (state === 'waiting')
    return askedBy === 'to'
      ? `请你决定：同意后马上转入${toOrgName}。${dateOf(lapsesAt)}前没有答复就作罢。`
      : `等${toOrgName}接收，${dateOf(lapsesAt)}前没有答复就作罢。这期间福利照常领。`
  if (state === 'accepted') return '券、积分和记录都跟着你过来了，会员号不变。'
  return endReason ?? '会籍没有变动，可以再申请。'
}
