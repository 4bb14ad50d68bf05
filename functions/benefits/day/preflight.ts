import type { readPreflight as contract, PreflightItem } from '@gonghui/shared/benefits/preflight'
import type { Instant } from '@gonghui/shared/lib/instant'
import { log, told } from '../../lib/log.ts'
import { type Handler, isRefusal, reply } from '../../lib/server.ts'
import { wechatAnswers } from '../../lib/wechat.ts'
import { exactStock } from '../claim/stock.store.ts'
import { thresholdFor } from '../drop/approval.store.ts'
import { type Drop, isLaid } from '../drop/drop.rule.ts'
import { dropWithin } from '../drop/scope.ts'
import { ringingAlarms } from './alarms.store.ts'
import { claimCapacity, lookAtTable } from './capacity.store.ts'
import * as rule from './preflight.rule.ts'
import { readRehearsals } from './rehearsal.store.ts'

/** A drop to be looked at, and how many units it has: those that are laid, or those that are planned. */
interface Flight {
  readonly drop: Drop
  readonly units: number
  readonly now: Instant
}

interface Check {
  readonly name: string
  readonly title: string
  readonly look: (flight: Flight) => Promise<Pick<PreflightItem, 'state' | 'words' | 'next'>>
}

/** What is looked at before an opening, in the order in which it is shown. Each only reads. */
const checks: readonly Check[] = [
  {
    name: 'clock',
    title: '服务器时间',
    look: async () => {
      const { clockMs } = await lookAtTable()
      return rule.clockFound(Date.now(), clockMs)
    },
  },
  {
    name: 'stock-and-codes',
    title: '库存和券码',
    look: async ({ drop, units }) => rule.stockFound(drop, isLaid(drop) ? units : undefined),
  },
  {
    name: 'table-capacity',
    title: '数据库容量',
    look: async ({ drop, units, now }) => rule.tableFound(drop, units, (await lookAtTable()).writeUnits, now),
  },
  {
    name: 'claim-capacity',
    title: '抢福利的函数',
    look: async ({ drop, units, now }) => rule.claimFound(drop, units, await claimCapacity(), now),
  },
  {
    name: 'rehearsal',
    title: '演练',
    look: async ({ drop }) => rule.rehearsalFound(drop, await readRehearsals(drop.dropId)),
  },
  {
    name: 'approval',
    title: '第二人审批',
    look: async ({ drop }) => rule.approvalFound(drop, await thresholdFor(drop.orgPath)),
  },
  {
    name: 'alarms',
    title: '告警',
    look: async () => rule.alarmsFound(await ringingAlarms()),
  },
  {
    name: 'wechat',
    title: '微信接口',
    look: async () => rule.wechatFound(await wechatAnswers()),
  },
]

/** One that cannot be looked at is no reason not to see the others, and none to open either. */
async function looked({ name, title, look }: Check, flight: Flight): Promise<PreflightItem> {
  try {
    return { name, title, ...(await look(flight)) }
  } catch (error) {
    log.error('preflight', { name, error: told(error) })
    return { name, title, state: 'stop', words: '没有查到', next: '请再查一次；还是这样，请联系技术人员' }
  }
}

/** Whether a drop can be opened as it stands, item by item. */
export const readPreflight: Handler<typeof contract> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  const { total: units } = await exactStock(drop, now)
  const items = await Promise.all(checks.map((check) => looked(check, { drop, units, now })))
  return reply(200, { items, serverTime: now })
}
