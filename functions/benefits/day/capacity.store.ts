import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import {
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  LambdaClient,
  ProvisionedConcurrencyConfigNotFoundException,
} from '@aws-sdk/client-lambda'
import { client, TABLE } from '../../table/database.ts'
import type { ClaimCapacity } from './preflight.rule.ts'

export interface TableSeen {
  /** What the database's clock says, to the second; undefined where its answer has no date. */
  readonly clockMs: number | undefined
  /** The write units a second that the table takes at once; the embedded engine has no such figure. */
  readonly writeUnits: number | undefined
}

export async function lookAtTable(): Promise<TableSeen> {
  let date: string | undefined
  const command = new DescribeTableCommand({ TableName: TABLE })
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      date = (result.response as { headers?: Readonly<Record<string, string>> }).headers?.date
      return result
    },
    { step: 'deserialize', name: 'date' },
  )
  const { Table } = await client.send(command)
  return {
    clockMs: date === undefined ? undefined : Date.parse(date),
    writeUnits: Table?.WarmThroughput?.WriteUnitsPerSecond,
  }
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
