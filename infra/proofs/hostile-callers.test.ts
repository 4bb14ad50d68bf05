/** Who may not: no token, a token that is none, another role, another org, another member. Nothing is written then. */
import './test-stack.ts'
import { claimDrop } from '@gonghui/shared/benefits/claim'
import { getPass, getVoucher, uncoverVoucher } from '@gonghui/shared/benefits/vouchers'
import { everyContract } from '@gonghui/shared/every-contract'
import type { Contract } from '@gonghui/shared/lib/contract'
import { type Role, roles } from '@gonghui/shared/lib/roles'
import fc from 'fast-check'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { full } from '../local/test-effort.ts'
import { ask } from './test-people.ts'
import { REQUESTS, SEED } from './test-plan.ts'
import { refusalOf, requestsOf, type Sent } from './test-requests.ts'
import { type Holders, makeHolders, reaches, seats } from './test-roles.ts'
import { written } from './test-scan.ts'
import { stack } from './test-stack.ts'
import { expired, forged } from './test-tokens.ts'
import { callerFor, makeTown, type Town } from './test-town.ts'
import { codeIn, send, sendTo, unlawful } from './test-wire.ts'

/** Of each contract so many sound requests are enough for every test here. */
const MOST_SOUND = Math.max(6, Math.ceil(REQUESTS / 4))

let town: Town
let holders: Holders
let keys = 0
const newKey = () => `key-of-proof-${++keys}`

beforeAll(async () => {
  town = await makeTown(stack)
  holders = await makeHolders(
    stack,
    town.world,
    forRoles.map(({ contract }) => rolesOf(contract)),
  )
  expect(await written()).not.toEqual([])
})

afterEach(async () => {
  expect(await written()).toEqual([])
})

const every = everyContract.map((contract) => ({ name: contract.name, contract }))
const forRoles = every.filter(({ contract }) => Array.isArray(contract.audience))
/** Without the role it does not matter where: the door asks before anybody looks at the place. */
const seatsTried = full ? seats : (['own'] as const)

const drawn = new Map<Contract, readonly Sent[]>()

/** Requests of which nothing is wrong but who sends them: all they name is there. Drawn once, and sent by everybody. */
function sound(contract: Contract, count: number): readonly Sent[] {
  const known = drawn.get(contract)
  if (known) return known.slice(0, count)
  const valid = requestsOf(contract, town.words, { faithful: true })
  const isSound = (sent: Sent) => refusalOf(contract, sent) === undefined
  const sents = fc.sample(valid.filter(isSound), { seed: SEED, numRuns: MOST_SOUND })
  drawn.set(contract, sents)
  return sents.slice(0, count)
}

async function refusedWith(contract: Contract, sent: Sent, token: string | undefined) {
  const reply = await sendTo(stack.apiBase, contract, sent, { token, key: newKey() })
  expect(unlawful(contract, reply)).toBeUndefined()
  return codeIn(reply)
}

test.each(every)('$name: no token, a forged one, an expired one', async ({ contract }) => {
  const good = (callerFor(contract, town) ?? town.member).token
  const [sent] = sound(contract, 1)
  if (!sent) throw new Error('no request was drawn')
  if (contract.audience !== 'anyone') {
    expect(await refusedWith(contract, sent, undefined)).toBe('token-missing')
  }
  for (const [how, token] of Object.entries(forged(good))) {
    expect([how, await refusedWith(contract, sent, token)]).toEqual([how, 'token-invalid'])
  }
  expect(await refusedWith(contract, sent, expired(good))).toBe('token-expired')
})

test.each(every.filter(({ contract }) => contract.audience === 'member'))(
  '$name: who has not joined is told so',
  async ({ contract }) => {
    for (const sent of sound(contract, 3))
      expect(await refusedWith(contract, sent, town.clerk.token)).toBe('membership-missing')
  },
)

const rolesOf = ({ audience }: Contract) => audience as readonly Role[]

test.each(forRoles)(
  '$name: a member without a role, and whoever holds another one, is refused',
  async ({ contract }) => {
    const others = roles.filter((role) => !rolesOf(contract).includes(role))
    const people = others.flatMap((role) => seatsTried.map((seat) => holders.at(role, seat)))
    for (const sent of sound(contract, 1))
      for (const person of [town.member, ...people])
        expect(await refusedWith(contract, sent, person.token)).toBe('role-missing')
  },
)

/** A job is unknown to everybody but who started it. */
const outOfScope = new Set([
  'org-out-of-scope',
  'outlet-not-yours',
  'redemption-not-yours',
  'role-not-yours-to-give',
  'job-unknown',
])
/**
 * Tells each clerk of the own outlets only, or staff of the own exports; takes a picture from what oneself has sent; or signs
 * oneself in: there is nothing to ask for of another's.
 */
const ofOneself = new Set([
  'benefits.upload-cover',
  'benefits.keep-cover',
  'benefits.list-exports',
  'benefits.list-my-outlets',
  'membership.view-console-sign-in',
  'membership.confirm-console-sign-in',
  'membership.refuse-console-sign-in',
])

/** No more than one person may send in one go: beyond that it is the pace that refuses. */
const mostAtOnce = ({ pace }: Contract): number =>
  Math.min(Math.ceil(REQUESTS / 4), (pace?.burst ?? Number.POSITIVE_INFINITY) - 1)

const ofOthers = forRoles.filter(({ name }) => !ofOneself.has(name))

test.each(ofOthers)(
  '$name: each of its roles, held beside or below, reaches nothing here, whatever else is held',
  async ({ contract }) => {
    const beyond = seats.filter((seat) => !reaches[seat])
    const people = rolesOf(contract).flatMap((role) => beyond.map((seat) => holders.at(role, seat)))
    for (const sent of sound(contract, mostAtOnce(contract)))
      for (const { token } of [...people, holders.elsewhere(rolesOf(contract))]) {
        const code = await refusedWith(contract, sent, token)
        expect(outOfScope).toContain(code)
        expect(contract.refusals).toHaveProperty(code ?? '')
      }
  },
)

test('the token of a rehearsal’s synthetic member is good for nothing but its own shadow', async () => {
  for (const { name, contract } of every)
    for (const sent of sound(contract, 2))
      expect([name, await refusedWith(contract, sent, town.synthetic)]).toEqual([
        name,
        contract.rehearsed ? 'drop-unknown' : 'token-invalid',
      ])
})

test('a voucher is unknown to every member but its own, and its claim to members of another district', async () => {
  const vouchers = town.words.ids.filter((id) => id.startsWith('vch_'))
  expect(vouchers.length).toBeGreaterThan(2)
  for (const voucherId of vouchers)
    for (const contract of [getVoucher, getPass, uncoverVoucher])
      expect(await ask(town.stranger, contract, { params: { voucherId } })).toMatchObject({
        kind: 'refused',
        problem: { code: 'voucher-unknown' },
      })
  const [dropId = ''] = town.words.ids.filter((id) => id.startsWith('drp_'))
  for (const body of [{}, { retry: true }, { j: 2 }])
    expect(await ask(town.stranger, claimDrop, { params: { dropId }, body })).toMatchObject({
      problem: { code: 'audience-org' },
    })
})

test('headers of any length and form are refused at the door or by the server, never a fault', async () => {
  const headers = [
    { authorization: 'Basic dXNlcjpwYXNz' },
    { authorization: `Bearer  ${town.member.token}` },
    { authorization: `bearer ${town.member.token}` },
    { authorization: `Bearer ${town.member.token}, Bearer x` },
    { authorization: 'Bearer ' },
    { authorization: `Bearer ${'工'.repeat(10)}`.replaceAll('工', '\u00e5') },
    { authorization: `Bearer ${'x'.repeat(12_000)}` },
    { authorization: `Bearer ${'x'.repeat(20_000)}` },
    { 'x-forwarded-for': 'x'.repeat(20_000) },
    { 'x-forwarded-for': "' OR 1=1 --", authorization: 'Bearer x' },
  ]
  for (const given of headers) {
    const { status } = await send(stack.apiBase, { method: 'GET', path: '/v1/membership/me', headers: given })
    expect([given, [401, 431].includes(status)]).toEqual([given, true])
  }
})

test.each([
  '/v1/benefits/drops/%ff',
  '/v1/benefits/drops/',
  '/v1/benefits/drops/../../membership/me',
  '/v1//benefits/drops',
  '/v1/benefits/drops/x/claim/y',
  '/v1/__proto__',
  '/v2/benefits/drops',
])('the path %s leads nowhere', async (path) => {
  const { status } = await send(stack.apiBase, { method: 'GET', path, headers: {} })
  expect([400, 404]).toContain(status)
})

test('no door to codes opens to a matchmaker, and none to a roster to a clerk', () => {
  const doors = (role: Role, under: string) =>
    forRoles
      .filter(({ contract }) => contract.path.startsWith(under) && rolesOf(contract).includes(role))
      .map(({ name }) => name)
  expect(doors('matchmaker', '/v1/benefits/')).toEqual([])
  // The own sign-in, and whether the code that a member shows is good.
  expect(doors('clerk', '/v1/membership/').sort()).toEqual([
    'membership.confirm-console-sign-in',
    'membership.refuse-console-sign-in',
    'membership.verify-member-code',
    'membership.view-console-sign-in',
  ])
})

/** A job is known to who started it alone, a slip is undone by its own clerk, and one gives the roles that one may give. */
const stillRefused = new Set(['job-unknown', 'redemption-not-yours', 'role-not-yours-to-give'])

/** Orgs move, merge and close last of all: who reaches what is another matter after that. */
const rank = ({ method, name }: Contract) => (method === 'GET' ? 0 : name.endsWith('-org') ? 2 : 1)

/** Whether one of some sound requests gets past the door and the scope; what comes of it then is another proof's. */
async function isLetIn(contract: Contract, token: string): Promise<boolean> {
  for (const sent of sound(contract, 6)) {
    const reply = await sendTo(stack.apiBase, contract, sent, { token, key: newKey() })
    expect(unlawful(contract, reply)).toBeUndefined()
    const code = codeIn(reply) ?? ''
    if (stillRefused.has(code) || (code !== 'role-missing' && !outOfScope.has(code))) return true
  }
  return false
}

// The last test of all: what is asked for here is done.
test('each role of each contract is let in here, held at the own org or above', {
  timeout: 300_000,
}, async () => {
  const kept: string[] = []
  const inTurn = forRoles.map(({ contract }) => contract).toSorted((one, other) => rank(one) - rank(other))
  for (const contract of inTurn)
    for (const role of rolesOf(contract))
      for (const seat of seats.filter((one) => reaches[one]))
        if (!(await isLetIn(contract, holders.at(role, seat).token)))
          kept.push(`${contract.name} ${role} ${seat}`)
  expect(kept).toEqual([])
  await written()
})
