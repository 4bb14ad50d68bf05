import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Readable } from 'node:stream'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** Fifty sockets, the SDK's default, would queue half of a burst inside the function. */
const MAX_SOCKETS = 128

const endpoint = process.env.DYNAMODB_ENDPOINT

/**
 * The one client of a function. Its retries stay the SDK's own (for DynamoDB four tries, jittered): a throttled write
 * of the claim must be repeated, not given up.
 */
export const client = new DynamoDBClient({
  ...(endpoint ? { endpoint } : {}),
  requestHandler: {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
  },
  // The SDK's own looks whether an answer is a stream of the web, and on a cold start that alone loads all of those.
  streamCollector: async (answer: Readable) => Buffer.concat(await answer.toArray()),
})

export const database = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
})

export const TABLE = process.env.TABLE ?? 'gonghui'
