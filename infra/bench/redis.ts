/**
 * The 秒杀 that most shops run: one Lua script in Redis takes the unit and remembers who has it. Debian's redis-server,
 * a fresh one for each round, in memory alone.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { freePort } from '../local/ports.ts'
import type { Contender } from './contenders.ts'

/** KEYS: who has one, what is left, the winners in order. ARGV: the member. 1: yours; 0: yours already; -1: sold out. */
const TAKE = `
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then return 0 end
if tonumber(redis.call('GET', KEYS[2])) <= 0 then return -1 end
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('DECR', KEYS[2])
redis.call('RPUSH', KEYS[3], ARGV[1])
return 1`

let server: ChildProcess | undefined
let client: Redis | undefined

/** Whether this machine has a redis-server. */
export async function hasRedis(): Promise<boolean> {
  const asked = spawn('redis-server', ['--version'], { stdio: 'ignore' })
  return new Promise((known) => {
    asked.once('error', () => known(false))
    asked.once('exit', (code) => known(code === 0))
  })
}

async function freshRedis(): Promise<Redis> {
  await stopRedis()
  const port = await freePort()
  const setting = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  server = spawn('redis-server', [...setting, '--loglevel', 'warning'], { cwd: '/tmp', stdio: 'ignore' })
  client = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null })
  client.on('error', () => {
    // Until the server listens a connection is refused, and tried again.
  })
  await client.ping()
  return client
}

export async function stopRedis(): Promise<void> {
  client?.disconnect()
  client = undefined
  if (!server) return
  const ended = once(server, 'exit')
  server.kill()
  await ended
  server = undefined
}

export const redisLua: Contender = {
  name: 'Redis and Lua (秒杀)',
  prepare: async (stock) => {
    const redis = await freshRedis()
    await redis.set('left', stock)
    const script = String(await redis.script('LOAD', TAKE))
    return async ({ member }) => {
      const taken = await redis.evalsha(script, 3, 'holders', 'left', 'winners', member.memberId)
      return taken === 1 ? 201 : taken === 0 ? 200 : 409
    }
  },
  end: stopRedis,
}
