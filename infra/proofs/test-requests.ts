/**
 * Requests derived from the contracts alone: the JSON Schema of params, query and body is walked, and each value is
 * drawn from what the world knows by that name or pattern, or made up to fit the schema. Almost all of them are valid.
 */
import { type Contract, takesBody } from '@gonghui/shared/lib/contract'
import fc from 'fast-check'
import * as z from 'zod/mini'

export interface Sent {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** What the world knows: values by field name, and ids of all kinds, which their patterns sort out. */
export interface Words {
  readonly byName: Readonly<Record<string, readonly unknown[]>>
  readonly ids: readonly string[]
}

/** The part of JSON Schema that the contracts' schemas come out as. */
interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}

const schemaOf = (schema: z.core.$ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema

const someText = fc.oneof(
  fc.constantFrom('林小工', '1 元观影', 'a', '海湾影城·新港店', '👩‍🏭'.slice(0, 2), "O'Brien; --", '<b>'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
)

/** Two contracts may call different things by one name: only what is of the kind that is asked for is drawn. */
function isOfKind({ type, pattern }: Schema, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' && (pattern === undefined || new RegExp(pattern, 'u').test(value))
    case 'integer':
    case 'number':
      return typeof value === 'number'
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
    default:
      return true
  }
}

/** @param faithful only what the world knows, wherever it knows something. */
function drawn(schema: Schema, name: string, words: Words, faithful: boolean): fc.Arbitrary<unknown> {
  const named = (words.byName[name] ?? []).filter((value) => isOfKind(schema, value))
  if (named.length > 0) return fc.constantFrom(...named)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  switch (schema.type) {
    case 'object':
      return objectOf(schema, words, faithful)
    case 'array': {
      const { minItems = 0, maxItems = 3, items = {} } = schema
      const item = drawn(items, name, words, faithful)
      return fc.array(item, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) })
    }
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1_000, 2 ** 31) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e3, max: schema.maximum ?? 1e3, noNaN: true })
    case 'string':
      return textOf(schema, words, faithful)
    default:
      return fc.jsonValue()
  }
}

const patterns = new Map<string, fc.Arbitrary<string>>()

/** Made once a pattern: to take a pattern apart costs more than all that is drawn from it. */
function matching(pattern: string): fc.Arbitrary<string> {
  const texts = patterns.get(pattern) ?? fc.stringMatching(new RegExp(pattern))
  patterns.set(pattern, texts)
  return texts
}

function textOf({ pattern, minLength = 0, maxLength = 40 }: Schema, words: Words, faithful: boolean) {
  const known = words.ids.filter((id) => pattern !== undefined && new RegExp(pattern, 'u').test(id))
  // `\p{…}` is more than the generator of matching strings understands; those fields are what people type.
  if (pattern === undefined || pattern.includes('\\p{'))
    return someText.map((text) => text.slice(0, maxLength).padEnd(minLength, 'x'))
  const madeUp = matching(pattern)
  if (known.length === 0) return madeUp
  const fromWorld = fc.constantFrom(...known)
  return faithful
    ? fromWorld
    : fc.oneof({ arbitrary: fromWorld, weight: 6 }, { arbitrary: madeUp, weight: 1 })
}

/** Fields that may be left out depend on each other more than others do: half of the faithful ones go without any. */
function objectOf({ properties = {}, required = [] }: Schema, words: Words, faithful: boolean) {
  const fields = Object.entries(properties).map(
    ([name, property]) => [name, drawn(property, name, words, faithful)] as const,
  )
  const ofSome = (some: typeof fields) =>
    fc.record<Record<string, unknown>, string>(Object.fromEntries(some), { requiredKeys: [...required] })
  const whole = ofSome(fields)
  return faithful ? fc.oneof(ofSome(fields.filter(([name]) => required.includes(name))), whole) : whole
}

const known = new WeakMap<Words, Map<string, fc.Arbitrary<Sent>>>()

/** Requests that the contract lets through, as a rule; check with `refusalOf`. */
export function requestsOf(contract: Contract, words: Words, { faithful = false } = {}): fc.Arbitrary<Sent> {
  const ofWords = known.get(words) ?? new Map<string, fc.Arbitrary<Sent>>()
  known.set(words, ofWords)
  const name = `${contract.name} ${faithful}`
  const requests = ofWords.get(name) ?? walked(contract, words, faithful)
  ofWords.set(name, requests)
  return requests
}

function walked(contract: Contract, words: Words, faithful: boolean): fc.Arbitrary<Sent> {
  const part = (schema: z.core.$ZodType) => objectOf(schemaOf(schema), words, faithful)
  return fc.record({
    params: part(contract.params) as fc.Arbitrary<Sent['params']>,
    query: part(contract.query) as fc.Arbitrary<Sent['query']>,
    body: takesBody(contract) ? part(contract.body) : fc.constant({}),
  })
}

/** The code that the contract refuses a request with before any handler sees it; undefined where it is let through. */
export function refusalOf(contract: Contract, { params, query, body }: Sent): string | undefined {
  if (!z.safeParse(contract.params, params).success) return 'params-invalid'
  if (!z.safeParse(contract.query, query).success) return 'params-invalid'
  return z.safeParse(contract.body, body).success ? undefined : 'body-invalid'
}
