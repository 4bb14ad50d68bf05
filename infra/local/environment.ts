/** What product code reads from its environment, as the local stack sets it. In the cloud, serverless.yml does. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** What the product and the fake WeChat server both know of each other. No secret: it opens nothing but the fake. */
export const wechatApp = {
  appid: 'wx0000000000000001',
  secret: 'local-wechat-secret',
  callbackToken: 'local',
  templates:
    'admission=local-admission offer=local-offer ending=local-ending opening=local-opening singles=local-singles event=local-event',
}
export const smsApp = {
  secretId: 'AKIDlocal',
  secretKey: 'local-sms-key',
  appId: '1400000001',
  sign: '工惠',
  template: '1000001',
}

const NOBODY = 'http://127.0.0.1:9'

/** The bucket that files are kept in, and by what name the jobs function is set off. */
export const filesBucket = 'gonghui-files'
export const jobsFunction = 'jobs'

/** Who calls the services of AWS. The SDK refuses to start without; an endpoint given from outside may need real ones. */
export const awsKeys = () => ({
  accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'local',
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'local',
})

export function makeEnvironment(stack: {
  databaseEndpoint: string
  wechatBase: string
  /** Absent: an address that nobody listens at. */
  storageBase?: string
  lambdaBase?: string
  /** Where the master key is kept; absent: one for this run. */
  dir?: string | undefined
}): Record<string, string> {
  const given = process.env
  return {
    TABLE: given.TABLE ?? 'gonghui',
    DYNAMODB_ENDPOINT: stack.databaseEndpoint,
    AWS_REGION: given.AWS_REGION ?? 'cn-north-1',
    AWS_ACCESS_KEY_ID: awsKeys().accessKeyId,
    AWS_SECRET_ACCESS_KEY: awsKeys().secretAccessKey,
    S3_ENDPOINT: stack.storageBase ?? NOBODY,
    FILES_BUCKET: filesBucket,
    FONTS_DIR: join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts'),
    LAMBDA_ENDPOINT: stack.lambdaBase ?? NOBODY,
    JOBS_FUNCTION: jobsFunction,
    PEOPLE_FUNCTION: 'people',
    WECHAT_API_BASE: stack.wechatBase,
    WECHAT_APPID: wechatApp.appid,
    WECHAT_SECRET: wechatApp.secret,
    WECHAT_TEMPLATES: wechatApp.templates,
    WECHAT_CALLBACK_TOKEN: wechatApp.callbackToken,
    SMS_API_BASE: stack.wechatBase,
    SMS_SECRET_ID: smsApp.secretId,
    SMS_SECRET_KEY: smsApp.secretKey,
    SMS_APP_ID: smsApp.appId,
    SMS_SIGN: smsApp.sign,
    SMS_TEMPLATE: smsApp.template,
    MASTER_KEY: given.MASTER_KEY ?? masterKey(stack.dir),
    CAPABILITIES_OFF: given.CAPABILITIES_OFF ?? 'none',
    LOG_LEVEL: given.LOG_LEVEL ?? 'WARN',
    // Metrics are log lines in the cloud; on a terminal they would bury everything else.
    POWERTOOLS_METRICS_DISABLED: given.POWERTOOLS_METRICS_DISABLED ?? 'true',
  }
}

/** What is encrypted with it lies in the database, so it is kept as long as the database is. */
function masterKey(dir: string | undefined): string {
  const fresh = randomBytes(32).toString('base64')
  if (dir === undefined) return fresh
  const file = join(dir, 'master-key')
  mkdirSync(dir, { recursive: true })
  try {
    // `wx`: of two that start at once, one writes and both read the same.
    writeFileSync(file, fresh, { mode: 0o600, flag: 'wx' })
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault
  }
  return readFileSync(file, 'utf8').trim()
}

/** Sets the variables and answers how to put back what was there. */
export function setEnvironment(variables: Record<string, string>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, variables)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
