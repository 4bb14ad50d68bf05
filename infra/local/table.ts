/** The local table, made from the very file that CloudFormation deploys. */
import { readFileSync } from 'node:fs'
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  ResourceInUseException,
  type TimeToLiveSpecification,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { parse } from 'yaml'

export const tableFile = new URL('../aws/table.yml', import.meta.url)

/** What CloudFormation calls by another name than the API. */
type TableProperties = Omit<CreateTableCommandInput, 'TableName' | 'StreamSpecification'> & {
  TimeToLiveSpecification?: TimeToLiveSpecification
}

/** The properties of the resource `Table`. CloudFormation's tags (`!Ref`, `!Sub`) are read as plain text. */
export function readTableProperties(file: URL | string = tableFile): TableProperties {
  const document = parse(readFileSync(file, 'utf8'), { logLevel: 'error' })
  const properties = document?.Resources?.Table?.Properties
  if (!properties) throw new Error(`${file} has no resource Table with Properties`)
  return properties
}

export type TableOptions = { endpoint: string; table: string; region?: string; file?: URL | string }

/**
 * Creates the table unless it is there, and answers whether it was created now. The stream stays off: nothing reads it
 * here, and dynoxide 1.2.1 looks through all its records at every write (measured: a put of 0.3 ms is one of 1.7 ms
 * after five thousand items, and goes on growing; without the stream it stays at 0.1 ms).
 */
export async function createTable({
  endpoint,
  table,
  region = process.env.AWS_REGION ?? 'cn-north-1',
  file,
}: TableOptions): Promise<boolean> {
  const properties = readTableProperties(file)
  const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = properties
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: {
      accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? 'local',
      secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? 'local',
      ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
    },
  })
  try {
    const created = await client
      .send(
        new CreateTableCommand({
          TableName: table,
          BillingMode,
          AttributeDefinitions,
          KeySchema,
          ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
        }),
      )
      .then(
        () => true,
        (fault) => {
          if (fault instanceof ResourceInUseException) return false
          throw fault
        },
      )
    await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1 }, { TableName: table })
    if (created && properties.TimeToLiveSpecification)
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: table,
          TimeToLiveSpecification: properties.TimeToLiveSpecification,
        }),
      )
    return created
  } finally {
    client.destroy()
  }
}
