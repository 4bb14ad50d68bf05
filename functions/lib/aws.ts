import { AwsClient } from 'aws4fetch'
import { setting } from './setting.ts'

const clients = new Map<string, AwsClient>()

/**
 * Signs calls to a service of AWS (Signature Version 4) with the credentials that Lambda hands a function in its
 * environment. For the few calls that are made here it takes the place of an SDK client that is forty times its size.
 */
export function awsClient(service: 's3' | 'lambda' | 'monitoring'): AwsClient {
  const known = clients.get(service)
  if (known) return known
  const client = new AwsClient({
    accessKeyId: setting('AWS_ACCESS_KEY_ID'),
    secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
    ...(process.env.AWS_SESSION_TOKEN ? { sessionToken: process.env.AWS_SESSION_TOKEN } : {}),
    region: setting('AWS_REGION'),
    service,
    retries: 3,
  })
  clients.set(service, client)
  return client
}
