import type { Change, DropDeed } from '@gonghui/shared/benefits/deeds'
import { momentOf } from '../lib/words'

export const deedWords: Readonly<Record<DropDeed, string>> = {
  schedule: '排期',
  pause: '暂停',
  resume: '恢复',
  close: '提前结束',
  'change-stock': '调整库存',
  extend: '延长',
  'stop-org': '停一家单位',
  'resume-org': '恢复单位',
  'set-banner': '公告',
  'change-rules': '改规则',
  'ask-approval': '送审',
  approve: '审批同意',
  'refuse-approval': '审批不同意',
  export: '导出',
  'reverse-redemption': '冲销核销',
  'sign-settlement': '签结算单',
  'reverse-settlement': '冲销结算单',
  'void-voucher': '作废券',
  'reissue-voucher': '作废补发',
}

const stateNames: Readonly<Record<string, string>> = {
  draft: '草稿',
  scheduled: '待开抢',
  open: '进行中',
  paused: '暂停',
  closed: '结束',
  settled: '已结算',
}

const approvalNames: Readonly<Record<string, string>> = {
  asked: '待审批',
  approved: '同意',
  refused: '不同意',
}

const asItIs = (value: string) => value
const asState = (value: string) => stateNames[value] ?? value

const words: Readonly<Record<Change['what'], readonly [name: string, say: (value: string) => string]>> = {
  state: ['状态', asState],
  stock: ['库存', (value) => `${value} 份`],
  closesAt: ['结束', momentOf],
  validUntil: ['有效期到', momentOf],
  org: ['单位', asItIs],
  approval: ['审批', (value) => approvalNames[value] ?? value],
  voucher: ['券', (value) => `…${value.slice(-6)}`],
  rules: ['规则', (value) => `第 ${value} 版`],
  banner: ['公告', (value) => `“${value}”`],
}

/** One change as people read it: what, from which value, to which. A stopped org has no value before, one that goes on none after. */
export function changeWords({ what, from, to }: Change) {
  const [name, say] = words[what]
  return {
    name,
    from: from === undefined ? undefined : say(from),
    to: to === undefined ? undefined : say(to),
  }
}
