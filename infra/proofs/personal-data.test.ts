/** Names, phones and ids of people are looked for in the whole database, in every log line and in every answer to every role. */
import './test-stack.ts'
import { logFrom } from '@gonghui/functions/lib/log'
import { type Pattern, patternOf } from '@gonghui/functions/table/access-patterns'
import { personalData } from '@gonghui/functions/table/personal-data'
import { everyContract } from '@gonghui/shared/every-contract'
import type { Contract } from '@gonghui/shared/lib/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { full } from '../local/test-effort.ts'
import { SEED } from './test-plan.ts'
import { refusalOf, requestsOf } from './test-requests.ts'
import { scanTable } from './test-scan.ts'
import { stack } from './test-stack.ts'
import { callerFor, makeTown, type Town } from './test-town.ts'
import { sendTo } from './test-wire.ts'

/** The names and phones that the town's people have, as its rosters and application forms gave them. */
const names = ['林工0', '林工1', '林工2', '林工3', '周舟']
const phones = /13810000\d{3}|1390000000[12]/g

/** Whole names and phones are told by these endpoints and by no other; to whom, their audience says. */
const tellsWhole: Readonly<Record<string, string>> = {
  'membership.get-me': 'one’s own name',
  'membership.list-applications': 'the applicant’s name, to the cadre who decides',
  'membership.approve-application': 'the applicant’s name, to the cadre who decides',
  'membership.refuse-application': 'the applicant’s name, to the cadre who decides',
  'membership.unmask-member': 'on record, with a reason, seen by the member',
  'reading.take-certificate': 'one’s own name, on one’s own certificate',
  'matchmaking.look-at-name': 'on record, with a purpose',
  'matchmaking.list-introductions': 'contacts, once both sides and the matchmaker agreed',
}

const lines: string[] = []
let town: Town

beforeAll(async () => {
  logFrom('DEBUG')
  const write = process.stdout.write.bind(process.stdout)
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    if (String(chunk).startsWith('{"level"')) lines.push(String(chunk))
    else return write(chunk, ...(rest as []))
    return true
  })
  town = await makeTown(stack)
})
afterAll(() => logFrom('SILENT'))

/** What of a text is somebody's whole name or phone. */
const whole = (text: string): string[] => [
  ...names.filter((name) => text.includes(name)),
  ...(text.match(phones) ?? []),
]

test('no row of the database holds a whole name or phone in clear', async () => {
  const found = [...(await scanTable())].filter(([key, item]) => whole(`${key} ${item}`).length > 0)
  expect(found.map(([key]) => key)).toEqual([])
})

test('every row that names a person by an id is declared, with what becomes of it', async () => {
  const ids = /\b(per|mem)_[0-7][0-9A-HJKMNP-TV-Z]{25}\b/
  const undeclared = new Set<Pattern | string>()
  for (const [key, item] of await scanTable()) {
    if (!ids.test(`${key} ${item}`)) continue
    const [pk = '', sk = ''] = key.split(/ (.*)/)
    const pattern = patternOf({ pk, sk })
    if (!pattern || !personalData[pattern]) undeclared.add(pattern ?? key)
  }
  expect([...undeclared]).toEqual([])
})

test('every row whose kind has a term carries the end of it', async () => {
  const endless = new Set<Pattern>()
  const seen = new Set<Pattern>()
  for (const [key, item] of await scanTable()) {
    const [pk = '', sk = ''] = key.split(/ (.*)/)
    const pattern = patternOf({ pk, sk })
    if (!pattern || personalData[pattern]?.days === undefined) continue
    seen.add(pattern)
    if (!item.includes('"expiresAt"')) endless.add(pattern)
  }
  expect([...endless]).toEqual([])
  expect(seen.size).toBeGreaterThan(0)
})

/** A request that names what the town knows; each is sent by everybody whom the contract lets in, and by some it does not. */
function requestOf(contract: Contract) {
  const valid = requestsOf(contract, town.words, { faithful: true })
  const sound = valid.filter((sent) => refusalOf(contract, sent) === undefined)
  return fc.sample(sound, { seed: SEED, numRuns: 1 })[0]
}

test('no answer to anybody holds a whole name or phone, but those that say so', async () => {
  const { operator, cadre } = town.world.here
  const everybody: Record<string, { token: string | undefined }> = {
    operator,
    cadre,
    clerk: town.clerk,
    matchmaker: town.matchmaker,
    member: town.member,
    nobody: { token: undefined },
  }
  const told = new Set<string>()
  let keys = 0
  for (const [i, contract] of everyContract.entries()) {
    // The quick run asks a quarter of them, and those that tell.
    if (!full && i % 4 !== 0 && !tellsWhole[contract.name]) continue
    // Whoever signs out or goes has nothing more to ask.
    if (/close-session|end-device|erasure/.test(contract.name)) continue
    const sent = requestOf(contract)
    if (!sent) throw new Error(`nothing to ask of ${contract.name}`)
    const others = Object.entries(everybody)
    const letIn = ['who is let in', { token: callerFor(contract, town)?.token }] as const
    // In the quick run one of the others takes a turn.
    for (const [role, { token }] of [
      letIn,
      ...(full ? others : others.slice(i % others.length).slice(0, 1)),
    ]) {
      const key = `key-of-grep-${++keys}`
      const { text } = await sendTo(stack.apiBase, contract, sent, { token, key })
      if (whole(text).length > 0)
        told.add(tellsWhole[contract.name] ? contract.name : `${contract.name} to ${role}`)
    }
  }
  expect(told).toContain('membership.get-me')
  expect([...told].filter((one) => !tellsWhole[one])).toEqual([])
})

test('no log line of all that holds a whole name or phone', () => {
  expect(lines.length).toBeGreaterThan(100)
  expect(lines.filter((line) => whole(line).length > 0)).toEqual([])
})
