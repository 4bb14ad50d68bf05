import { claimDrop } from '@gonghui/shared/benefits/claim'
import type { covers, DropPlan, dropKinds } from '@gonghui/shared/benefits/drop-plan'
import { createDrop, listManagedDrops, type ManagedDrop } from '@gonghui/shared/benefits/drops'
import { closeDrop, pauseDrop, scheduleDrop } from '@gonghui/shared/benefits/launch'
import { redeemVoucher } from '@gonghui/shared/benefits/redemptions'
import { getPass } from '@gonghui/shared/benefits/vouchers'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Tag } from '@gonghui/shared/lib/tags'
import { type Ask, answered } from './calls.ts'
import { bringCodes } from './codes.ts'
import { readJson, readLines } from './files.ts'
import { momentOf } from './moments.ts'
import type { Cast } from './people.ts'
import { named, type Union } from './union.ts'

/** One of drops.json. Orgs and outlets are called by name, moments are counted from the start of the seed. */
interface Story {
  readonly slug: string
  /** The operator, by openid. */
  readonly by: string
  readonly plan: {
    readonly org: string
    readonly kind: (typeof dropKinds)[number]
    readonly title: string
    readonly cover: (typeof covers)[number]
    readonly rules: string
    readonly listPriceFen: number
    readonly memberPriceFen: number
    readonly pointsPrice?: number
    readonly stock: number
    readonly perMember: number
    readonly audience: readonly string[]
    readonly tags?: Tag[]
    readonly waitingList?: boolean
    readonly opensAt: string
    readonly closesAt: string
    readonly validUntil: string
    readonly useWithinDays?: number
    readonly recycles?: boolean
    readonly outlets: readonly string[]
    readonly redeemedAt: 'here' | 'merchant'
  }
  /** Lines of a file of codes, counted from 1 below its heading. */
  readonly codes?: { readonly file: string; readonly from: number; readonly count: number }
  readonly steps: readonly ('schedule' | 'pause' | 'close')[]
  readonly claimedBy?: readonly string[]
  readonly redeemed?: readonly { readonly member: string; readonly clerk: string }[]
}

export interface Stage {
  readonly ask: Ask
  readonly cast: Cast
  readonly union: Union
  readonly outlets: ReadonlyMap<string, string>
  /** Bearer tokens of members, by openid. */
  readonly members: ReadonlyMap<string, string>
  readonly start: Instant
}

export async function putDrops(stage: Stage): Promise<void> {
  await Promise.all(readJson<Story[]>('drops.json').map((story) => tell(stage, story)))
}

async function tell(stage: Stage, story: Story): Promise<void> {
  const { dropId, state } = await put(stage, story)
  // A repeat long after: the demo has gone on without us.
  if (state === 'closed') return
  await launch(stage, story, { dropId, isDraft: state === 'draft' })
  for (const openid of story.claimedBy ?? []) await claim(stage, dropId, openid)
  for (const { member, clerk } of story.redeemed ?? [])
    await redeem(stage, dropId, { member, clerk, key: `seed-redemption-${story.slug}-${member}` })
}

const planOf = ({ union, outlets, start }: Stage, { plan, codes }: Story): DropPlan => {
  const { org, audience, tags, outlets: places, opensAt, closesAt, validUntil, ...rest } = plan
  return {
    ...rest,
    orgId: named(union, org).orgId,
    audience: { orgIds: audience.map((name) => named(union, name).orgId), ...(tags ? { tags } : {}) },
    outletIds: places.map((name) => named(outlets, name)),
    opensAt: momentOf(opensAt, start),
    closesAt: momentOf(closesAt, start),
    validUntil: momentOf(validUntil, start),
    codes: codes ? 'imported' : 'generated',
  }
}

/** The drop, made once: a seed that was cut short finds it by its title, with the times it had then. */
async function put(stage: Stage, story: Story): Promise<ManagedDrop> {
  const { token } = named(stage.cast, story.by).session
  const plan = planOf(stage, story)
  const query = { orgId: plan.orgId }
  const { items } = answered(listManagedDrops, await stage.ask(listManagedDrops, { query }, { token }))
  const there = items.find((drop) => drop.title === plan.title)
  if (there) return there
  const key = `seed-drop-${story.slug}`
  return answered(createDrop, await stage.ask(createDrop, { body: plan }, { token, key }))
}

const REASON = '演示：运营按计划操作'

const contracts = { schedule: scheduleDrop, pause: pauseDrop, close: closeDrop } as const

async function launch(
  { ask, cast }: Stage,
  { slug, by, codes, steps }: Story,
  { dropId, isDraft }: { readonly dropId: string; readonly isDraft: boolean },
): Promise<void> {
  const { token } = named(cast, by).session
  const params = { dropId }
  if (codes && isDraft) {
    const [heading, ...lines] = readLines(codes.file)
    const csv = [heading, ...lines.slice(codes.from - 1, codes.from - 1 + codes.count)].join('\n')
    await bringCodes(ask, { token, dropId, csv, key: `seed-codes-${slug}-${dropId}` })
  }
  for (const step of isDraft ? steps : steps.filter((name) => name !== 'schedule'))
    answered(
      contracts[step],
      await ask(contracts[step], step === 'schedule' ? { params } : { params, body: { reason: REASON } }, {
        token,
      }),
    )
}

async function claim({ ask, members }: Stage, dropId: string, openid: string): Promise<void> {
  const token = named(members, openid)
  answered(claimDrop, await ask(claimDrop, { params: { dropId }, body: { j: 1 } }, { token }))
}

/** The member reads out the short code, the clerk types it in. What is redeemed already stays so. */
async function redeem(
  { ask, cast, members, outlets }: Stage,
  dropId: string,
  { member, clerk, key }: { readonly member: string; readonly clerk: string; readonly key: string },
): Promise<void> {
  const token = named(members, member)
  const taken = answered(claimDrop, await ask(claimDrop, { params: { dropId }, body: { j: 1 } }, { token }))
  const { voucherId, state } = taken.voucher
  if (state === 'redeemed') return
  const { shortCode } = answered(getPass, await ask(getPass, { params: { voucherId } }, { token }))
  const { session, outlet = '' } = named(cast, clerk)
  const body = { shortCode, outletId: named(outlets, outlet) }
  answered(redeemVoucher, await ask(redeemVoucher, { body }, { token: session.token, key }))
}
