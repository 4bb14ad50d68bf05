import '../../../infra/local/test-table.ts'
import { HOUR_MS, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { crashAt } from '../../../infra/local/test-faults.ts'
import type { MemberCaller } from '../../lib/caller.ts'
import { isRefusal } from '../../lib/server.ts'
import { readToken } from '../../lib/tokens.ts'
import { keyOf } from '../../table/access-patterns.ts'
import { client } from '../../table/database.ts'
import { read } from '../../table/reads.ts'
import { claimDrop } from '../claim/claim.ts'
import { readShadow } from '../drop/drop.store.ts'
import { getDrop, getManagedDrop, listDrops } from '../drop/drops.ts'
import { closeDrop } from '../drop/launch.ts'
import { ask, draftDrop, NOW, operatorOf, publishedDrop, someMember } from '../drop/test-drop.ts'
import { readRehearsals } from './rehearsal.store.ts'
import * as steps from './rehearsals.ts'

const operator = operatorOf()
const SEEN = { p99Ms: 40, soldOutInMs: 900, falseAnswers: 0, verdict: 'go' } as const
let keys = 0

const start = (
  dropId: string,
  { key = `key-${++keys}`, caller = operator, members = 10, now = NOW }: Partial<Start> = {},
) => ask(steps.startRehearsal, { params: { dropId }, body: { members, overMs: 1_000 }, caller, key, now })
interface Start {
  key: string
  caller: typeof operator
  members: number
  now: string
}

const code = (answer: object & { status?: number }) => (isRefusal(answer) ? answer.refused : answer.status)
const body = <T extends object>(answer: T) => {
  if (!('body' in answer)) throw new Error(JSON.stringify(answer))
  return answer.body as Extract<T, { body: unknown }>['body']
}

async function begun(dropId: string, members = 10) {
  const { shadowId } = body(await start(dropId, { members })).rehearsal
  const params = { dropId, shadowId }
  const given = await ask(steps.giveRehearsalMembers, {
    params,
    body: { from: 0, count: members },
    caller: operator,
  })
  // The tokens are as old as the test's moment: read as the server would have then.
  const crowd = body(given).tokens.map(claimsOf)
  return { params, shadowId, crowd }
}

const claimsOf = (token: string): MemberCaller => {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const { sub: personId, sid: sessionId, only, mem, org, tags, since } = claims
  return { personId, sessionId, only, member: { memberId: mem, orgPath: org, tags, joinedAt: since } }
}

const claim = (dropId: string, caller: MemberCaller, now = NOW) =>
  ask(claimDrop, { params: { dropId }, body: {}, caller, now })

test('synthetic members take what the shadow has, outsiders are told why not, and the books are in order', async () => {
  const drop = await publishedDrop({
    opensAt: later(NOW, HOUR_MS),
    closesAt: later(NOW, 2 * HOUR_MS),
    stock: 5,
  })
  const { params, shadowId, crowd } = await begun(drop.dropId, 20)
  const told = await Promise.all(crowd.map((member) => claim(shadowId, member)))
  const codes = told.map(code)
  expect(codes.filter((one) => one === 201)).toHaveLength(5)
  expect(codes.filter((one) => one === 'drop-sold-out')).toHaveLength(14)
  expect(codes.filter((one) => one === 'audience-org')).toHaveLength(1)
  const { books } = body(await ask(steps.closeRehearsal, { params, caller: operator }))
  expect(books).toMatchObject({ added: 5, free: 0, inTransit: 0, byState: { issued: 5 }, wrong: [] })
  expect(code(await claim(shadowId, crowd[0] as MemberCaller, later(NOW, 2_000)))).toBe(
    codes[0] === 201 ? 200 : 'drop-closed',
  )
  const ended = await ask(steps.endRehearsal, { params, body: { seen: SEEN }, caller: operator })
  expect(body(ended).outcome).toMatchObject({
    members: 20,
    balanced: true,
    verdict: 'go',
    by: operator.personId,
  })
  expect(await readRehearsals(drop.dropId)).toMatchObject({ last: { shadowId, verdict: 'go' } })
  expect((await readRehearsals(drop.dropId)).running).toBeUndefined()
  expect(await readShadow(shadowId)).toBeUndefined()
})

test('a shadow has the drop’s pools, and each is asked for by its share of the crowd', async () => {
  const path = 'org_CITY/org_DISTRICT/org_STREET'
  const quotas = [{ orgId: 'org_STREET', path, name: '招商街道工会', units: 20 }]
  const drop = await draftDrop({
    stock: 50,
    quotas,
    opensAt: later(NOW, HOUR_MS),
    closesAt: later(NOW, 2 * HOUR_MS),
  })
  const { params, crowd } = await begun(drop.dropId, 1_000)
  const ofStreet = crowd.filter(({ member }) => member.orgPath === path)
  expect(ofStreet.length).toBeGreaterThan(340)
  expect(ofStreet.length).toBeLessThan(420)
  const { books } = body(await ask(steps.closeRehearsal, { params, caller: operator }))
  expect(books.pools).toMatchObject([{ units: 30 }, { units: 20, name: '招商街道工会' }])
  await ask(steps.endRehearsal, { params, body: {}, caller: operator })
})

test('nobody real can claim a shadow, see it or work on it, and nobody synthetic anything else', async () => {
  const drop = await publishedDrop()
  const coming = await draftDrop({ opensAt: later(NOW, HOUR_MS), closesAt: later(NOW, 2 * HOUR_MS) })
  const other = await draftDrop({ opensAt: later(NOW, HOUR_MS), closesAt: later(NOW, 2 * HOUR_MS) })
  const { params, shadowId, crowd } = await begun(coming.dropId)
  const others = await begun(other.dropId)
  const [one] = crowd as [MemberCaller]
  expect(code(await claim(shadowId, someMember()))).toBe('drop-unknown')
  expect(code(await claim(drop.dropId, one))).toBe('drop-unknown')
  expect(code(await claim(others.shadowId, one))).toBe('drop-unknown')
  expect(code(await ask(getDrop, { params: { dropId: shadowId }, caller: undefined }))).toBe('drop-unknown')
  const asOperator = { params: { dropId: shadowId }, caller: operator }
  expect(code(await ask(getManagedDrop, asOperator))).toBe('drop-unknown')
  expect(code(await ask(closeDrop, asOperator))).toBe('drop-unknown')
  expect(code(await start(shadowId))).toBe('drop-unknown')
  const shown = body(await ask(listDrops, { query: {} })).items.map(({ dropId }) => dropId)
  expect(shown).not.toContain(shadowId)
  await ask(steps.endRehearsal, { params, body: {}, caller: operator })
  await ask(steps.endRehearsal, { params: others.params, body: {}, caller: operator })
})

test('a synthetic token names its shadow, and a forged name in it is no token', async () => {
  const drop = await draftDrop({ closesAt: later(NOW, HOUR_MS) })
  const now = new Date().toISOString()
  const { shadowId } = body(await start(drop.dropId, { now })).rehearsal
  const params = { dropId: drop.dropId, shadowId }
  const given = await ask(steps.giveRehearsalMembers, {
    params,
    body: { from: 0, count: 1 },
    caller: operator,
    now,
  })
  const [token = ''] = body(given).tokens
  expect(readToken(token)).toMatchObject({ only: shadowId })
  const [header, claims = '', signature] = token.split('.')
  const freed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), only: undefined }
  const forged = [header, Buffer.from(JSON.stringify(freed)).toString('base64url'), signature].join('.')
  expect(readToken(forged)).toBe('token-invalid')
})

test('one rehearsal of a drop at a time; the same request is answered with the same shadow', async () => {
  const drop = await draftDrop({ closesAt: later(NOW, HOUR_MS) })
  const [first, second] = await Promise.all([
    start(drop.dropId, { key: 'key-of-one' }),
    start(drop.dropId, { key: 'key-of-one' }),
  ])
  expect(body(first).rehearsal).toEqual(body(second).rehearsal)
  expect(code(await start(drop.dropId))).toBe('rehearsal-running')
  // One that was broken off keeps nobody waiting longer than it could have lasted.
  expect(code(await start(drop.dropId, { now: later(NOW, 4 * MINUTE_MS) }))).toBe(201)
})

test.each([
  ['another district’s operator', () => draftDrop({ closesAt: later(NOW, HOUR_MS) }), 'org-out-of-scope'],
  ['a drop that is open', () => publishedDrop(), 'drop-step-impossible'],
  [
    'a drop that is over',
    () => publishedDrop({ phase: 'draft', closesAt: later(NOW, -1) }),
    'drop-step-impossible',
  ],
] as const)('%s: no rehearsal', async (who, make, refused) => {
  const drop = await make()
  const caller = who.startsWith('another') ? operatorOf('org_CITY/org_ELSEWHERE') : operator
  expect(code(await start(drop.dropId, { caller }))).toBe(refused)
})

test('what the driver saw wrong is no-go, and so are books that are not in order or were never read', async () => {
  const drop = await draftDrop({ closesAt: later(NOW, HOUR_MS) })
  const verdict = async (close: boolean, seen: object) => {
    const { params } = await begun(drop.dropId)
    if (close) await ask(steps.closeRehearsal, { params, caller: operator })
    const ended = await ask(steps.endRehearsal, {
      params,
      body: { seen: { ...SEEN, ...seen } },
      caller: operator,
    })
    return body(ended).outcome?.verdict
  }
  expect(await verdict(true, {})).toBe('go')
  expect(await verdict(true, { falseAnswers: 1 })).toBe('no-go')
  expect(await verdict(true, { verdict: 'no-go' })).toBe('no-go')
  expect(await verdict(false, {})).toBe('no-go')
})

test('a rehearsal that nobody ends is closed by the clock, and the table forgets what it wrote', async () => {
  const drop = await draftDrop({ closesAt: later(NOW, HOUR_MS), stock: 3 })
  const { shadowId, crowd } = await begun(drop.dropId)
  const [one, other] = crowd as [MemberCaller, MemberCaller]
  expect(code(await claim(shadowId, one))).toBe(201)
  expect(code(await claim(shadowId, other, later(NOW, 5 * MINUTE_MS)))).toBe('drop-closed')
  const { memberId } = one.member
  const left = await Promise.all([
    read(keyOf('a drop', { dropId: shadowId })),
    read(keyOf('a bucket of a drop', { dropId: shadowId, bucket: 0 })),
    read(keyOf('a member’s claim on a drop', { memberId, dropId: shadowId, j: 1 })),
  ])
  for (const item of left) expect(item).toMatchObject({ expiresAt: expect.any(Number) })
})

test.each(['before', 'after'] as const)('an end that crashes %s any call can be repeated', async (when) => {
  const drop = await draftDrop({ closesAt: later(NOW, HOUR_MS), stock: 1 })
  for (let nth = 1; ; nth++) {
    const { params, shadowId, crowd } = await begun(drop.dropId, 1)
    for (const member of crowd) await claim(shadowId, member)
    await ask(steps.closeRehearsal, { params, caller: operator })
    const injection = crashAt(client, nth, when)
    const end = () => ask(steps.endRehearsal, { params, body: { seen: SEEN }, caller: operator })
    await end().catch(() => 'the function died')
    injection.stop()
    expect(body(await end()).outcome).toMatchObject({ shadowId, verdict: 'go' })
    expect(await readShadow(shadowId)).toBeUndefined()
    if (injection.calls() < nth) break
  }
})
