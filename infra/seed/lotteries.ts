import { readDrop } from '@gonghui/functions/benefits/drop/drop.store'
import { scheduleDrop } from '@gonghui/functions/benefits/drop/launch'
import { advanceDraw } from '@gonghui/functions/benefits/lottery/drawing'
import { typeDrawNumber } from '@gonghui/functions/benefits/lottery/draws'
import { enterDrop } from '@gonghui/functions/benefits/lottery/entries'
import { isLottery, type LotteryDrop } from '@gonghui/functions/benefits/lottery/entry.rule'
import type { Caller, MemberCaller, StaffCaller } from '@gonghui/functions/lib/caller'
import { grantsOf } from '@gonghui/functions/lib/grants.store'
import { type Handler, isRefusal, type Request } from '@gonghui/functions/lib/server'
import { readToken } from '@gonghui/functions/lib/tokens'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { createDrop, listManagedDrops } from '@gonghui/shared/benefits/drops'
import type { Contract } from '@gonghui/shared/lib/contract'
import { DAY_MS, dayOf, type Instant, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { answered } from './calls.ts'
import type { Stage } from './drops.ts'
import { readJson } from './files.ts'
import { named } from './union.ts'

/** One of lotteries.json. */
interface Story {
  readonly slug: string
  readonly by: string
  /** Taking entries now; or over since yesterday, with the number to be typed, or typed and drawn. */
  readonly when: 'entering' | 'to-be-drawn' | 'drawn'
  readonly title: string
  readonly kind: DropPlan['kind']
  readonly cover: DropPlan['cover']
  readonly rules: string
  readonly listPriceFen: number
  readonly memberPriceFen: number
  readonly stock: number
  readonly outlets: readonly string[]
  readonly entered: readonly string[]
}

export async function putLotteries(stage: Stage): Promise<void> {
  await Promise.all(readJson<Story[]>('lotteries.json').map((story) => tell(stage, story)))
}

/** Entries close at 20:00 and 福彩3D is drawn at 21:15, in four days or yesterday. */
function momentsOf({ when }: Story, start: Instant) {
  const day = dayOf(later(start, (when === 'entering' ? 4 : -1) * DAY_MS))
  const closesAt = `${day}T12:00:00.000Z`
  const opensAt = when === 'entering' ? later(start, -MINUTE_MS) : later(closesAt, -3 * DAY_MS)
  return { opensAt, closesAt, drawsAt: `${day}T13:15:00.000Z` }
}

/** What an issue lags behind the day by the time the holidays are over. */
const HOLIDAYS = 14

function issueOf(drawsAt: Instant): string {
  const day = dayOf(drawsAt)
  const year = day.slice(0, 4)
  const dayOfYear = (Date.parse(day) - Date.parse(`${year}-01-01`)) / DAY_MS + 1
  return `${year}${String(Math.max(1, dayOfYear - HOLIDAYS)).padStart(3, '0')}`
}

/** Made once, through the API; what lies in the past is then done by the very handlers at the moments it was done. */
async function tell(stage: Stage, story: Story): Promise<void> {
  const { token } = named(stage.cast, story.by).session
  const orgId = named(stage.union, '深圳市总工会').orgId
  const { items } = answered(
    listManagedDrops,
    await stage.ask(listManagedDrops, { query: { orgId } }, { token }),
  )
  const there = items.find((drop) => drop.title === story.title)
  const { opensAt, closesAt, drawsAt } = there?.lottery
    ? { ...there, drawsAt: there.lottery.drawsAt }
    : momentsOf(story, stage.start)
  const { by, when, entered, outlets, slug, ...plan } = story
  const body: DropPlan = {
    ...plan,
    orgId,
    perMember: 1,
    audience: { orgIds: [orgId] },
    opensAt,
    closesAt,
    validUntil: later(drawsAt, 30 * DAY_MS),
    outletIds: outlets.map((name) => named(stage.outlets, name)),
    codes: 'generated',
    redeemedAt: 'here',
    way: 'lottery',
    draw: { issue: issueOf(drawsAt), drawsAt },
  }
  const key = `seed-lottery-${slug}`
  const dropId =
    there?.dropId ?? answered(createDrop, await stage.ask(createDrop, { body }, { token, key })).dropId
  const operator = await staffBehind(token)
  // A draw that has come further already is left as it is.
  if (!there || there.state === 'draft')
    await did(scheduleDrop, { params: { dropId }, caller: operator, now: later(opensAt, -DAY_MS) })
  const drop = await lotteryOf(dropId)
  if (when === 'entering' || !there?.lottery?.listHash)
    for (const openid of entered) {
      const member = callerOf(named(stage.members, openid)) as MemberCaller
      await did(enterDrop, { params: { dropId }, caller: member, now: later(opensAt, MINUTE_MS) })
    }
  if (when === 'entering') {
    if (!there) await advanceDraw(drop, stage.start)
    return
  }
  await advanceDraw(drop, later(closesAt, 2 * MINUTE_MS))
  if (when === 'to-be-drawn') return
  const auditor = await staffBehind(named(stage.cast, 'auditor-city').session.token)
  for (const [caller, minutes] of [
    [operator, 10],
    [auditor, 12],
  ] as const)
    await did(typeDrawNumber, {
      params: { dropId },
      body: { digits: '375' },
      caller,
      now: later(drawsAt, minutes * MINUTE_MS),
    })
}

/** A deed at a moment of the past; a refusal is a mistake of the seed. */
async function did<C extends Contract>(handle: Handler<C>, parts: Partial<Request<C>>): Promise<void> {
  const request = { params: {}, query: {}, body: {}, key: '', requestId: 'seed', ...parts } as Request<C>
  const answer = await handle(request)
  if (isRefusal(answer)) throw new Error(`the seed was refused: ${answer.refused}`)
}

function callerOf(token: string): Caller {
  const caller = readToken(token)
  if (typeof caller === 'string') throw new Error(caller)
  return caller
}

async function staffBehind(token: string): Promise<StaffCaller> {
  const caller = callerOf(token)
  return { ...caller, grants: await grantsOf(caller.personId) }
}

async function lotteryOf(dropId: string): Promise<LotteryDrop> {
  const drop = await readDrop(dropId)
  if (!drop || !isLottery(drop)) throw new Error(`${dropId} is no lottery`)
  return drop
}
