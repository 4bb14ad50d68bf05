/** Counts what a deed reads: calls to the database, and read units as the database itself tells them. */
import { client } from '../table/database.ts'

export interface Metered<T> {
  readonly result: T
  readonly calls: number
  readonly readUnits: number
}

export async function metered<T>(deed: () => Promise<T>): Promise<Metered<T>> {
  let [calls, readUnits] = [0, 0]
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' })
      return next(args)
    },
    { step: 'initialize', name: 'meter-ask' },
  )
  client.middlewareStack.add(
    (next) => async (args) => {
      calls++
      const answer = await next(args)
      const output = answer.output as { ConsumedCapacity?: unknown }
      const isRead = 'Item' in output || 'Items' in output || 'Responses' in output
      // A read of an item that is not there answers nothing but what it cost.
      for (const part of [output.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[])
        if (isRead || Object.keys(output).length <= 2) readUnits += part.CapacityUnits ?? 0
      return answer
    },
    { step: 'finalizeRequest', priority: 'low', name: 'meter' },
  )
  try {
    return { result: await deed(), calls, readUnits }
  } finally {
    client.middlewareStack.remove('meter-ask')
    client.middlewareStack.remove('meter')
  }
}
