/**
 * Lambda's own API on this machine, as far as one function sets another off: `Invoke` with the type `Event`, which
 * answers at once and runs the function afterwards.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { close, listen } from './ports.ts'
import { type Keys, signatureProblem } from './storage/signature.ts'

export type Lambda = {
  url: string
  /** No invocation starts after this; answers when those under way have ended. */
  stop(): Promise<void>
}

/** @param invoke runs a function by its name; undefined where there is none of that name. */
export async function startLambda(
  keys: Keys,
  invoke: (name: string, event: unknown) => Promise<unknown> | undefined,
  log: (line: string) => void = console.error,
): Promise<Lambda> {
  const underWay = new Set<Promise<unknown>>()
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request
    const [path = '/', query = ''] = url.split('?', 2)
    const body = await buffer(request)
    const answer = (status: number, type?: string) => {
      response.writeHead(status, type ? { 'x-amzn-errortype': type } : {})
      response.end()
    }
    const wrong = signatureProblem({ method, path, query, headers, body }, keys, Date.now())
    if (wrong) return answer(wrong.status, wrong.code)
    const name = /^\/2015-03-31\/functions\/([\w-]+)\/invocations$/.exec(path)?.[1]
    if (method !== 'POST' || !name) return answer(404, 'ResourceNotFoundException')
    if (headers['x-amz-invocation-type'] !== 'Event') return answer(400, 'InvalidParameterValueException')
    const run = invoke(name, JSON.parse(body.toString('utf8') || '{}'))
    if (!run) return answer(404, 'ResourceNotFoundException')
    const ended = run
      .catch((fault: unknown) => log(`${name}: ${fault instanceof Error ? fault.stack : fault}`))
      .finally(() => underWay.delete(ended))
    underWay.add(ended)
    answer(202)
  })
  const port = await listen(server, { port: 0, host: '127.0.0.1', setting: 'LAMBDA_PORT', what: '函数调用' })
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await close(server)
      await Promise.all(underWay)
    },
  }
}
