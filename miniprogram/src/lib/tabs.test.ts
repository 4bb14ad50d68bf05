import type { Incoming, Outgoing } from '@gonghui/shared/lib/client'
import { instantOf, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { getMe } from '@gonghui/shared/membership/sessions'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

/** What all tabs of a browser share: its storage. And the product, with one session in it. */
const { stored, server } = vi.hoisted(() => ({
  stored: new Map<string, unknown>(),
  server: {
    generation: 1,
    renewedMs: 0,
    isOpen: true,
    send: async (_: Outgoing): Promise<Incoming> => 'unreachable',
  },
}))
vi.mock('./storage', () => ({
  storage: {
    read: (key: string) => stored.get(key),
    write: (key: string, value: unknown) => void stored.set(key, structuredClone(value)),
    remove: (key: string) => void stored.delete(key),
    keys: () => [...stored.keys()],
    onFull: () => undefined,
  },
}))
vi.mock('./transport', () => ({ send: (one: Outgoing) => server.send(one) }))
vi.mock('./login', () => ({ entersUnasked: false, finishLogin: async () => undefined }))

const LIFE_MS = 15 * MINUTE_MS
const session = () => ({
  token: `until ${Date.now() + LIFE_MS}`,
  renewal: String(server.generation),
  expiresAt: instantOf(Date.now() + LIFE_MS),
  ...{ personId: 'per_1', serverTime: instantOf(Date.now()) },
})
const reply = (status: number, body: object): Incoming => ({ status, headers: {}, body })
const refused = (code: string) => reply(401, { code, status: 401, next: '' })

/** As the product does: the code before the current one is answered again for a minute, an older one ends the session. */
async function answer({ url, headers, body }: Outgoing): Promise<Incoming> {
  if (!url.endsWith('/renewals')) {
    const untilMs = Number(headers.authorization?.split(' ').at(-1))
    return Date.now() < untilMs ? reply(200, { personId: 'per_1' }) : refused('token-expired')
  }
  const generation = Number(JSON.parse(body ?? '').renewal)
  const isLost = generation === server.generation - 1 && Date.now() < server.renewedMs + MINUTE_MS
  if (generation === server.generation) {
    server.generation += 1
    server.renewedMs = Date.now()
  } else if (!isLost) server.isOpen = false
  return server.isOpen ? reply(201, session()) : refused('renewal-invalid')
}

async function openTab() {
  vi.resetModules()
  const { call } = await import('./api')
  const { tokens } = await import('./tokens')
  return { tokens, ask: async () => (await call(getMe, {})).kind }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  stored.clear()
  Object.assign(server, { generation: 1, renewedMs: 0, isOpen: true, send: answer })
  stored.set('session', session())
})
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms)

test('what one tab renewed holds for the other, however much later it calls', async () => {
  const [board, reconciliation] = [await openTab(), await openTab()]
  pass(LIFE_MS)
  expect(await board.ask()).toBe('answer')
  pass(2 * MINUTE_MS)
  expect(await reconciliation.ask()).toBe('answer')
  expect(server.generation).toBe(2)
  pass(LIFE_MS)
  expect(await reconciliation.ask()).toBe('answer')
  pass(LIFE_MS)
  expect(await board.ask()).toBe('answer')
  expect(server).toMatchObject({ generation: 4, isOpen: true })
})

test('two tabs that renew at once end on one session', async () => {
  const tabs = [await openTab(), await openTab()]
  pass(LIFE_MS)
  expect(await Promise.all(tabs.map(({ ask }) => ask()))).toEqual(['answer', 'answer'])
  pass(LIFE_MS)
  for (const { ask } of tabs) expect(await ask()).toBe('answer')
  expect(server.isOpen).toBe(true)
})

test('a token that was handed over to one tab does not bring back the renewal that another has spent', async () => {
  const [board, reconciliation] = [await openTab(), await openTab()]
  pass(LIFE_MS)
  await board.ask()
  reconciliation.tokens.exchange('late')
  expect(stored.get('session')).toMatchObject({ renewal: '2' })
})

test('who signs out in one tab is signed out in the other, though it was renewing just then', async () => {
  const [board, reconciliation] = [await openTab(), await openTab()]
  pass(LIFE_MS)
  server.send = async (one) => {
    board.tokens.leave()
    return answer(one)
  }
  expect(await reconciliation.ask()).toBe('refused')
  expect(stored.has('session')).toBe(false)
  expect(reconciliation.tokens.now()).toBeUndefined()
})

test('a session that ended by itself leaves nothing in a browser, which may be anybody’s by now', async () => {
  const { ask } = await openTab()
  stored.set('answer-me', { name: '张三' })
  pass(LIFE_MS)
  server.isOpen = false
  expect(await ask()).toBe('refused')
  expect(stored.has('answer-me')).toBe(false)
})
