import type * as contracts from '@gonghui/shared/reading/certificates'
import { guess } from '../lib/attempts.store.ts'
import { startJob } from '../lib/jobs.ts'
import { readMemberFace, readWholeMember } from '../lib/members.store.ts'
import { lookupHash } from '../lib/secrets.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { todayOf } from './campaign.rule.ts'
import { certificateFor, faceOf } from './certificate.rule.ts'
import { codeOf, putCertificate, readCertificate } from './certificate.store.ts'
import type { CertificateInput } from './certificate-work.ts'
import { found } from './readers.ts'

const KIND = 'reading.draw-certificate'

export const takeCertificate: Handler<typeof contracts.takeCertificate> = async ({ params, caller, now }) => {
  const { memberId } = caller.member
  const mine = await found(params.campaignId, memberId, now)
  if (isRefusal(mine)) return mine
  const { campaign, reader } = mine
  const code = codeOf(params.campaignId, memberId)
  const before = await readCertificate(code)
  const certificate = certificateFor(campaign, reader, { code, before, today: todayOf(campaign, now) })
  if (typeof certificate === 'string') return refuse(certificate)
  if (certificate !== before) await putCertificate(certificate)
  const member = await readWholeMember(memberId)
  if (!member) throw new Error('a reader is no member any more')
  const told = {
    certificate: { ...faceOf(certificate, member.nameMasked), name: member.name },
    serverTime: now,
  }
  return before ? reply(200, told) : reply(201, told)
}

export const drawCertificate: Handler<typeof contracts.drawCertificate> = async ({
  params,
  caller,
  key,
  now,
}) => {
  const mine = await found(params.campaignId, caller.member.memberId, now)
  if (isRefusal(mine)) return mine
  const code = codeOf(params.campaignId, caller.member.memberId)
  if (!(await readCertificate(code))) return refuse('certificate-not-taken')
  const input: CertificateInput = { code }
  const { personId } = caller
  const asked = { kind: KIND, orgId: mine.campaign.orgId, by: personId, input }
  const job = await startJob(asked, { personId, key, body: input }, now)
  return job === 'reused'
    ? refuse('idempotency-key-reused')
    : reply(202, { jobId: job.jobId, serverTime: now })
}

/** Whoever guesses codes is slowed down: by who they are, or by where they call from. */
export const verifyCertificate: Handler<typeof contracts.verifyCertificate> = async (request) => {
  const { params, caller, from, now } = request
  const subject = `certificate/${caller?.personId ?? lookupHash('address', from.address)}`
  const certificate = await guess({ subject }, now, async () => {
    const row = await readCertificate(params.code)
    const member = row && (await readMemberFace(row.memberId))
    return member && faceOf(row, member.nameMasked)
  })
  if (certificate === 'too-many') return refuse('certificate-attempts')
  return certificate ? reply(200, { certificate, serverTime: now }) : refuse('certificate-unknown')
}
