import { type DropPlan, dropPlan } from '@gonghui/shared/benefits/drop-plan'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { yuan } from '@gonghui/shared/lib/money'
import * as z from 'zod/mini'
import { fromLocal, toLocal } from '../lib/local-time'
import { type AudienceForm, audienceIn, everybodyOf, formOfAudience } from './audience-form'
import { noQuotas, type QuotaForm, quotaPlan, quotasOf } from './quota-form'

/** The form as it is typed: everything a string, brought to a plan when it is saved. */
export interface EditorForm extends QuotaForm, AudienceForm {
  readonly orgId: string
  readonly kind: DropPlan['kind']
  readonly title: string
  readonly cover: DropPlan['cover']
  /** Its own picture, as it is kept and where it is shown from. */
  readonly picture: { readonly pictureId: string; readonly url: string } | undefined
  readonly rules: string
  /** Yuan, as people think of prices. */
  readonly listPrice: string
  readonly memberPrice: string
  /** Empty where it costs none. */
  readonly pointsPrice: string
  readonly stock: string
  readonly ceiling: string
  readonly perMember: string
  readonly opensAt: string
  readonly closesAt: string
  readonly validFrom: string
  readonly validUntil: string
  /** Of each voucher, from its claim; empty where all last until the drop's end. */
  readonly useWithinDays: string
  readonly recycles: 'recycle' | 'lose'
  readonly outletIds: readonly string[]
  readonly codes: DropPlan['codes']
  readonly redeemedAt: DropPlan['redeemedAt']
  /** `line`: what comes back is offered to who waits; `anybody`: it is taken by who is quickest. */
  readonly returned: 'line' | 'anybody'
  readonly way: NonNullable<DropPlan['way']>
  /** The issue of 福彩3D and when it is drawn; of a lottery only. */
  readonly issue: string
  readonly drawsAt: string
  /** Seconds in which all taps are alike and are drawn; empty: who comes first. */
  readonly openingSeconds: string
}

/** By the plan's field names. */
export type EditorErrors = Readonly<Record<string, string>>

export const blankForm = (org: { orgId: string; name: string }): EditorForm => ({
  orgId: org.orgId,
  kind: 'goods',
  title: '',
  cover: 'fruit',
  picture: undefined,
  rules: '',
  listPrice: '',
  memberPrice: '',
  pointsPrice: '',
  stock: '',
  ceiling: '',
  perMember: '1',
  ...everybodyOf(org),
  ...noQuotas,
  opensAt: '',
  closesAt: '',
  validFrom: '',
  validUntil: '',
  useWithinDays: '',
  recycles: 'recycle',
  outletIds: [],
  codes: 'generated',
  redeemedAt: 'here',
  returned: 'line',
  way: 'first-come',
  issue: '',
  drawsAt: '',
  openingSeconds: '',
})

export const formOf = (drop: ManagedDrop): EditorForm => ({
  orgId: drop.orgId,
  kind: drop.kind,
  title: drop.title,
  cover: drop.cover,
  picture: drop.pictureId && drop.picture ? { pictureId: drop.pictureId, url: drop.picture } : undefined,
  rules: drop.rules,
  listPrice: yuan(drop.listPriceFen),
  memberPrice: yuan(drop.memberPriceFen),
  pointsPrice: drop.pointsPrice ? String(drop.pointsPrice) : '',
  stock: String(drop.stock.total),
  ceiling: drop.ceiling === drop.stock.total ? '' : String(drop.ceiling),
  perMember: String(drop.perMember),
  ...formOfAudience(drop.audience),
  ...quotasOf(drop),
  opensAt: toLocal(drop.opensAt),
  closesAt: toLocal(drop.closesAt),
  validFrom: drop.validFrom === drop.opensAt ? '' : toLocal(drop.validFrom),
  validUntil: toLocal(drop.validUntil),
  useWithinDays: drop.useWithinDays ? String(drop.useWithinDays) : '',
  recycles: drop.recycles || !drop.useWithinDays ? 'recycle' : 'lose',
  outletIds: drop.outletIds,
  codes: drop.codes,
  redeemedAt: drop.redeemedAt,
  returned: drop.waitingList ? 'line' : 'anybody',
  way: drop.lottery ? 'lottery' : 'first-come',
  issue: drop.lottery?.issue ?? '',
  drawsAt: drop.lottery ? toLocal(drop.lottery.drawsAt) : '',
  openingSeconds: drop.opening ? String(drop.opening.seconds) : '',
})

/** `19.2` → 1920; not a number where more than two decimals or anything else was typed. */
const fenOf = (typed: string): number =>
  /^\d+(\.\d{1,2})?$/.test(typed.trim()) ? Math.round(Number(typed) * 100) : Number.NaN

const countOf = (typed: string): number => (/^\d+$/.test(typed.trim()) ? Number(typed) : Number.NaN)
const isSaid = (typed: string) => typed.trim() !== ''

/** What the form says of each field that no plan can be made with. */
const sentences: EditorErrors = {
  title: '请填写标题，40 字以内',
  rules: '规则太长，4000 字以内',
  listPriceFen: '请填写原价，最多两位小数',
  memberPriceFen: '请填写会员价，不收钱填 0',
  pointsPrice: '请填写 1 到 1000000 的整数，或不填',
  stock: '请填写库存，1 到 500000',
  ceiling: '请填写 1 到 1000000 的整数，或不填',
  perMember: '请填写 1 到 10',
  audience: '请至少选一家工会',
  opensAt: '请选开抢时间',
  closesAt: '请选结束时间',
  validFrom: '请选有效期的起点，或不填',
  validUntil: '请选有效期的终点',
  useWithinDays: '请填写 1 到 365 的整数，或不填',
  outletIds: '请至少选一家网点',
  draw: '请填写 7 位期号和开奖时间',
  quotas: '请填写 1 到 500000 的整数',
  openingSeconds: '请填写 1 到 30 的整数',
  reflowAt: '请选合并的时间，或选一直保留',
}

export type Read =
  | { readonly ok: true; readonly plan: z.input<typeof dropPlan> }
  | { readonly ok: false; readonly errors: EditorErrors }

/** Days of their own, and what becomes of unused units; a lottery's are given for good. */
const expiryOf = ({ useWithinDays, recycles, way }: EditorForm) =>
  isSaid(useWithinDays) && {
    useWithinDays: countOf(useWithinDays),
    recycles: recycles === 'recycle' && way === 'first-come',
  }

/** The plan that the form holds, checked by the very schema the server uses. */
export function readForm(form: EditorForm): Read {
  const validFrom = fromLocal(form.validFrom)
  const plan: z.input<typeof dropPlan> = {
    orgId: form.orgId,
    kind: form.kind,
    title: form.title.trim(),
    cover: form.cover,
    ...(form.picture && { pictureId: form.picture.pictureId }),
    rules: form.rules,
    listPriceFen: fenOf(form.listPrice),
    memberPriceFen: fenOf(form.memberPrice),
    ...(isSaid(form.pointsPrice) && form.way === 'first-come' && { pointsPrice: countOf(form.pointsPrice) }),
    stock: countOf(form.stock),
    ...(isSaid(form.ceiling) && { ceiling: countOf(form.ceiling) }),
    perMember: countOf(form.perMember),
    audience: audienceIn(form),
    ...(form.way === 'first-come' && quotaPlan(form)),
    ...(form.way === 'first-come' &&
      form.openingSeconds !== '' && { openingSeconds: countOf(form.openingSeconds) }),
    opensAt: fromLocal(form.opensAt) ?? '',
    closesAt: fromLocal(form.closesAt) ?? '',
    ...(validFrom && { validFrom }),
    validUntil: fromLocal(form.validUntil) ?? '',
    ...expiryOf(form),
    outletIds: [...form.outletIds],
    codes: form.codes,
    redeemedAt: form.redeemedAt,
    waitingList: form.way === 'first-come' && form.returned === 'line',
    ...(form.way === 'lottery' && {
      way: form.way,
      draw: { issue: form.issue.trim(), drawsAt: fromLocal(form.drawsAt) ?? '' },
    }),
  }
  const checked = z.safeParse(dropPlan, plan)
  if (checked.success) return { ok: true, plan }
  const errors: Record<string, string> = {}
  for (const { path, message, code } of checked.error.issues) {
    // Of the quotas it matters which line is wrong; what is wrong with all of them together stands beside their sum.
    const field = path.length > 2 && path[0] === 'quotas' ? `quotas.${String(path[1])}` : String(path[0])
    // The plan's own checks speak for themselves; the types' do not speak Chinese.
    errors[field] ??= code === 'custom' ? message : (sentences[String(path[0])] ?? message)
  }
  return { ok: false, errors }
}

/** What the server found wrong, by the plan's field names: `body.plan.stock` → `stock`. */
export const errorsBy = (fields: readonly { field: string; reason: string }[]): EditorErrors =>
  Object.fromEntries(
    fields.map(({ field, reason }) => {
      const name = field.replace(/^(body\.)?(plan\.)?/, '').split('.')[0] ?? field
      return [name, sentences[name] ?? reason]
    }),
  )
