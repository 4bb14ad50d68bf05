import type { ExportList } from '@gonghui/shared/benefits/exports'
import type { Instant } from '@gonghui/shared/lib/instant'
import { leafOf } from '@gonghui/shared/lib/roles'
import { readMemberFaces } from '../../lib/members.store.ts'
import type { Cell, Column } from '../../lib/sheet-writing.ts'
import { codeTails } from '../codes/code-tails.ts'
import type { Drop } from '../drop/drop.rule.ts'
import { knownOrgNames } from '../drop/org-names.ts'
import { codeOrdinalOf, type VoucherRow, validUntilOf, voucherState } from '../redemption/voucher.rule.ts'
import { walkVouchers } from '../redemption/voucher-walk.ts'
import { orgRows } from './export-orgs.ts'
import { redemptionRows } from './export-redemptions.ts'
import { type Listed, shownAt } from './listed.ts'

const text = (title: string): Column => ({ title, kind: 'text' })
const fen = (title: string): Column => ({ title, kind: 'fen' })

const STATES: Readonly<Record<ReturnType<typeof voucherState>, string>> = {
  offered: '候补待领',
  held: '待支付',
  issued: '未核销',
  redeemed: '已核销',
  expired: '已过期',
  returned: '已退回',
  voided: '已作废',
}

export function listOf(list: ExportList, drop: Drop, now: Instant): Listed {
  switch (list) {
    case 'vouchers':
      return {
        columns: [
          ...['券号', '券码尾号', '状态', '领取时间', '姓名', '手机', '单位', '核销时间', '核销网点'].map(
            text,
          ),
          fen('原价'),
          fen('会员价'),
        ],
        rows: voucherRows(drop, now),
      }
    case 'unredeemed':
      return {
        columns: ['姓名', '手机', '单位', '状态', '领取时间', '有效期至', '券号'].map(text),
        rows: unredeemedRows(drop, now),
      }
    case 'redemptions':
      return redemptionRows(drop, now)
    case 'orgs':
      return orgRows(drop, now)
  }
}

/** Who is erased has no face any more. */
const GONE = '（已注销）'

async function* withFaces(drop: Drop, now: Instant, isWanted: (row: VoucherRow) => boolean = () => true) {
  const nameOf = knownOrgNames()
  for await (const some of walkVouchers(drop, now)) {
    const rows = some.filter(isWanted)
    const [faces, orgs] = await Promise.all([
      readMemberFaces(rows.map(({ memberId }) => memberId)),
      nameOf(rows.map(({ orgPath }) => leafOf(orgPath ?? ''))),
    ])
    for (const row of rows) {
      const { nameMasked = GONE, phoneMasked = '' } = faces.get(row.memberId) ?? {}
      yield { row, nameMasked, phoneMasked, orgName: orgs.get(leafOf(row.orgPath ?? '')) ?? '' }
    }
  }
}

async function* voucherRows(drop: Drop, now: Instant): AsyncGenerator<readonly Cell[]> {
  const tailOf = codeTails(drop)
  for await (const { row, nameMasked, phoneMasked, orgName } of withFaces(drop, now)) {
    const { voucherId, issuedAt, spent } = row
    yield [
      voucherId,
      await tailOf(codeOrdinalOf(row)),
      STATES[voucherState(row, drop, now)],
      shownAt(issuedAt),
      nameMasked,
      phoneMasked,
      orgName,
      shownAt(spent?.at),
      spent?.outletName,
      drop.listPriceFen,
      drop.memberPriceFen,
    ]
  }
}

export const isUnredeemed = (row: VoucherRow): boolean => row.state === 'issued'

async function* unredeemedRows(drop: Drop, now: Instant): AsyncGenerator<readonly Cell[]> {
  for await (const { row, nameMasked, phoneMasked, orgName } of withFaces(drop, now, isUnredeemed)) {
    const state = STATES[voucherState(row, drop, now)]
    yield [
      nameMasked,
      phoneMasked,
      orgName,
      state,
      shownAt(row.issuedAt),
      shownAt(validUntilOf(row, drop)),
      row.voucherId,
    ]
  }
}
