import { newFilePlace, writeFile } from '../lib/files.store.ts'
import type { Ended, Progress } from '../lib/jobs.rule.ts'
import type { AtWork } from '../lib/jobs.ts'
import { readWholeMember } from '../lib/members.store.ts'
import { readCertificate } from './certificate.store.ts'
import { certificatePage } from './certificate-page.ts'

export interface CertificateInput {
  readonly code: string
}

/** Draws a certificate as it stands, with its owner’s name. */
export async function* drawCertificateWork({
  orgId,
  input: { code },
}: AtWork<CertificateInput, never>): AsyncGenerator<{ cursor: null; progress: Progress }, Ended> {
  const certificate = await readCertificate(code)
  const member = certificate && (await readWholeMember(certificate.memberId))
  if (!member) return { state: 'failed', problem: { code: 'certificate-unknown' } }
  yield { cursor: null, progress: { done: 0, total: 1 } }
  const page = await certificatePage(certificate, member.name)
  const place = newFilePlace('exports', orgId)
  await writeFile(place, 'application/pdf', page)
  return {
    state: 'done',
    result: { bytes: page.length },
    file: { place, saveAs: `阅读证书-${certificate.campaignTitle}.pdf` },
  }
}
