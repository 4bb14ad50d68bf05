import type { ManagedOutlet } from '@gonghui/shared/benefits/outlets'
import { expect, test } from 'vitest'
import { blankOutlet, formOfOutlet, type OutletForm, readOutletForm } from './outlet-form'

const form: OutletForm = {
  name: ' 海湾影城·新港店 ',
  address: '新港路 18 号',
  hours: '09:00–22:00',
  position: '',
}
const placeOf = (given: Partial<OutletForm>) => {
  const read = readOutletForm({ ...form, ...given })
  return read.ok ? read.place : read.errors
}

test('words are trimmed, and a place that is not known is left out', () => {
  expect(placeOf({})).toEqual({ name: '海湾影城·新港店', address: '新港路 18 号', hours: '09:00–22:00' })
})

test.each(['22.5329, 113.93', '22.5329，113.93', ' 22.5329 113.93 ', '113.93,22.5329'])(
  'a position is read as a map gives it: %s',
  (position) => {
    expect(placeOf({ position })).toMatchObject({ latitude: 22.5329, longitude: 113.93 })
  },
)

test.each(['22.5329', '新港路', '22.5, 113.9, 5', '200, 300'])(
  'what is no position is said of its field, and sent nowhere: %s',
  (position) => {
    expect(placeOf({ position })).toEqual({ position: expect.stringMatching(/纬度在前/) })
  },
)

test('each field that is empty or too long is told of', () => {
  expect(Object.keys(placeOf({ ...blankOutlet })).sort()).toEqual(['address', 'hours', 'name'])
  expect(Object.keys(placeOf({ name: '长'.repeat(41) }))).toEqual(['name'])
})

test('what is registered fills the form again as it was', () => {
  const outlet = { outletId: 'out_1', orgId: 'org_1', revision: 2, name: '店', address: '路', hours: '全天' }
  expect(formOfOutlet(outlet)).toMatchObject({ name: '店', position: '' })
  const known: ManagedOutlet = { ...outlet, latitude: 22.5, longitude: 113.9 }
  expect(readOutletForm(formOfOutlet(known))).toMatchObject({
    place: { name: '店', address: '路', hours: '全天', latitude: 22.5, longitude: 113.9 },
  })
})
