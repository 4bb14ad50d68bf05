import type { Client } from 'tencentcloud-sdk-nodejs-sms/tencentcloud/services/sms/v20210111/sms_client.js'
import { log } from '../lib/log.ts'
import { setting } from '../lib/setting.ts'

/**
 * One-time codes by Tencent Cloud SMS, action SendSms of 2021-01-11.
 * https://cloud.tencent.com/document/api/382/55981
 */

const TIMEOUT_SECONDS = 4

let client: { readonly base: string; readonly sms: Client } | undefined

/** Loaded at the first message: the package is two thirds of this function, and most starts send none. */
async function smsClient(): Promise<Client> {
  const base = setting('SMS_API_BASE')
  if (client?.base === base) return client.sms
  const { Client } = await import(
    'tencentcloud-sdk-nodejs-sms/tencentcloud/services/sms/v20210111/sms_client.js'
  )
  const { protocol, host } = new URL(base)
  const sms = new Client({
    credential: { secretId: setting('SMS_SECRET_ID'), secretKey: setting('SMS_SECRET_KEY') },
    region: 'ap-guangzhou',
    profile: {
      httpProfile: { protocol: `${protocol}//`, endpoint: host, reqTimeout: TIMEOUT_SECONDS },
    },
  })
  client = { base, sms }
  return sms
}

/** Sends a code, good for `minutes`. False: it was not taken, or nobody knows. */
export async function sendCode(phone: string, code: string, minutes: number): Promise<boolean> {
  try {
    const { SendStatusSet } = await (await smsClient()).SendSms({
      PhoneNumberSet: [`+86${phone}`],
      SmsSdkAppId: setting('SMS_APP_ID'),
      SignName: setting('SMS_SIGN'),
      TemplateId: setting('SMS_TEMPLATE'),
      TemplateParamSet: [code, String(minutes)],
    })
    const verdict = SendStatusSet?.[0]?.Code
    if (verdict === 'Ok') return true
    log.warn('sms', { code: verdict })
  } catch (error) {
    // The message may name the number; the code of Tencent's error names nobody.
    log.warn('sms', { code: (error as { code?: string }).code ?? 'unreachable' })
  }
  return false
}
