/** For crash tests: the n-th database call of a client fails, as a process does that dies or loses its connection. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

export class Crash extends Error {}

export interface Injection {
  /** How many calls were made since. */
  readonly calls: () => number
  readonly stop: () => void
}

/**
 * Fails call `nth`, counted from 1: `before` it reaches the database, or `after` it was carried out there and only
 * the reply is lost. The SDK does not retry it.
 */
export function crashAt(client: DynamoDBClient, nth: number, when: 'before' | 'after'): Injection {
  let calls = 0
  const name = `crash-${Math.random()}`
  client.middlewareStack.add(
    (next) => async (args) => {
      calls++
      const mine = calls === nth
      if (mine && when === 'before') throw new Crash(`crash before call ${nth}`)
      const answer = await next(args)
      if (mine) throw new Crash(`crash after call ${nth}`)
      return answer
    },
    { step: 'finalizeRequest', priority: 'low', name },
  )
  return { calls: () => calls, stop: () => client.middlewareStack.remove(name) }
}
