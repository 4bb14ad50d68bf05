/** Where a rehearsal takes place, as whom, and of which drop. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { getManagedDrop, listManagedDrops, type ManagedDrop } from '@gonghui/shared/benefits/drops'
import { outcome } from '@gonghui/shared/lib/client'
import { instantOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { getMe } from '@gonghui/shared/membership/sessions'
import { askAt } from '../seed/calls.ts'
import { readPeople, signIn } from '../seed/people.ts'
import { asOperator, Refused } from './rehearse.ts'
import { scannedToken } from './scan-sign-in.ts'
import { isHere, type Wire, wireTo } from './wire.ts'

export interface Place {
  readonly apiBase: string
  readonly wire: Wire
  /** A stack on this machine, whose times say nothing of the cloud. */
  readonly isLocal: boolean
  /** What it is, in words. */
  readonly words: string
  /** The fake WeChat, where one can sign in as anybody of the demo. */
  readonly wechatBase?: string
  leave(): void
}

const local = (port: string | undefined, otherwise: number) => `http://127.0.0.1:${port || otherwise}`

/** The address that was named; else `npm start`, where it runs; else a stack of one's own. */
export async function findPlace(api: string | undefined, tell: (line: string) => void): Promise<Place> {
  const wechatBase = local(process.env.WECHAT_PORT, 3001)
  if (api !== undefined) {
    const wire = wireTo(api)
    const isLocal = isHere(api)
    const words = isLocal ? `本机 ${api}` : `已部署的环境 ${api}`
    return {
      apiBase: api,
      wire,
      isLocal,
      words,
      ...(isLocal ? { wechatBase } : {}),
      leave: () => wire.close(),
    }
  }
  const running = local(process.env.PORT, 3000)
  if (await isUp(running)) {
    const wire = wireTo(running)
    return {
      apiBase: running,
      wire,
      isLocal: true,
      words: `本机 npm start（${running}）`,
      wechatBase,
      leave: () => wire.close(),
    }
  }
  tell('npm start 没有在运行，临时起一套（内存数据库、空闲端口、演示数据）…')
  const { child, ...bases } = await ownStack()
  const wire = wireTo(bases.apiBase)
  const leave = () => {
    wire.close()
    if (child.connected) child.disconnect()
  }
  return { ...bases, wire, isLocal: true, words: '本机临时起的一套', leave }
}

async function isUp(apiBase: string): Promise<boolean> {
  const reply = await fetch(`${apiBase}/v1/health`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => undefined,
  )
  return reply?.ok ?? false
}

async function ownStack(): Promise<{ child: ChildProcess; apiBase: string; wechatBase: string }> {
  const child = fork(fileURLToPath(new URL('./private-stack.ts', import.meta.url)), {
    env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'ERROR' },
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const bases = await new Promise<{ apiBase: string; wechatBase: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { apiBase: string; wechatBase: string }))
    child.once('exit', (code) => reject(new Refused(`临时环境没有起来（${code}）`)))
  })
  return { child, ...bases }
}

/** A drop that can be rehearsed, and an operator whom it is given to. */
export interface Part {
  readonly token: string
  readonly drop: ManagedDrop
}

/** By `OPERATOR_TOKEN`; where there is none, as one of the demo's operators on this machine, and elsewhere as who scans. */
async function operatorsAt(
  { apiBase, wechatBase, wire }: Place,
  tell: (line: string) => void,
): Promise<{ token: string; orgIds: string[] }[]> {
  const given = process.env.OPERATOR_TOKEN
  if (given) return [{ token: given, orgIds: [] }]
  if (!wechatBase) return [{ token: await scannedToken(wire, tell), orgIds: [] }]
  const operators = readPeople().filter(({ role }) => role === 'operator')
  return Promise.all(
    operators.map(async ({ openid }) => {
      const { token } = await signIn(askAt(apiBase), wechatBase, openid)
      const { grants } = await asOperator(wire, token, getMe, {})
      return { token, orgIds: grants.map(({ orgId }) => orgId) }
    }),
  )
}

export async function findPart(
  place: Place,
  dropId: string | undefined,
  tell: (line: string) => void,
): Promise<Part> {
  const operators = await operatorsAt(place, tell)
  if (dropId !== undefined) {
    for (const { token } of operators) {
      const params = { dropId }
      const { came } = await place.wire(getManagedDrop, { params }, { token })
      const ended = outcome(getManagedDrop, came)
      if (ended.kind === 'answer') return { token, drop: ended.body.drop }
    }
    throw new Refused(`没有找到 ${dropId}，或者它不归这位运营管`)
  }
  for (const { token, orgIds } of operators)
    for (const orgId of orgIds) {
      const { items } = await asOperator(place.wire, token, listManagedDrops, { query: { orgId } })
      const drop = items.find(mayBeRehearsed)
      if (drop) return { token, drop }
    }
  throw new Refused('没有可以演练的福利：用 --drop drp_… 指明一场草稿或已排期的')
}

/** Nobody's real opening is near. */
const mayBeRehearsed = ({ state, lottery, opensAt, closesAt }: ManagedDrop): boolean => {
  const soon = later(instantOf(Date.now()), 5 * MINUTE_MS)
  return !lottery && (state === 'draft' ? closesAt > soon : state === 'scheduled' && opensAt > soon)
}
