/** Whatever is sent to whichever endpoint: a refusal with the right code, never a fault, and nothing is written. */
import './test-stack.ts'
import { everyContract } from '@gonghui/shared/every-contract'
import { type Contract, takesBody } from '@gonghui/shared/lib/contract'
import fc from 'fast-check'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { full } from '../local/test-effort.ts'
import { deepNoBodies, noBodies, spoilt } from './test-hostility.ts'
import { REQUESTS, SEED } from './test-plan.ts'
import { refusalOf, requestsOf } from './test-requests.ts'
import { written } from './test-scan.ts'
import { stack } from './test-stack.ts'
import { callerFor, makeTown, type Town } from './test-town.ts'
import { codeIn, sendTo, unlawful } from './test-wire.ts'

let town: Town
let keys = 0
const newKey = () => `key-of-proof-${++keys}`

beforeAll(async () => {
  town = await makeTown(stack)
  expect(await written()).not.toEqual([])
})

afterEach(async () => {
  expect(await written()).toEqual([])
})

const every = everyContract.map((contract) => ({ name: contract.name, contract }))

test.each(every)(
  '$name: a request with one thing spoilt is refused, and nothing is written',
  async ({ contract }) => {
    const token = callerFor(contract, town)?.token
    await fc.assert(
      fc.asyncProperty(spoilt(contract, requestsOf(contract, town.words)), async (sent) => {
        const reply = await sendTo(stack.apiBase, contract, sent, { token, key: newKey() })
        expect(unlawful(contract, reply)).toBeUndefined()
        expect(codeIn(reply)).toBe(refusalOf(contract, sent))
      }),
      { seed: SEED, numRuns: REQUESTS, endOnFailure: true },
    )
  },
)

const withBody = every.filter(({ contract }) => takesBody(contract))

async function refuseBodies(contract: Contract, bodies: readonly (string | Buffer)[]): Promise<void> {
  const token = callerFor(contract, town)?.token
  const [sent] = fc.sample(requestsOf(contract, town.words, { faithful: true }), { seed: SEED, numRuns: 1 })
  if (!sent) throw new Error('no request was drawn')
  for (const raw of bodies) {
    const reply = await sendTo(stack.apiBase, contract, sent, { token, key: newKey() }, raw)
    expect([raw.slice(0, 40), unlawful(contract, reply)]).toEqual([raw.slice(0, 40), undefined])
    expect(codeIn(reply)).toBe('body-invalid')
  }
}

test.each(withBody)(
  '$name: a body that is no JSON object is refused, and nothing is written',
  async ({ contract }) => refuseBodies(contract, noBodies),
)

/** The server looks at size and depth before anything of the contract's: one of each capability shows it, in full all. */
const withLargeBody = withBody.filter(({ contract: { name } }, at) => {
  const capability = name.replace(/\..*/, '.')
  return full || withBody.findIndex((one) => one.name.startsWith(capability)) === at
})

test.each(withLargeBody)(
  '$name: a body that is too deep or too large is refused, and nothing is written',
  async ({ contract }) => {
    await refuseBodies(contract, deepNoBodies)
    // Its size is looked at before anything else is: no token is needed to be told.
    const [sent] = fc.sample(requestsOf(contract, town.words), { seed: SEED, numRuns: 1 })
    if (!sent) throw new Error('no request was drawn')
    const reply = await sendTo(stack.apiBase, contract, sent, {}, `{"a":"${'工'.repeat(90_000)}"}`)
    expect([reply.status, codeIn(reply)]).toEqual([413, 'body-too-large'])
  },
)

test.each(every.filter(({ contract }) => contract.needsKey))(
  '$name: without an Idempotency-Key of 8 to 64 plain characters nothing is done',
  async ({ contract }) => {
    const token = callerFor(contract, town)?.token
    const valid = requestsOf(contract, town.words, { faithful: true })
    const [sent] = fc.sample(
      valid.filter((one) => refusalOf(contract, one) === undefined),
      { seed: SEED, numRuns: 1 },
    )
    if (!sent) throw new Error('no request was drawn')
    for (const key of [undefined, '', 'seven77', 'x'.repeat(65), 'with a space', 'k\u00e9y-of-proof']) {
      const reply = await sendTo(stack.apiBase, contract, sent, { token, key })
      expect([key, reply.status, codeIn(reply)]).toEqual([key, 400, 'idempotency-key-missing'])
    }
  },
)

test.each(every)(
  '$name: whatever its contract lets through is answered as the contract says',
  async ({ contract }) => {
    const token = callerFor(contract, town)?.token
    await fc.assert(
      fc.asyncProperty(requestsOf(contract, town.words), async (sent) => {
        const reply = await sendTo(stack.apiBase, contract, sent, { token, key: newKey() })
        expect(unlawful(contract, reply)).toBeUndefined()
        const changes = await written()
        if (reply.status >= 400) expect(changes).toEqual([])
      }),
      { seed: SEED, numRuns: Math.ceil(REQUESTS / 3), endOnFailure: true },
    )
  },
)
