import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { started } from '../lib/jobs.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { readingProblems } from './problems.ts'

/** Sixteen of Crockford's thirty-two letters: eighty bits, and nothing to be mistaken when it is typed off a sheet. */
export const certificateCode = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{16}$/))

/** The code in a text that was scanned or typed: gaps and small letters do not matter, O is read as 0, I and L as 1. */
export function certificateCodeIn(text: string): string | undefined {
  const letters = text
    .normalize('NFKC')
    .replace(/^.*code=/s, '')
    .replace(/[\s-]/g, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return z.safeParse(certificateCode, letters).data
}

/** In fours, as it is printed. */
export const printedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** What a certificate says to whoever has its code. */
const certificateFace = z.object({
  code: z.string(),
  campaignTitle: z.string(),
  /** The union that runs the campaign. */
  orgName: z.string(),
  nameMasked: z.string(),
  days: z.int(),
  books: z.int(),
  /** The campaign’s day on which it was first taken, and that of its figures. */
  firstOn: z.string(),
  on: z.string(),
})
export type CertificateFace = z.infer<typeof certificateFace>

/** The same to its owner: with the name whole. */
const ownCertificate = z.extend(certificateFace, { name: z.string() })
export type OwnCertificate = z.infer<typeof ownCertificate>

const params = z.strictObject({ campaignId: idOf('campaign') })
const own = z.object({ certificate: ownCertificate, serverTime: z.string() })

export const takeCertificate = contract({
  name: 'reading.take-certificate',
  summary: '领证书；已经领过的还是同一张、同一个编号，天数和本数按现在的算',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/certificate',
  audience: 'member',
  params,
  replies: { 201: own, 200: own },
  refusals: refusalsFrom(
    readingProblems,
    'campaign-unknown',
    'not-enrolled',
    'certificate-none',
    'certificate-not-reached',
  ),
})

export const drawCertificate = contract({
  name: 'reading.draw-certificate',
  summary: '把证书画成 PDF，可以打印',
  method: 'POST',
  path: '/v1/reading/campaigns/{campaignId}/certificate/file',
  audience: 'member',
  needsKey: true,
  params,
  replies: { 202: started },
  refusals: refusalsFrom(readingProblems, 'campaign-unknown', 'not-enrolled', 'certificate-not-taken'),
})

export const verifyCertificate = contract({
  name: 'reading.verify-certificate',
  summary: '查验证书：谁都可以，输入或扫编号',
  method: 'GET',
  path: '/v1/reading/certificates/{code}',
  audience: 'anyone',
  params: z.strictObject({ code: certificateCode }),
  replies: { 200: z.object({ certificate: certificateFace, serverTime: z.string() }) },
  refusals: refusalsFrom(readingProblems, 'certificate-attempts', 'certificate-unknown'),
})
