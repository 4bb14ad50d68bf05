import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import {
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  LambdaClient,
  ProvisionedConcurrencyConfigNotFoundException,
} from '@aws-sdk/client-lambda'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '../table/access-patterns.ts'
import { client, database, TABLE } from '../table/database.ts'
import type { ClaimCapacity } from './preflight.rule.ts'

/** What the database's clock says, by the header of an answer; undefined where it has none. */
export async function databaseClockMs(dropId: string): Promise<number | undefined> {
  let date: string | undefined
  const command = new GetCommand({ TableName: TABLE, Key: keyOf('a drop', { dropId }) })
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const { headers } = result.response as { headers?: Readonly<Record<string, string>> }
      date = headers?.date
      return result
    },
    { step: 'deserialize', name: 'date', priority: 'low' },
  )
  await database.send(command)
  return date === undefined ? undefined : Date.parse(date)
}

/** The write units a second that the table takes at once; the embedded engine has no such figure. */
export async function warmWriteUnits(): Promise<number | undefined> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: TABLE }))
  return Table?.WarmThroughput?.WriteUnitsPerSecond
}

/** What stands ready of the claim function; undefined where it is not deployed (CLAIM_FUNCTION is not set). */
export async function claimCapacity(): Promise<ClaimCapacity | undefined> {
  const { CLAIM_FUNCTION: FunctionName, CLAIM_ALIAS: Qualifier } = process.env
  if (!FunctionName || !Qualifier) return undefined
  const lambda = new LambdaClient({})
  try {
    const [provisioned, reserved] = await Promise.all([
      lambda
        .send(new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier }))
        .catch((error: unknown) => {
          if (error instanceof ProvisionedConcurrencyConfigNotFoundException) return undefined
          throw error
        }),
      lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
    ])
    return {
      ready: provisioned?.AvailableProvisionedConcurrentExecutions ?? 0,
      wanted: provisioned?.RequestedProvisionedConcurrentExecutions ?? 0,
      most: reserved.ReservedConcurrentExecutions,
    }
  } finally {
    lambda.destroy()
  }
}
