/** Ways to take a unit, side by side on one engine: ours through the whole handler, its floor, and the textbook. */
import { PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { elementOf, homeOf } from '@gonghui/functions/benefits/claim/bucket.rule'
import { handler } from '@gonghui/functions/benefits/claim-function'
import { NOW, publishedDrop, someMember } from '@gonghui/functions/benefits/drop/test-drop'
import type { MemberCaller } from '@gonghui/functions/lib/caller'
import { issueToken } from '@gonghui/functions/lib/tokens'
import { database, TABLE } from '@gonghui/functions/table/database'
import { HOUR_MS, instantOf } from '@gonghui/shared/lib/instant'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'

export type Claim = (caller: MemberCaller) => Promise<number>

export interface Contender {
  readonly name: string
  /** Lays the stock and answers how one member claims; the claim answers the HTTP status it would have. */
  readonly prepare: (stock: number, members: readonly MemberCaller[]) => Promise<Claim>
  /** Stops what `prepare` started besides the database. */
  readonly end?: () => Promise<void>
}

export const crowd = (size: number): MemberCaller[] => Array.from({ length: size }, someMember)

const openNow = () => ({
  opensAt: instantOf(Date.now() - HOUR_MS),
  closesAt: instantOf(Date.now() + HOUR_MS),
  validUntil: instantOf(Date.now() + 24 * HOUR_MS),
})

export const ours: Contender = {
  name: 'home bucket, whole handler',
  prepare: async (stock, members) => {
    const { dropId } = await publishedDrop({ stock, ...openNow() })
    const tokens = new Map(members.map((member) => [member, issueToken(member, Date.now())]))
    return async (caller) => {
      const token = tokens.get(caller) ?? issueToken(caller, Date.now())
      const event = {
        version: '2.0',
        routeKey: 'POST /v1/benefits/drops/{dropId}/claim',
        rawPath: `/v1/benefits/drops/${dropId}/claim`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        pathParameters: { dropId },
        body: '{}',
        isBase64Encoded: false,
      }
      const answer = await handler(
        event as unknown as APIGatewayProxyEventV2,
        { awsRequestId: 'bench' } as Context,
      )
      return answer.statusCode ?? 0
    }
  },
}

/** The bare two writes that a win cannot do without, of the same shape and size. */
export const floor: Contender = {
  name: 'the bare two writes (floor)',
  prepare: async (stock) => {
    const { dropId, buckets } = await publishedDrop({ stock })
    return async ({ member }) => {
      const me = elementOf(member.memberId, 1)
      const bucket = homeOf(member.memberId, dropId, { first: 0, count: buckets })
      await database.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: { pk: `BUCKET#${dropId}#${bucket}`, sk: 'BUCKET' },
          UpdateExpression: 'SET places = list_append(places, :mine), n = n + :one',
          ConditionExpression: 'n < :many AND NOT contains(places, :me) AND attribute_not_exists(shut)',
          ExpressionAttributeValues: { ':me': me, ':mine': [me], ':one': 1, ':many': stock },
          ReturnValues: 'ALL_NEW',
        }),
      )
      await database.send(
        new PutCommand({
          TableName: TABLE,
          Item: {
            pk: `MEMBER#${member.memberId}`,
            sk: `VOUCHER#${dropId}#1`,
            voucherId: `vch_${'0'.repeat(32)}`,
            memberId: member.memberId,
            dropId,
            j: 1,
            bucket,
            place: 0,
            ordinal: 0,
            state: 'issued',
            issuedAt: NOW,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      )
      return 201
    }
  },
}

/** One counter and the claim’s row in one transaction, as every tutorial has it. */
export const textbook: Contender = {
  name: 'counter and row in one transaction (textbook)',
  prepare: async (stock) => {
    const key = { pk: `COUNTER#${Math.random()}`, sk: 'COUNTER' }
    await database.send(new PutCommand({ TableName: TABLE, Item: { ...key, left: stock } }))
    return async ({ member }) => {
      await database.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName: TABLE,
                Key: key,
                UpdateExpression: 'SET #left = #left - :one',
                ConditionExpression: '#left > :none',
                ExpressionAttributeNames: { '#left': 'left' },
                ExpressionAttributeValues: { ':one': 1, ':none': 0 },
              },
            },
            {
              Put: {
                TableName: TABLE,
                Item: {
                  pk: `MEMBER#${member.memberId}`,
                  sk: `VOUCHER#${key.pk}#1`,
                  state: 'issued',
                  issuedAt: NOW,
                },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ],
        }),
      )
      return 201
    }
  },
}
