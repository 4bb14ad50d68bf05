/** The very handlers that are deployed, in this process. */
import { pathToFileURL } from 'node:url'
import type { DeployedFunction } from './deployment.ts'
import { makeContext } from './gateway-event.ts'

/** Gives up after the function's own limit, or after `withinMs` where that is shorter. @throws TimedOut */
export type Invoke = (event: unknown, withinMs?: number) => Promise<unknown>
export type LoadedFunction = DeployedFunction & { invoke: Invoke }

export class TimedOut extends Error {}

/**
 * Imports every function's module. Call it after the environment is set: modules may read it as they load.
 * @param isEnding from when on they are told that their time is over, so that long ones end by themselves.
 * @throws an Error that names the function whose module does not load.
 */
export function loadFunctions(
  functions: DeployedFunction[],
  isEnding?: () => boolean,
): Promise<LoadedFunction[]> {
  return Promise.all(
    functions.map(async (deployed) => ({ ...deployed, invoke: await load(deployed, isEnding) })),
  )
}

async function load(
  { name, module, exported, timeoutMs }: DeployedFunction,
  isEnding?: () => boolean,
): Promise<Invoke> {
  const loaded = await import(pathToFileURL(module).href).catch((cause) => {
    throw new Error(`Function ${name} does not load (${module})`, { cause })
  })
  const handler = loaded[exported]
  if (typeof handler !== 'function') throw new Error(`${module} exports no function ${exported}`)
  return (event, withinMs = timeoutMs) => {
    const limitMs = Math.min(timeoutMs, withinMs)
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TimedOut(`Function ${name} took over ${limitMs} ms`)), limitMs)
    })
    const work = (async () => handler(event, makeContext(name, timeoutMs, isEnding)))()
    return Promise.race([work, limit]).finally(() => clearTimeout(timer))
  }
}
