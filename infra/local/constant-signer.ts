import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

const SIGNED = {
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=local/20260101/cn-north-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
}

/**
 * The embedded engines look whether a call is signed, not how. Where calls are made by the ten thousand this saves a third
 * of each, and where two ways are compared it dilutes neither.
 */
export function signByRote(client: DynamoDBClient): void {
  client.config.signer = async () => ({
    sign: async (request) => {
      Object.assign(request.headers, SIGNED)
      return request
    },
  })
}
