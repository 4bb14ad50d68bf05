/**
 * AWS Signature Version 4 as the receiving side checks it, in the query (a pre-signed address) or in the header.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Problem, problem } from './problems.ts'

export type Keys = { accessKeyId: string; secretAccessKey: string }
export type Signed = {
  method: string
  /** As it was sent: nothing decoded. */
  path: string
  query: string
  headers: IncomingHttpHeaders
  body: Buffer
}

const longestLifeSeconds = 7 * 24 * 3_600
const skewMs = 15 * 60_000

/** What is wrong with a request's signature, in S3's words; undefined where nothing is. */
export function signatureProblem(request: Signed, keys: Keys, nowMs: number): Problem | undefined {
  const parameters = readQuery(request.query)
  const claimed = parameters.has('X-Amz-Algorithm') ? inQuery(parameters) : inHeader(request)
  if ('code' in claimed) return claimed
  const { credential, date, names, signature, payload, expires } = claimed
  const [accessKeyId = '', day = '', region = '', service = '', end] = credential.split('/')
  if (end !== 'aws4_request' || day !== date.slice(0, 8))
    return problem(400, 'AuthorizationQueryParametersError', 'The credential is mal-formed')
  if (accessKeyId !== keys.accessKeyId)
    return problem(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist')
  const signedMs = instantOf(date)
  if (Number.isNaN(signedMs)) return problem(403, 'AccessDenied', 'X-Amz-Date must be in the ISO8601 format')
  if (signedMs > nowMs + skewMs) return problem(403, 'AccessDenied', 'Request is not valid yet')
  if (expires === undefined && signedMs < nowMs - skewMs)
    return problem(403, 'RequestTimeTooSkewed', 'The request time differs too much from the current time')
  if (expires !== undefined && !(expires >= 1 && expires <= longestLifeSeconds))
    return problem(400, 'AuthorizationQueryParametersError', 'X-Amz-Expires must be within a week')
  if (expires !== undefined && nowMs > signedMs + expires * 1_000)
    return problem(403, 'AccessDenied', 'Request has expired')
  const unsigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))].find(
    (name) => !names.includes(name),
  )
  if (unsigned)
    return problem(403, 'AccessDenied', `There were headers present which were not signed: ${unsigned}`)

  parameters.delete('X-Amz-Signature')
  const canonical = [
    request.method,
    // S3 alone does not encode the path twice.
    encodePath(service === 's3' ? decodeURIComponent(request.path) : request.path),
    [...parameters]
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map(
      (name) =>
        `${name}:${String(request.headers[name] ?? '')
          .trim()
          .replace(/\s+/g, ' ')}`,
    ),
    '',
    names.join(';'),
    payload,
  ].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (so, part) => hmac(so, part),
    Buffer.from(`AWS4${keys.secretAccessKey}`),
  )
  if (!same(hmac(key, text).toString('hex'), signature))
    return problem(
      403,
      'SignatureDoesNotMatch',
      'The signature we calculated does not match the one provided',
    )
  if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256(request.body))
    return problem(400, 'XAmzContentSHA256Mismatch', 'The content does not have the hash that was signed')
  return undefined
}

type Claimed = {
  credential: string
  date: string
  names: string[]
  signature: string
  payload: string
  expires?: number
}

function inQuery(parameters: Map<string, string>): Claimed | Problem {
  const of = (name: string) => parameters.get(`X-Amz-${name}`) ?? ''
  if (of('Algorithm') !== 'AWS4-HMAC-SHA256')
    return problem(400, 'AuthorizationQueryParametersError', 'Only AWS4-HMAC-SHA256 is supported')
  return {
    credential: of('Credential'),
    date: of('Date'),
    names: of('SignedHeaders').split(';'),
    signature: of('Signature'),
    payload: 'UNSIGNED-PAYLOAD',
    expires: Number(of('Expires') || Number.NaN),
  }
}

function inHeader({ headers, body }: Signed): Claimed | Problem {
  const shape = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, credential = '', names = '', signature = ''] = shape.exec(headers.authorization ?? '') ?? []
  if (!signature) return problem(403, 'AccessDenied', 'Access Denied')
  return {
    credential,
    date: String(headers['x-amz-date'] ?? ''),
    names: names.split(';'),
    signature,
    payload: String(headers['x-amz-content-sha256'] ?? sha256(body)),
  }
}

/** Names and values decoded; a plus is a space. */
export function readQuery(query: string): Map<string, string> {
  const pairs = query.split('&').filter(Boolean)
  return new Map(
    pairs.map((pair): [string, string] => {
      const [name = '', ...value] = pair.replaceAll('+', ' ').split('=')
      return [decodeURIComponent(name), decodeURIComponent(value.join('='))]
    }),
  )
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
const encodePath = (path: string) => path.split('/').map(encode).join('/')
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
/** `20130524T000000Z` */
const instantOf = (date: string) =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
