/** Counts what goes to the database: calls, and capacity units as the SDK is told of them. */
import { client } from '@gonghui/functions/table/database'
import { signByRote } from '../local/constant-signer.ts'

signByRote(client)

export interface Counted {
  calls: number
  /** A failed condition reports no consumption; it costs one unit all the same, and is added. */
  units: number
}

/** Counts calls and write units while `deed` runs. Asking for the consumption is work of its own: nothing is timed meanwhile. */
export const counted = (deed: () => Promise<unknown>): Promise<Counted> => meter(deed, (isRead) => !isRead)

/** Counts calls and read units while `deed` runs. */
export const readsCounted = (deed: () => Promise<unknown>): Promise<Counted> =>
  meter(deed, (isRead) => isRead)

async function meter(deed: () => Promise<unknown>, wanted: (isRead: boolean) => boolean): Promise<Counted> {
  const sum: Counted = { calls: 0, units: 0 }
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' })
      return next(args)
    },
    { step: 'initialize', name: 'meter-ask' },
  )
  client.middlewareStack.add(
    (next) => async (args) => {
      sum.calls++
      try {
        const answer = await next(args)
        sum.units += unitsIn(answer.output, wanted)
        return answer
      } catch (error) {
        if (error instanceof Error && error.name === 'ConditionalCheckFailedException' && wanted(false))
          sum.units += 1
        throw error
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'meter' },
  )
  await deed()
  client.middlewareStack.remove('meter-ask')
  client.middlewareStack.remove('meter')
  return sum
}

/** Reads are told apart by what they answer with. */
function unitsIn(output: object, wanted: (isRead: boolean) => boolean): number {
  if (!('ConsumedCapacity' in output)) return 0
  const told = output.ConsumedCapacity
  const parts = Array.isArray(told) ? told : [told]
  const isRead = 'Item' in output || 'Items' in output || 'Responses' in output
  return wanted(isRead) ? parts.reduce((sum: number, part) => sum + (part?.CapacityUnits ?? 0), 0) : 0
}
