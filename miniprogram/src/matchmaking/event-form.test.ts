import { expect, test } from 'vitest'
import { type EventForm, emptyForm, eventIn } from './event-form.ts'

const form: EventForm = {
  ...emptyForm,
  title: '七夕相亲会',
  venue: '文化馆一楼',
  signUpFrom: '2026-08-01T09:00',
  signUpUntil: '2026-08-18T18:00',
  startsAt: '2026-08-19T14:00',
  endsAt: '2026-08-19T16:00',
  feeYuan: '19.9',
}

test('what is typed is an event, with times of China and money in fen', () => {
  expect(eventIn(form)).toMatchObject({
    fields: { startsAt: '2026-08-19T06:00:00.000Z', feeFen: 1_990, places: { female: 20, male: 20 } },
  })
})

test.each([
  ['no title', { title: ' ' }, 'title'],
  ['no venue', { venue: '' }, 'venue'],
  ['no beginning', { startsAt: '' }, 'startsAt'],
  ['sign-up that ends before it begins', { signUpUntil: '2026-07-01T09:00' }, 'signUpUntil'],
  ['a beginning before sign-up ends', { startsAt: '2026-08-17T14:00' }, 'startsAt'],
  ['an end before the beginning', { endsAt: '2026-08-19T13:00' }, 'endsAt'],
  ['forty-one women', { women: '41' }, 'women'],
  ['half a man', { men: '0.5' }, 'men'],
  ['a fee in words', { feeYuan: '免费' }, 'feeYuan'],
  ['no tables', { tables: '0' }, 'tables'],
] as const)('%s is said beside its field alone', (_, change, name) => {
  const result = eventIn({ ...form, ...change })
  expect('errors' in result && Object.keys(result.errors)).toEqual([name])
})
