/** A stack with an empty table, the command as a process of its own, and from then on the product's own endpoints. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createOutlet } from '@gonghui/shared/benefits/outlets'
import type { Call } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { apply, CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { createJoinCode } from '@gonghui/shared/membership/join-codes'
import { createOrg } from '@gonghui/shared/membership/org-tree'
import { listOrgs } from '@gonghui/shared/membership/orgs'
import { findCandidate, giveRole, listRoleChanges } from '@gonghui/shared/membership/role-holders'
import { getMe } from '@gonghui/shared/membership/sessions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Stack, startStack } from '../local/stack.ts'
import { type Ask, answered, askAt } from '../seed/calls.ts'
import { signIn, wechatCode } from '../seed/people.ts'
import type { Wanted } from './found.ts'
import { Refusal } from './place.ts'

const CITY = '滨海市总工会'

let stack: Stack
let ask: Ask

beforeAll(async () => {
  stack = await startStack({ schedules: false, log: () => {} })
  ask = askAt(stack.apiBase)
})
afterAll(() => stack.stop())

interface Told {
  readonly code: number | null
  readonly text: string
}

/** As it is typed. Without the master key: nothing that the command writes is sealed with it. */
async function command(...args: string[]): Promise<Told> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const child = spawn('env', ['node', fileURLToPath(new URL('./run.ts', import.meta.url)), ...args], {
    env: { PATH, HOME, NODE_COMPILE_CACHE, DYNAMODB_ENDPOINT: stack.databaseEndpoint },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      text += chunk
    })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, text }
}

/** The same in this process, which is quicker. */
async function run(wanted: Partial<Wanted>): Promise<Told> {
  const { found } = await import('./found.ts')
  const lines: string[] = []
  const place = { words: '本机的表', options: '' }
  const now = new Date().toISOString()
  const print = (line: string) => lines.push(line)
  try {
    await found({ again: false, write: true, place, now, print, ...wanted })
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    return { code: 1, text: fault.message }
  }
  return { code: 0, text: lines.join('\n') }
}

const sceneOf = (text: string) => /\bJ[2-9A-Z]{15}\b/.exec(text)?.[0] ?? ''

const as =
  (token: string) =>
  async <C extends Contract>(to: C, call: Call<C>, key?: string) =>
    answered(to, await ask(to, call, { token, ...(key ? { key } : {}) }))

/** Joins by a scanned code. @returns the refusal, or who they are now. */
async function join(openid: string, scene: string, name: string, phone: string) {
  const { token } = await signIn(ask, stack.wechatBase, openid)
  const phoneCode = await wechatCode(stack.wechatBase, 'phone-codes', { openid, phone })
  const body = { scene, name, phoneCode, consentVersion: CONSENT_VERSION }
  const told = await ask(apply, { body }, { token })
  if (told.kind === 'refused') return told.problem.code
  const { member } = await as(token)(getMe, {})
  return {
    token: told.body.token ?? token,
    memberNo: member?.memberNo ?? '',
    state: told.body.application.state,
  }
}
async function joined(...who: Parameters<typeof join>) {
  const outcome = await join(...who)
  if (typeof outcome === 'string') throw new Error(outcome)
  return outcome
}

test('an empty table is a city union with a first cadre by this command, and a working union by the product alone', async () => {
  expect(await ask(listOrgs, {})).toMatchObject({ kind: 'refused', problem: { code: 'org-unknown' } })

  const dry = await run({ city: CITY, write: false })
  expect(dry).toMatchObject({ code: 0, text: expect.stringContaining('什么都还没有写') })
  expect(dry.text).toContain(CITY)
  expect(sceneOf(dry.text)).toBe('')
  expect(await ask(listOrgs, {})).toMatchObject({ kind: 'refused' })

  const lost = await command('--city', CITY, '--write')
  expect(lost.code).toBe(0)
  const { org: city } = answered(listOrgs, await ask(listOrgs, {}))
  expect(city).toMatchObject({ name: CITY, level: 'city', pathNames: [CITY] })
  expect(sceneOf((await run({ city: CITY })).text)).toBe(sceneOf(lost.text))
  expect(await run({ city: '另一个市总工会' })).toMatchObject({
    code: 1,
    text: expect.stringContaining(`已经有市总工会「${CITY}」`),
  })

  const { text } = await run({ again: true })
  expect(await join('o-somebody', sceneOf(lost.text), '路人', '13900000009')).toBe('join-code-revoked')
  const first = await joined('o-first-cadre', sceneOf(text), '钟书记', '13900000001')
  expect(first.state).toBe('admitted')
  expect(await join('o-somebody', sceneOf(text), '路人', '13900000009')).toBe('join-code-full')
  // The invitation alone makes a member and no cadre.
  const early = { aboveId: city.orgId, name: '海湾区总工会', level: 'district' } as const
  const credentials = { token: first.token, key: 'key-of-a-district' }
  expect(await ask(createOrg, { body: early }, credentials)).toMatchObject({ kind: 'refused' })

  expect(await run({ city: CITY, write: false })).toMatchObject({
    text: expect.stringContaining('已经有人用了'),
  })
  expect(await run({ cadre: '260000000000' })).toMatchObject({ code: 1 })
  const shown = await run({ cadre: first.memberNo, write: false })
  expect(shown.text).toContain('钟**，139****0001')
  expect(shown.text).not.toContain('钟书记')
  expect(await ask(createOrg, { body: early }, credentials)).toMatchObject({ kind: 'refused' })
  expect(await command('--cadre', first.memberNo, '--write')).toMatchObject({ code: 0 })

  const cadre = as(first.token)
  const district = await cadre(createOrg, { body: early }, 'key-of-the-district')
  const firm = { aboveId: district.orgId, name: '海湾港务工会', level: 'workplace' } as const
  const { orgId } = await cadre(createOrg, { body: firm }, 'key-of-the-firm')
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const bounds = { cap: 2, expiresAt, admitsAtOnce: true }
  const { scene } = await cadre(
    createJoinCode,
    { body: { orgId, label: '大厅', ...bounds } },
    'key-of-a-code',
  )
  const worker = await joined('o-worker', scene, '陆小港', '13900000002')
  const asked = { body: { orgId: district.orgId, memberNo: worker.memberNo } }
  const { candidate } = await cadre(findCandidate, asked)
  const { personId } = candidate
  for (const role of ['operator', 'cadre'] as const)
    await cadre(giveRole, { body: { personId, role, orgId: district.orgId } })
  const shop = { orgId: district.orgId, name: '海湾影城', address: '海湾路 1 号', hours: '10:00–22:00' }
  const operator = as(worker.token)
  expect(await operator(createOutlet, { body: shop }, 'key-of-an-outlet')).toMatchObject({ name: '海湾影城' })
  // The district's cadre goes on by themselves.
  await operator(
    createJoinCode,
    { body: { orgId: district.orgId, label: '区总大厅' } },
    'key-of-another-code',
  )

  const { items } = await cadre(listRoleChanges, { query: { orgId: city.orgId } })
  expect(items).toMatchObject([{ deed: 'given', role: 'cadre', nameMasked: '钟**' }])
})

test('where there is a cadre it says so and writes nothing more', async () => {
  expect(await run({ city: CITY })).toMatchObject({
    code: 1,
    text: expect.stringContaining('已经有干部'),
  })
  expect(await run({ again: true })).toMatchObject({ code: 1 })
  const worker = await signIn(ask, stack.wechatBase, 'o-worker')
  const { member } = await as(worker.token)(getMe, {})
  expect(await run({ cadre: member?.memberNo ?? '' })).toMatchObject({ code: 1 })
  const first = await signIn(ask, stack.wechatBase, 'o-first-cadre')
  const { member: cadre } = await as(first.token)(getMe, {})
  expect(await run({ cadre: cadre?.memberNo ?? '' })).toMatchObject({
    code: 0,
    text: expect.stringContaining('已经是'),
  })
})

test.each([
  [['--help'], 0, '--city 全称'],
  [['--town', 'x'], 1, 'npm run found -- [选项]'],
  [['--region', 'cn-north-1'], 1, '要和 --stage 一起写'],
  [['--city', CITY, '--cadre', '260000000000'], 1, '不和'],
])('%s is met with words', async (args, code, words) => {
  expect(await command(...args)).toMatchObject({ code, text: expect.stringContaining(words) })
})
