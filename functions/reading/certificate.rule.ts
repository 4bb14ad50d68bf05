import type { CertificateFace } from '@gonghui/shared/reading/certificates'
import type { Day } from '@gonghui/shared/reading/days'
import type { Campaign } from './campaign.rule.ts'
import { countedDays, finishedBooks, type Reader } from './reader.rule.ts'

/** A certificate as the table keeps it. The name is not in it: it is the member’s own, and goes with them. */
export interface Certificate {
  readonly code: string
  readonly campaignId: string
  readonly campaignTitle: string
  readonly orgName: string
  readonly memberId: string
  readonly days: number
  readonly books: number
  readonly firstOn: Day
  readonly on: Day
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LETTERS = 16

/** @param bytes ten, which nobody can guess. */
export function codeFrom(bytes: Uint8Array): string {
  let left = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  return Array.from({ length: CODE_LETTERS }, () => {
    const letter = LETTERS[Number(left & 31n)]
    left >>= 5n
    return letter
  }).join('')
}

export type CertificateRefusal = 'certificate-none' | 'certificate-not-reached'

/**
 * What a reader’s certificate says today, or why there is none. Days and books only grow, so one that was taken says
 * more later on and never less; where nothing has grown it stays as it was.
 */
export function certificateFor(
  campaign: Campaign,
  reader: Reader,
  {
    code,
    today,
    before,
  }: { readonly code: string; readonly today: Day; readonly before: Certificate | undefined },
): Certificate | CertificateRefusal {
  const mark = campaign.rules.certificate
  if (!mark) return 'certificate-none'
  const days = countedDays(campaign, reader).length
  const books = finishedBooks(reader)
  if (days < mark.days || books < mark.books) return 'certificate-not-reached'
  if (before && before.days >= days && before.books >= books) return before
  const { campaignId, title: campaignTitle, orgName } = campaign
  const { memberId } = reader
  return {
    code,
    campaignId,
    campaignTitle,
    orgName,
    memberId,
    days,
    books,
    firstOn: before?.firstOn ?? today,
    on: today,
  }
}

export const faceOf = (certificate: Certificate, nameMasked: string): CertificateFace => ({
  code: certificate.code,
  campaignTitle: certificate.campaignTitle,
  orgName: certificate.orgName,
  nameMasked,
  days: certificate.days,
  books: certificate.books,
  firstOn: certificate.firstOn,
  on: certificate.on,
})
