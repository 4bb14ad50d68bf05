/** A mistake of whoever runs the command, or nothing left to do: told in words. */
export class Refusal extends Error {}

export interface Place {
  readonly words: string
  /** The options that name it again. */
  readonly options: string
}

/**
 * Points the environment at a table: of a stage in the cloud, with whatever credentials the AWS tools find; else that of
 * `npm start`. Before any product module is loaded, for they read it as they load.
 */
export function goTo({ stage, region }: { stage?: string | undefined; region?: string | undefined }): Place {
  if (stage === undefined && region !== undefined) throw new Refusal('--region 要和 --stage 一起写')
  if (stage === undefined) {
    process.env.DYNAMODB_ENDPOINT ??= `http://127.0.0.1:${process.env.DYNAMODB_PORT || 3002}`
    process.env.AWS_REGION ??= 'cn-north-1'
    process.env.AWS_ACCESS_KEY_ID ??= 'local'
    process.env.AWS_SECRET_ACCESS_KEY ??= 'local'
    return { words: `本机的表（${process.env.DYNAMODB_ENDPOINT}）`, options: '' }
  }
  if (!/^[\w-]+$/.test(stage)) throw new Refusal(`--stage ${stage} 不是环境名`)
  // A local database of another command must not pass for the cloud's.
  delete process.env.DYNAMODB_ENDPOINT
  process.env.AWS_REGION = region ?? process.env.AWS_REGION ?? 'cn-north-1'
  process.env.TABLE = `gonghui-${stage}`
  return {
    words: `${process.env.AWS_REGION} 的表 ${process.env.TABLE}`,
    options: ` --stage ${stage} --region ${process.env.AWS_REGION}`,
  }
}

/** What the way to the table failed of, as far as whoever runs the command can mend it. */
export function mendable(fault: unknown, { words }: Place): string | undefined {
  const { name = '', code = '' } = fault as { readonly name?: string; readonly code?: string }
  if (name === 'ResourceNotFoundException') return `${words}不存在：先部署（或先 npm start），再运行这条命令`
  if (code === 'ECONNREFUSED')
    return `${words}没有应答：npm start 没有在运行？要写云上的环境，加 --stage 环境名`
  if (name === 'CredentialsProviderError')
    return '没有找到 AWS 凭证：和 osls deploy 用同一份，比如 AWS_PROFILE=…'
  if (/^(AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken)/.test(name))
    return `AWS 不认这份凭证，或它不能读写${words}（${name}）`
  return undefined
}
