import { type AnomalyKind, anomalyKinds, type Reconciled } from '@gonghui/shared/benefits/reconciliations'
import { dayOf, type Instant, inWords } from '@gonghui/shared/lib/instant'
import { yuan } from '@gonghui/shared/lib/money'
import type { MerchantLine } from './merchant-file.rule.ts'

/** A voucher as the match sees it: that it was issued, and what became of it here. */
export interface Issued {
  readonly voucherId: string
  readonly isRedeemed: boolean
  readonly isUncovered: boolean
  readonly isVoided?: boolean
  readonly spent?: {
    readonly redemptionId: string
    readonly at: Instant
    readonly outletId: string
    readonly outletName: string
  }
}

/** What must agree. */
export interface Terms {
  readonly redeemedAt: 'here' | 'merchant'
  readonly validUntil: Instant
  readonly memberPriceFen: number
  readonly outlets: readonly { readonly outletId: string; readonly name: string }[]
  /** The last day that the file tells of. */
  readonly until: string
}

export interface Finding {
  readonly kind: AnomalyKind
  /** What it is about, the same in every file that shows it. */
  readonly subject: string
  readonly words: string
  readonly codeTail: string
  readonly line?: number
  readonly voucherId?: string
  readonly redemptionId?: string
  readonly outletId?: string
}

export interface Outcome extends Omit<Reconciled, 'at'> {
  readonly findings: readonly Finding[]
}

const tailOf = (code: string) => code.replace(/\s/g, '').slice(-4)
const plainName = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s·•・()（）.-]/g, '')
    .toLowerCase()

/**
 * Three ways: what was issued (`issuedAs` tells whom a code was given to, `'unused'` that it is ours and nobody's), what
 * was redeemed here, and what the merchant says. Each line is looked at once, in the order of the file; what is wrong
 * has a name. Where vouchers are used at the merchant's own till, that nobody uncovered the code stands for “not here”.
 */
export function reconciliationOf(
  lines: readonly MerchantLine[],
  issuedAs: (code: string) => Issued | 'unused' | undefined,
  redeemedHere: Iterable<Issued>,
  terms: Terms,
): Outcome {
  const findings: Finding[] = []
  const usedOn = new Map<string, number>()
  const usesOf = new Map<string, number>()
  const byOutlet = new Map<string, number>()
  const outlets = new Map(terms.outlets.map(({ outletId, name }) => [plainName(name), outletId]))
  let matched = 0
  for (const one of lines) {
    const voucher = issuedAs(one.code)
    if (voucher === undefined || voucher === 'unused') {
      findings.push(unknown(one, voucher))
      continue
    }
    const outletId = one.outlet === undefined ? voucher.spent?.outletId : outlets.get(plainName(one.outlet))
    const about = {
      line: one.line,
      codeTail: tailOf(one.code),
      voucherId: voucher.voucherId,
      ...(voucher.spent ? { redemptionId: voucher.spent.redemptionId } : {}),
      ...((outletId ?? voucher.spent?.outletId)
        ? { outletId: outletId ?? voucher.spent?.outletId ?? '' }
        : {}),
    }
    const uses = (usesOf.get(voucher.voucherId) ?? 0) + 1
    usesOf.set(voucher.voucherId, uses)
    const first = usedOn.get(voucher.voucherId)
    if (first !== undefined) {
      const subject = `${voucher.voucherId} ${uses}`
      findings.push({ ...about, kind: 'double-use', subject, words: `和第 ${first} 行是同一张券` })
      continue
    }
    usedOn.set(voucher.voucherId, one.line)
    if (outletId) byOutlet.set(outletId, (byOutlet.get(outletId) ?? 0) + 1)
    const wrong = wrongWith(one, voucher, outletId, terms)
    if (wrong.length === 0) matched += 1
    for (const [kind, words] of wrong) findings.push({ ...about, kind, subject: voucher.voucherId, words })
  }
  if (terms.redeemedAt === 'here')
    for (const { voucherId, spent } of redeemedHere) {
      if (!spent || usedOn.has(voucherId) || dayOf(spent.at) > terms.until) continue
      findings.push({
        kind: 'missing-there',
        subject: voucherId,
        words: `我方 ${inWords(spent.at)} 在${spent.outletName}核销，商户文件里没有`,
        codeTail: voucherId.slice(-4),
        voucherId,
        redemptionId: spent.redemptionId,
        outletId: spent.outletId,
      })
    }
  return {
    findings,
    until: terms.until,
    lines: lines.length,
    matched,
    reported: usedOn.size,
    byOutlet: [...byOutlet].map(([outletId, reported]) => ({ outletId, reported })),
    anomalies: Object.fromEntries(
      anomalyKinds.map((kind) => [kind, findings.filter((one) => one.kind === kind).length]),
    ) as Outcome['anomalies'],
  }
}

const unknown = ({ line, code }: MerchantLine, which: 'unused' | undefined): Finding => ({
  kind: 'unknown-code',
  subject: code,
  words: which === 'unused' ? '是这场的券码，但没有发给任何人' : '不是这场发出的券码',
  codeTail: tailOf(code),
  line,
})

/** A file may be of any year. */
const withYear = (at: Instant) => `${dayOf(at).slice(0, 4)}年${inWords(at)}`

function wrongWith(
  { at, outlet, paidFen }: MerchantLine,
  { isRedeemed, isUncovered, isVoided, spent }: Issued,
  outletId: string | undefined,
  { redeemedAt, validUntil, memberPriceFen }: Terms,
): (readonly [AnomalyKind, string])[] {
  const wrong: (readonly [AnomalyKind, string])[] = []
  if (outlet !== undefined && outletId === undefined)
    wrong.push(['wrong-outlet', `“${outlet}”不是这场的网点`])
  else if (spent && outletId !== undefined && outletId !== spent.outletId)
    wrong.push(['wrong-outlet', `商户记在“${outlet}”，我方记在“${spent.outletName}”`])
  if (at !== undefined && at > validUntil)
    wrong.push(['after-expiry', `${withYear(at)} 使用，有效期到 ${withYear(validUntil)}`])
  if (paidFen !== undefined && paidFen !== memberPriceFen)
    wrong.push(['price-difference', `商户收 ¥${yuan(paidFen)}，应收 ¥${yuan(memberPriceFen)}`])
  if (isVoided) wrong.push(['missing-here', '商户说用了，这张券已经作废'])
  else if (redeemedAt === 'here' && !isRedeemed) wrong.push(['missing-here', '商户说用了，我方没有核销记录'])
  else if (redeemedAt === 'merchant' && !isUncovered)
    wrong.push(['missing-here', '商户说用了，会员还没有取过码'])
  return wrong
}

/** Where an anomaly stands on the work list: by what it is, then as the file goes. */
export const anomalyRank = ({
  kind,
  line = 0,
  anomalyId,
}: {
  readonly kind: AnomalyKind
  readonly line?: number | undefined
  readonly anomalyId: string
}): string => `${anomalyKinds.indexOf(kind)} ${String(line).padStart(8, '0')} ${anomalyId}`
