import type { Asked } from '@gonghui/shared/benefits/look-ups'
import { memberShownIn } from '../lib/scanned'

/** What is looked up, without the desk's union and its reason. */
export type Wanted = Omit<Asked, 'orgId' | 'reason'>

export interface Way {
  readonly text: string
  readonly label: string
  readonly example: string
  /** What is asked for, by what was typed or scanned; undefined while it is not whole. */
  readonly asked: (typed: string, dropId: string | undefined) => Wanted | undefined
}

const digitsOf = (typed: string) => typed.normalize('NFKC').replace(/[\s-]/g, '')

/** By what a desk looks somebody or something up. */
export const ways = {
  code: {
    text: '短码或券号',
    label: '12 位短码，或券号',
    example: '0000 0000 0000',
    asked: (typed) => (typed.length >= 12 ? { code: typed } : undefined),
  },
  member: {
    text: '会员码',
    label: '扫会员码，或 8 位数字码',
    example: '0000 0000',
    asked: (typed) => (typed.length >= 8 ? memberShownIn(typed) : undefined),
  },
  phone: {
    text: '手机号',
    label: '会员报的整个手机号',
    example: '138 0000 2071',
    asked: (typed) => (/^1\d{10}$/.test(digitsOf(typed)) ? { phone: digitsOf(typed) } : undefined),
  },
  receipt: {
    text: '没抢到的凭证',
    label: '扫凭证，或粘贴',
    example: 'GHR1.…',
    asked: (typed) => (typed.length >= 20 ? { receipt: typed } : undefined),
  },
  tail: {
    text: '这场里的手机尾号',
    label: '手机后四位',
    example: '2071',
    asked: (typed, dropId) => (/^\d{4}$/.test(typed) && dropId ? { phoneTail: typed, dropId } : undefined),
  },
} satisfies Record<string, Way>
export type By = keyof typeof ways
