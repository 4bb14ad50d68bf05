import { DAY_MS, dayOf, type Instant, later } from '@gonghui/shared/lib/instant'
import { readDrop } from '../benefits/drop/drop.store.ts'
import { removeDrop } from '../benefits/drop/farewell.store.ts'
import { recordsEnd } from '../benefits/drop/retention.rule.ts'
import {
  type Due,
  dueOn,
  type Forgettable,
  moveMark,
  noteForgotten,
  putOff,
  readMark,
} from '../lib/forgetting.store.ts'
import type { Holding } from '../lib/holdings.ts'
import { log, told } from '../lib/log.ts'
import { readApplication } from '../membership/application.store.ts'
import { removeApplication } from '../membership/application-farewell.store.ts'
import { forgetTagClaim } from '../membership/tag-claim.store.ts'
import { forgetTransfer } from '../membership/transfer-farewell.store.ts'
import { erase } from './erasure.ts'

/** `later`: to be asked again by the next run; `held`: tomorrow; or on another day. */
type Outcome = 'done' | 'later' | 'held' | { readonly until: Instant }

interface Forgetting {
  readonly holdings: readonly Holding[]
  readonly clock: () => Instant
  /** Milliseconds until the function is ended. */
  readonly msLeft: () => number
}

/** A run takes up nothing new with less time than this. */
const LAST_STEP_MS = 30_000
const PAGE = 100

const nextDay = (day: string): string => dayOf(later(`${day}T04:00:00.000Z`, DAY_MS))

/**
 * Forgets what is due, day by day from the first on which anything was left. A run ends when its time does, and the
 * next goes on: what is done is taken off its day at once, and a day is passed over only when nothing is left on it.
 */
export async function forgetDue({ holdings, clock, msLeft }: Forgetting): Promise<void> {
  const done = () => 'done' as const
  const forget: Readonly<Record<Forgettable, (id: string) => Promise<Outcome>>> = {
    erasure: (id) => erase(id, holdings, clock()),
    application: (id) => forgetRefused(id, clock()).then(done),
    'tag-claim': (id) => forgetTagClaim(id).then(done),
    transfer: (id) => forgetTransfer(id).then(done),
    drop: (id) => forgetRecords(id, clock()),
  }
  const today = dayOf(clock())
  const known = await readMark()
  const from = known ?? today
  let firstLeft: string | undefined
  for (let day = from; day <= today; day = nextDay(day)) {
    const left = await forgetDay(day)
    if (left > 0) firstLeft ??= day
    if (msLeft() < LAST_STEP_MS) return
  }
  const mark = firstLeft ?? today
  if (mark !== known) await moveMark(mark)

  async function forgetDay(day: string): Promise<number> {
    let left = 0
    let after: string | undefined
    do {
      const page = await dueOn(day, PAGE, after)
      for (const due of page.items) {
        if (msLeft() < LAST_STEP_MS) return left + 1
        if (!(await forgotten(due))) left++
      }
      after = page.after
    } while (after !== undefined)
    return left
  }

  /** One that fails keeps nobody else waiting: it is left for the next run, and somebody is woken. */
  async function forgotten(due: Due): Promise<boolean> {
    try {
      const outcome = await forget[due.what](due.id)
      if (outcome === 'later') return false
      if (outcome === 'held') await putOff(due, later(clock(), DAY_MS))
      else if (outcome !== 'done') await putOff(due, outcome.until)
      else await noteForgotten(due)
      return true
    } catch (error) {
      log.error('something due is not forgotten', { ...due, error: told(error) })
      return false
    }
  }
}

/** An application that was refused half a year ago. One that was admitted meanwhile is none. */
async function forgetRefused(applicationId: string, now: Instant): Promise<void> {
  const row = await readApplication(applicationId)
  if (row?.state === 'refused') await removeApplication(row, now)
}

/** A drop whose vouchers ended two years ago, with all that names anybody. Extended since, it has its time. */
async function forgetRecords(dropId: string, now: Instant): Promise<Outcome> {
  const drop = await readDrop(dropId)
  if (!drop) return 'done'
  const until = recordsEnd(drop)
  if (dayOf(now) < dayOf(until)) return { until }
  await removeDrop(drop)
  return 'done'
}
