import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { full } from '../../infra/local/test-effort.ts'
import { commitmentOf, drawOrder, listHashOf, lotOf } from './draw.rule.ts'

/** The rule as its sentence says it, by hand and slowly: take the smallest lot, again and again. */
function slowly(pseudonyms: readonly string[], seed: Uint8Array, publicNumber: string): string[] {
  const left = pseudonyms.map((pseudonym) => ({
    pseudonym,
    lot: createHmac('sha256', seed).update(publicNumber).update('\n').update(pseudonym).digest('hex'),
  }))
  const order: string[] = []
  while (left.length > 0) {
    let least = 0
    for (let at = 1; at < left.length; at++) {
      const [one, best] = [left[at], left[least]]
      if (!one || !best) continue
      if (one.lot < best.lot || (one.lot === best.lot && one.pseudonym < best.pseudonym)) least = at
    }
    order.push(left.splice(least, 1)[0]?.pseudonym ?? '')
  }
  return order
}

const pseudonym = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((b) => Buffer.from(b).toString('hex'))
const entrants = fc.uniqueArray(pseudonym, { maxLength: 60 })
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
const numbers = fc.stringMatching(/^2026\d{3}:\d{3}$/)
const runs = { seed: 20_260_612, numRuns: full ? 2_000 : 100 }

test('the order is that of the smallest lot first, as a slow oracle takes them', () => {
  fc.assert(
    fc.property(entrants, seeds, numbers, (list, seed, publicNumber) => {
      const order = [...drawOrder(list, { seed, publicNumber })].map((at) => list[at])
      expect(order).toEqual(slowly(list, seed, publicNumber))
    }),
    runs,
  )
})

test('who wins does not hang on the order in which the list is held', () => {
  fc.assert(
    fc.property(entrants, seeds, numbers, (list, seed, publicNumber) => {
      const turned = [...list].reverse()
      const named = (of: readonly string[]) => [...drawOrder(of, { seed, publicNumber })].map((at) => of[at])
      expect(named(turned)).toEqual(named(list))
    }),
    runs,
  )
})

test('another number, another seed: another order', () => {
  const list = Array.from({ length: 50 }, (_, i) => createHash('md5').update(String(i)).digest('hex'))
  const [seed, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const orders = [
    { seed, publicNumber: '2026168:375' },
    { seed, publicNumber: '2026168:376' },
    { seed, publicNumber: '2026169:375' },
    { seed: other, publicNumber: '2026168:375' },
  ].map((lots) => drawOrder(list, lots).join())
  expect(new Set(orders).size).toBe(4)
})

test('what anybody can reckon with shell tools: sha256sum of the seed and of the list, and an HMAC', () => {
  const seed = Buffer.from('00'.repeat(32), 'hex')
  // head -c 32 /dev/zero | sha256sum
  expect(commitmentOf(seed)).toBe('66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925')
  // printf 'a\nb\n' | sha256sum
  expect(listHashOf(['a', 'b'])).toBe('911169ddaaf146aff539f58c26c489af3b892dff0fe283c1c264c65ae5aa59a2')
  // printf '' | sha256sum
  expect(listHashOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  // printf '2026168:375\nab' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…
  expect(lotOf({ seed, publicNumber: '2026168:375' }, 'ab').toString('hex')).toBe(
    '3e66abbb6201e16604c4707a41a8e103114b476642f6ad832b41e7dd8fec715a',
  )
})
