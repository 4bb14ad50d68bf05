import type { PreflightItem } from '@gonghui/shared/benefits/preflight'
import { epochMsOf, type Instant, inWords, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { yuan } from '@gonghui/shared/lib/money'
import { isApproved, isAsked, needsApproval, type Threshold, weightOf } from '../drop/approval.rule.ts'
import { type Drop, hasOpening, isLaid } from '../drop/drop.rule.ts'
import { isLottery } from '../lottery/entry.rule.ts'
import type { Rehearsals } from './rehearsal.rule.ts'

type Found = Pick<PreflightItem, 'state' | 'words' | 'next'>
type Said = Pick<PreflightItem, 'words' | 'next'>

const ok = (words: string): Found => ({ state: 'ok', words })
const notHere: Found = { state: 'not-here', words: '本地环境不适用' }

/** The header `date` has whole seconds; a second of difference may be none. */
const CLOCK_OK_MS = 1_500
const CLOCK_STOP_MS = 5_000

/** @param databaseMs what the database's clock said, to the second; undefined where it said nothing. */
export function clockFound(ownMs: number, databaseMs: number | undefined): Found {
  if (databaseMs === undefined || Number.isNaN(databaseMs)) return notHere
  const apartMs = Math.max(0, Math.abs(ownMs - databaseMs - 500) - 500)
  const words = `服务器和数据库相差 ${(apartMs / 1_000).toFixed(1)} 秒`
  if (apartMs <= CLOCK_OK_MS) return ok(words)
  const next = '开抢按服务器时间。请技术人员核对云平台的时钟再开'
  return { state: apartMs > CLOCK_STOP_MS ? 'stop' : 'warn', words, next }
}

/** @param laid how many units lie in the buckets; undefined before publication. */
export function stockFound(drop: Drop, laid: number | undefined): Found {
  const units = laid ?? drop.stock
  if (drop.codes === 'imported' && drop.codesCount < units)
    return {
      state: 'stop',
      words: `库存 ${units} 份，券码只有 ${drop.codesCount} 条`,
      next: '请补齐券码，或把库存改少',
    }
  if (laid === undefined) return { state: 'stop', words: '还没有排期，库存还没有放好', next: '请先排期' }
  return ok(
    drop.codes === 'imported'
      ? `库存 ${units} 份，券码 ${drop.codesCount} 条`
      : `库存 ${units} 份，券码自动生成`,
  )
}

/**
 * What a drop's opening asks of the cloud, as docs/capacity.md reckons it: five people for each unit within five
 * seconds, everything gone within three, 2.4 write units a unit, and ten requests a second in each environment.
 */
export const neededFor = (units: number) => ({
  writeUnits: Math.ceil((units * 2.4) / 3),
  environments: Math.ceil(units / 10),
})

/** So long before the opening everything is to stand ready. */
const READY_MS = 10 * MINUTE_MS

/** What is missing is a reason to look at it until it ought to stand ready, and then a reason to stop. */
const short = (drop: Drop, now: Instant, said: Said): Found => ({
  state: epochMsOf(drop.opensAt) - epochMsOf(now) > READY_MS ? 'warn' : 'stop',
  ...said,
})

/** @param writeUnits a second that the table takes at once (warm throughput); undefined where it does not say. */
export function tableFound(drop: Drop, units: number, writeUnits: number | undefined, now: Instant): Found {
  if (writeUnits === undefined) return notHere
  const needed = neededFor(units).writeUnits
  const words = `数据库已预热到每秒 ${writeUnits} 次写入，这场需要 ${needed}`
  if (writeUnits >= needed) return ok(words)
  return short(drop, now, { words, next: `请技术人员把表的预热写入调到 ${needed} 以上（docs/capacity.md）` })
}

export interface ClaimCapacity {
  /** Environments that are warm now. */
  readonly ready: number
  /** Environments that are asked for. */
  readonly wanted: number
  /** How many may run at most; undefined: as many as the account has. */
  readonly most: number | undefined
}

export function claimFound(
  drop: Drop,
  units: number,
  capacity: ClaimCapacity | undefined,
  now: Instant,
): Found {
  if (!capacity) return notHere
  const { ready, wanted, most } = capacity
  const needed = neededFor(units).environments
  if (most !== undefined && most < needed)
    return short(drop, now, {
      words: `抢福利的函数最多同时运行 ${most} 个，这场需要 ${needed} 个`,
      next: '请技术人员提高保留并发（docs/capacity.md）',
    })
  const words = `抢福利的函数已备好 ${ready} 个，这场需要 ${needed} 个`
  if (ready >= needed) return ok(words)
  if (wanted >= needed) return { state: 'warn', words: `${words}，正在准备`, next: '过几分钟再看一次' }
  return short(drop, now, {
    words,
    next: '每天开抢前十分钟会自动加；到时还不够，请技术人员按 docs/capacity.md 手动加',
  })
}

export const wechatFound = (answers: boolean): Found =>
  answers
    ? ok('能取到微信接口的凭证')
    : { state: 'warn', words: '微信接口现在没有回应', next: '不影响抢；新登录和提醒可能变慢，过几分钟再看' }

/** @param ringing the names of the alarms that ring now; undefined where there are none. */
export function alarmsFound(ringing: readonly string[] | undefined): Found {
  if (ringing === undefined) return notHere
  if (ringing.length === 0) return ok('没有正在响的告警')
  const some = ringing.slice(0, 3).join('、')
  return {
    state: 'stop',
    words: `有 ${ringing.length} 个告警正在响：${some}${ringing.length > 3 ? ' 等' : ''}`,
    next: '请技术人员先处理告警；没有影响的，写明原因再开',
  }
}

/** Whether a second operator has to approve it, and has. */
export function approvalFound(drop: Drop, threshold: Threshold): Found {
  const { judgement } = drop
  if (judgement?.state === 'approved' && (isLaid(drop) || isApproved(drop)))
    return ok(
      `${judgement.decidedByMasked ?? '第二位运营'} ${inWords(judgement.decidedAt ?? drop.createdAt)} 同意`,
    )
  if (isLaid(drop) || !needsApproval(drop, threshold)) return ok('没有超过审批门槛，不用第二人审批')
  const { units, fen } = weightOf(drop)
  const words = `${units} 份、补贴 ${yuan(fen)} 元，超过审批门槛`
  if (isAsked(drop))
    return { state: 'stop', words: `${words}，正在等审批`, next: '请本级或上级的另一位运营到“待审批”里处理' }
  return judgement?.state === 'refused' && judgement.revision === drop.revision
    ? { state: 'stop', words: `审批没有同意：${judgement.reason ?? ''}`, next: '请按意见修改后重新送审' }
    : { state: 'stop', words: `${words}，还没有送审`, next: '请在这场福利的页面点“送审”' }
}

const REHEARSE = '请技术人员运行 npm run rehearse 演练一次'

/** How the last rehearsal went; one that did not go well is a reason not to open. */
export function rehearsalFound(drop: Drop, { running, last }: Rehearsals): Found {
  if (isLottery(drop) || hasOpening(drop)) return ok('抽签不分先后，不用演练')
  if (running) return { state: 'warn', words: '正在演练', next: '请等演练结束再开' }
  if (!last) return { state: 'warn', words: '还没有演练过', next: REHEARSE }
  const { at, members, p99Ms, soldOutInMs, verdict } = last
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} 秒`
  if (verdict === 'no-go')
    return { state: 'stop', words: `${inWords(at)} 的演练没有通过`, next: '请看演练报告，解决后再演练一次' }
  const gone = soldOutInMs === undefined ? '没有抢完' : `${seconds(soldOutInMs)}抢完`
  return ok(`${inWords(at)} 演练通过：${members} 人，99% 在 ${seconds(p99Ms)}内得到答复，${gone}`)
}
