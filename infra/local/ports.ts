import type { Server } from 'node:http'
import { createServer } from 'node:net'

/** A port somebody else holds. The message says which, by whose setting, and what to do. */
export class PortTaken extends Error {
  readonly port: number
  readonly setting: string

  constructor(port: number, setting: string, what: string) {
    super(
      `端口 ${port} 已被占用，${what}（${setting}=${port}）无法启动。` +
        `请停掉占用它的程序（例如另一个 npm start），或换一个端口：${setting}=${port + 10} npm start`,
    )
    this.name = 'PortTaken'
    this.port = port
    this.setting = setting
  }
}

/** Whether nobody listens on the port now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await claimPort(port, host)) !== undefined
}

/** A port that was free a moment ago, for a program that cannot pick one itself. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const port = await claimPort(0, host)
  if (port === undefined) throw new Error('The system has no free port')
  return port
}

function claimPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (fault: NodeJS.ErrnoException) =>
      fault.code === 'EADDRINUSE' ? resolve(undefined) : reject(fault),
    )
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address()
      const claimed = typeof address === 'object' && address ? address.port : port
      probe.close(() => resolve(claimed))
    })
  })
}

/**
 * Waits up to `patienceMs` for the port: what was killed a moment ago may hold it still.
 * @throws PortTaken
 */
export async function waitForPort(
  port: number,
  setting: string,
  what: string,
  patienceMs = 1_500,
): Promise<void> {
  const until = Date.now() + patienceMs
  while (!(await isFree(port))) {
    if (Date.now() > until) throw new PortTaken(port, setting, what)
    await new Promise((resume) => setTimeout(resume, 50))
  }
}

/** Listens, and answers the port. @throws PortTaken */
export function listen(
  server: Server,
  at: { port: number; host: string; setting: string; what: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) =>
      reject(fault.code === 'EADDRINUSE' ? new PortTaken(at.port, at.setting, at.what) : fault),
    )
    server.listen(at.port, at.host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : at.port)
    })
  })
}

/** Stops listening; requests under way may finish, for a second. */
export async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), 1_000)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
