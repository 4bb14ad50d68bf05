import { expect, test } from 'vitest'
import { guideEntries } from './review.ts'

const filesFor = (what: string) => guideEntries().find((entry) => entry.what === what)?.files

test('the phone button and the camera are found where they are asked for', () => {
  expect(filesFor('手机号')).toEqual(['ui/phone-button.tsx'])
  expect(filesFor('摄像头')?.length).toBe(1)
})

test('the notice says that neither place nor contacts are taken, and no screen takes them', () => {
  expect(filesFor('位置')).toEqual([])
  expect(filesFor('通讯录')).toEqual([])
})
