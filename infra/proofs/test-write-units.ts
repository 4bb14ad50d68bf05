/** Counts calls, and the write units of every write as the database tells them; reads cost none. */
import { client } from '@gonghui/functions/table/database'

export interface Written {
  calls: number
  units: number
}

const WRITES = /^(Put|Update|Delete)ItemCommand$|^TransactWriteItemsCommand$|^BatchWriteItemCommand$/

export async function writeUnitsOf(deed: () => Promise<unknown>): Promise<Written> {
  const sum: Written = { calls: 0, units: 0 }
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' })
      return next(args)
    },
    { step: 'initialize', name: 'write-units-ask' },
  )
  client.middlewareStack.add(
    (next, context) => async (args) => {
      sum.calls++
      const isWrite = WRITES.test(String(context.commandName))
      try {
        const answer = await next(args)
        const { ConsumedCapacity: told } = answer.output as { ConsumedCapacity?: unknown }
        if (isWrite)
          for (const part of [told].flat() as { CapacityUnits?: number }[])
            sum.units += part?.CapacityUnits ?? 0
        return answer
      } catch (error) {
        // A failed condition reports no consumption; it costs one unit all the same.
        if (error instanceof Error && error.name === 'ConditionalCheckFailedException') sum.units += 1
        throw error
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'write-units' },
  )
  try {
    await deed()
  } finally {
    client.middlewareStack.remove('write-units-ask')
    client.middlewareStack.remove('write-units')
  }
  return sum
}
