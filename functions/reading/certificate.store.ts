import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { mac } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { type Certificate, codeFrom } from './certificate.rule.ts'

const CODE_BYTES = 10

/** Reckoned, not drawn: the same member has the same code in a campaign, whatever crashes or is asked for again. */
export const codeOf = (campaignId: string, memberId: string): string =>
  codeFrom(mac('certificates', `${campaignId}/${memberId}`, CODE_BYTES))

export const readCertificate = (code: string): Promise<Certificate | undefined> =>
  read<Certificate>(keyOf('a certificate', { code }))

/** Keeps a certificate. One that says more, put there by another of the member’s phones, stays. */
export async function putCertificate(certificate: Certificate): Promise<void> {
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...certificate, ...keyOf('a certificate', { code: certificate.code }) },
        ConditionExpression: 'attribute_not_exists(pk) OR (#days <= :days AND books <= :books)',
        ExpressionAttributeNames: { '#days': 'days' },
        ExpressionAttributeValues: { ':days': certificate.days, ':books': certificate.books },
      }),
    ),
  )
}

export async function removeCertificate(code: string): Promise<void> {
  await database.send(new DeleteCommand({ TableName: TABLE, Key: { ...keyOf('a certificate', { code }) } }))
}
