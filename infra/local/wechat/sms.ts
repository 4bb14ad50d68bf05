/**
 * Tencent Cloud SMS, action SendSms of 2021-01-11, signed with TC3-HMAC-SHA256.
 * https://cloud.tencent.com/document/api/382/55981 and https://cloud.tencent.com/document/api/382/52066
 */
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { type Answer, type Call, json, readJson, text } from './call.ts'
import { type Endpoint, isoNow, type World } from './world.ts'

/** A signature is good for five minutes. */
const signatureLifeSeconds = 300
/** The words of the one template this fake knows. */
const template = '{1}为您的验证码，请于{2}分钟内填写。如非本人操作，请忽略本短信。'

export const sendSms: Endpoint = (call, world) => {
  const { headers } = call
  const sms = world.options.sms
  if (headers['x-tc-action'] !== 'SendSms') return smsError('InvalidAction', 'The action is not supported.')
  if (headers['x-tc-version'] !== '2021-01-11')
    return smsError('NoSuchVersion', 'The version does not exist.')
  const refusal = checkSignature(call, world)
  if (refusal) return refusal
  const given = readJson(call)
  if (!given) return smsError('InvalidParameter', 'The body is no JSON object.')
  const phones = given.PhoneNumberSet
  for (const name of ['PhoneNumberSet', 'SmsSdkAppId', 'TemplateId'])
    if (given[name] === undefined)
      return smsError('MissingParameter', `The parameter \`${name}\` is missing.`)
  if (!Array.isArray(phones) || phones.length === 0 || phones.length > 200)
    return smsError('InvalidParameterValue', 'PhoneNumberSet must have 1 to 200 numbers.')
  const verdict =
    given.SmsSdkAppId !== sms.appId
      ? 'UnauthorizedOperation.SmsSdkAppIdVerifyFail'
      : given.TemplateId !== sms.template
        ? 'FailedOperation.TemplateIncorrectOrUnapproved'
        : given.SignName !== sms.sign
          ? 'FailedOperation.SignatureIncorrectOrUnapproved'
          : 'Ok'
  const params = Array.isArray(given.TemplateParamSet) ? given.TemplateParamSet.map(String) : []
  return smsReply({
    SendStatusSet: phones
      .map(String)
      .map((phone) => deliver(world, phone, params, verdict, text(given.SessionContext))),
  })
}

function deliver(world: World, phone: string, params: string[], verdict: string, session: string) {
  // A mainland number is taken with and without its country code.
  const pure = phone.replace(/^(\+?86)?(?=1\d{10}$)/, '')
  const code =
    verdict !== 'Ok' || /^1\d{10}$/.test(pure) ? verdict : 'InvalidParameterValue.IncorrectPhoneNumber'
  if (code === 'Ok') {
    const words = template.replace(/\{(\d)\}/g, (_, index) => params[Number(index) - 1] ?? '')
    const { sign, template: templateId } = world.options.sms
    world.sms.push({ at: isoNow(world), phone: pure, templateId, params, text: `【${sign}】${words}` })
  }
  return status(phone, code, session)
}

/** The state of one number; an accepted one has a serial number and a fee. */
export function status(phone: string, code: string, session = '') {
  const accepted = code === 'Ok'
  return {
    SerialNo: accepted ? `2640:${Date.now()}${Math.floor(Math.random() * 1e9)}` : '',
    PhoneNumber: phone,
    Fee: accepted ? 1 : 0,
    SessionContext: session,
    Code: code,
    Message: accepted ? 'send success' : code,
    IsoCode: accepted ? 'CN' : '',
  }
}

export const smsReply = (fields: object): Answer => json({ Response: { ...fields, RequestId: randomUUID() } })
export const smsError = (code: string, words: string): Answer =>
  smsReply({ Error: { Code: code, Message: words } })

const authorizationForm =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([^/]+)\/tc3_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})$/

function checkSignature(call: Call, world: World): Answer | undefined {
  const { secretId, secretKey } = world.options.sms
  const [, id, date = '', service = '', signed = '', signature = ''] =
    authorizationForm.exec(call.headers.authorization ?? '') ?? []
  if (!id) return smsError('AuthFailure.InvalidAuthorization', 'The Authorization header is malformed.')
  if (id !== secretId) return smsError('AuthFailure.SecretIdNotFound', 'The SecretId is not found.')
  const timestamp = Number(call.headers['x-tc-timestamp'])
  const utcDate = new Date((timestamp || 0) * 1000).toISOString().slice(0, 10)
  if (!(Math.abs(world.now() / 1000 - timestamp) <= signatureLifeSeconds) || utcDate !== date)
    return smsError('AuthFailure.SignatureExpire', 'The signature has expired.')
  const names = signed.split(';')
  if (!names.includes('content-type') || !names.includes('host'))
    return smsError('AuthFailure.InvalidAuthorization', 'content-type and host must be signed.')
  const host = call.headers.host ?? ''
  // Tencent's own SDK signs the host without its port.
  const good = [host, host.replace(/:\d+$/, '')].some((name) =>
    timingSafeEqual(
      Buffer.from(signature),
      Buffer.from(sign(call, names, name, { date, service, secretKey })),
    ),
  )
  return good ? undefined : smsError('AuthFailure.SignatureFailure', 'The signature does not match.')
}

function sign(
  call: Call,
  names: string[],
  host: string,
  by: { date: string; service: string; secretKey: string },
): string {
  const signedValue = (name: string) => (name === 'host' ? host : String(call.headers[name] ?? ''))
  const canonical = [
    call.method,
    '/',
    '',
    ...names.map((name) => `${name}:${signedValue(name).trim()}`),
    '',
    names.join(';'),
    hash(call.body),
  ].join('\n')
  const scope = `${by.date}/${by.service}/tc3_request`
  const toSign = ['TC3-HMAC-SHA256', call.headers['x-tc-timestamp'], scope, hash(canonical)].join('\n')
  const key = [by.date, by.service, 'tc3_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `TC3${by.secretKey}`,
  )
  return createHmac('sha256', key).update(toSign).digest('hex')
}

const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
