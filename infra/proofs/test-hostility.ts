/** What is done to a request so that it is none: one field at a time, or the whole body. */
import { type Contract, takesBody } from '@gonghui/shared/lib/contract'
import fc from 'fast-check'
import { refusalOf, type Sent } from './test-requests.ts'

const deep = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels)

const strings = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u202e反',
  '\u200b',
  '\ud800',
  '\ufeff',
  '１２３',
  '.',
  '..',
  '../../etc/passwd',
  '%00',
  '%2e%2e%2f',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  'true',
  '[object Object]',
  '__proto__',
  'constructor',
  "' OR 1=1 --",
  '"; DROP TABLE gonghui; --',
  '{"$gt":""}',
  '{"S":"x"}',
  '#{pk}',
  '#{env:MASTER_KEY}',
  '<script>alert(1)</script>',
  'org_01ARZ3NDEKTSV4RRFFQ69G5FA',
  'drp_81ARZ3NDEKTSV4RRFFQ69G5FAV',
  'mem_01arz3ndektsv4rrffq69g5fav',
  `vch_${'u'.repeat(32)}`,
  '2026-02-30T00:00:00Z',
  '2026-06-12T02:00:00+08:00',
  '2026-06-12',
  '9'.repeat(400),
]

export const hostileText = fc.oneof(
  { arbitrary: fc.constantFrom(...strings), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 60 }), weight: 2 },
  { arbitrary: fc.integer({ min: 100, max: 3_000 }).map((length) => 'x'.repeat(length)), weight: 1 },
)

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 1e308, -1e-308, 2 ** 53, [], {}, [[]], [null]),
  fc.constantFrom<unknown>({ length: 1 }, { toString: 1 }, { S: 'x' }, { $ne: null }, ['a', 'b'], [{}]),
  fc.constantFrom(20_000, 200_000).map((length) => '工'.repeat(length / 4)),
  fc.jsonValue({ maxDepth: 3 }),
)

const strangeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'pk',
  'memberId',
  '',
  '𝓧',
]

/** Own properties even where the name is `__proto__`. */
const withField = (fields: object, name: string, value: unknown): Record<string, unknown> =>
  Object.fromEntries([...Object.entries(fields).filter(([other]) => other !== name), [name, value]])

type Spoil = (value: unknown) => fc.Arbitrary<unknown>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Changes one thing somewhere inside a body. */
const spoilInside: Spoil = (value) => {
  const ways: fc.Arbitrary<unknown>[] = [hostileValue, fc.constant([value]), fc.constant({ value })]
  if (isObject(value)) {
    const names = Object.keys(value)
    ways.push(
      fc
        .tuple(fc.constantFrom(...strangeNames), hostileValue)
        .map(([name, strange]) => withField(value, name, strange)),
    )
    for (const name of names) {
      ways.push(fc.constant(Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))))
      ways.push(spoilInside(value[name]).map((inner) => withField(value, name, inner)))
    }
  }
  if (Array.isArray(value)) {
    ways.push(fc.constant(Array.from({ length: 1_000 }, () => value[0])))
    ways.push(spoilInside(value[0]).map((inner) => [...value.slice(1), inner]))
  }
  return fc.oneof(...ways)
}

/** Params and query are texts; a query may also carry names that nobody asked for. */
const spoiltTexts = (fields: Readonly<Record<string, string>>, mayAdd: boolean) => {
  const names = Object.keys(fields)
  const changed = names.map((name) => hostileText.map((text) => withField(fields, name, text)))
  const added = fc
    .tuple(fc.constantFrom('x', 'orgId[]', 'limit', 'constructor', '', '$where', '工'), hostileText)
    .map(([name, text]) => withField(fields, name, text))
  return fc.oneof(...changed, ...(mayAdd ? [added] : [])) as fc.Arbitrary<Record<string, string>>
}

/** Requests that the contract must refuse: valid ones with one thing spoilt. */
export function spoilt(contract: Contract, valid: fc.Arbitrary<Sent>): fc.Arbitrary<Sent> {
  return valid
    .chain((sent): fc.Arbitrary<Sent> => {
      const ways: fc.Arbitrary<Sent>[] = [spoiltTexts(sent.query, true).map((query) => ({ ...sent, query }))]
      if (Object.keys(sent.params).length > 0)
        ways.push(spoiltTexts(sent.params, false).map((params) => ({ ...sent, params })))
      if (takesBody(contract)) {
        const bodies = spoilInside(sent.body).map((body) => ({ ...sent, body: asSent(body) }))
        ways.push(bodies, bodies, bodies)
      }
      return fc.oneof(...ways)
    })
    .filter((sent) => refusalOf(contract, sent) !== undefined && reachesTheRoute(sent))
}

/** What JSON makes of it on the way. */
const asSent = (body: unknown): unknown => (body === undefined ? null : JSON.parse(JSON.stringify(body)))

/** A path with nothing in the place of an id is another path; half a surrogate pair cannot stand in one. */
const reachesTheRoute = ({ params, query }: Sent): boolean =>
  Object.values(params).every((value) => value !== '' && value.isWellFormed()) &&
  Object.entries(query).every(([name, value]) => name.isWellFormed() && value.isWellFormed())

/** Bodies that are no JSON object at all, or one only at first sight. */
export const noBodies: readonly (string | Buffer)[] = [
  '{',
  '}',
  'null',
  '[]',
  '"x"',
  '1',
  'NaN',
  '{"a":NaN}',
  '{"a":Infinity}',
  "{'a':1}",
  '{"a":1,}',
  '// a comment',
  '\ufeff{}x',
  '\u0000',
  '<xml/>',
  'a=1&b=2',
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
  Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
]

/** The same, as deep as the size that is let in allows. */
export const deepNoBodies: readonly string[] = [
  deep(100_000, '[', ']'),
  '{"a":'.repeat(40_000),
  `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`,
]
