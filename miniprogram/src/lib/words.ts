import { DAY_MS, dayOf, epochMsOf, type Instant, instantOf } from '@gonghui/shared/lib/instant'
import { serverNowMs } from './server-clock'

/** How times are said to people. All of it in China's time, whatever the phone is set to. */

const CHINA_OFFSET_MS = 8 * 3_600_000
const local = (at: Instant) => instantOf(epochMsOf(at) + CHINA_OFFSET_MS)

/** `10:00` */
export const clockOf = (at: Instant): string => local(at).slice(11, 16)

/** `10:00:07` */
export const secondsOf = (at: Instant): string => local(at).slice(11, 19)

/** `2026-06-12` → `6月12日`; in any year but the present one `2019年6月12日`. */
export const dayWords = (day: string): string => {
  const said = `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
  const year = day.slice(0, 4)
  return year === local(instantOf(serverNowMs())).slice(0, 4) ? said : `${Number(year)}年${said}`
}

/** `6月12日`, with its year as `dayWords` has it. */
export const dateOf = (at: Instant): string => dayWords(local(at))

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']

/** `6月19日（周五）21:00` */
export const deadlineOf = (at: Instant): string =>
  `${dateOf(at)}（周${WEEKDAYS[new Date(local(at)).getUTCDay()]}）${clockOf(at)}`

/** `今天 10:00`, `明天 10:00`, `6月12日 10:00` */
export function whenOf(at: Instant, nowMs: number): string {
  const day = dayOf(at)
  if (day === dayOf(instantOf(nowMs))) return `今天 ${clockOf(at)}`
  if (day === dayOf(instantOf(nowMs + DAY_MS))) return `明天 ${clockOf(at)}`
  return `${dateOf(at)} ${clockOf(at)}`
}

/** `6月12日 10:00:02` */
export const momentOf = (at: Instant): string => `${dateOf(at)} ${secondsOf(at)}`

/** `刚刚`, `35 分钟`, `7 小时`, `3 天` */
export function waitedWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟`
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} 小时` : `${Math.floor(minutes / 1_440)} 天`
}

/** `82417036` → `8241 7036`: codes are read out in groups of four. */
export const inFours = (digits: string): string => digits.replace(/(.{4})(?=.)/g, '$1 ')

/** `12345` → `12,345` */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',')

export function greetingOf(nowMs: number): string {
  const hour = new Date(nowMs + CHINA_OFFSET_MS).getUTCHours()
  if (hour < 5) return '夜深了'
  if (hour < 12) return '上午好'
  if (hour < 18) return '下午好'
  return '晚上好'
}
