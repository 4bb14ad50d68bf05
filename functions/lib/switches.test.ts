import { serverProblems } from '@gonghui/shared/lib/problems'
import type { Context } from 'aws-lambda'
import { afterEach, expect, test } from 'vitest'
import { switchedOff, unlessOff } from './switches.ts'

afterEach(() => {
  delete process.env.CAPABILITIES_OFF
})

const context = { awsRequestId: 'request' } as Context

test.each([
  [undefined, []],
  ['', []],
  ['none', []],
  ['matchmaking', ['matchmaking']],
  [' reading , matchmaking', ['matchmaking', 'reading']],
])('CAPABILITIES_OFF=%s switches off %j', (given, off) => {
  if (given !== undefined) process.env.CAPABILITIES_OFF = given
  expect(switchedOff()).toEqual(off)
})

test('a capability that is off answers so before anything else; the others go on', () => {
  process.env.CAPABILITIES_OFF = 'matchmaking'
  const answer = unlessOff('matchmaking').before({ context })
  expect(answer).toMatchObject({ statusCode: 403 })
  expect(JSON.parse(String(answer?.body))).toMatchObject({
    code: 'capability-off',
    title: serverProblems['capability-off'].title,
  })
  expect(unlessOff('reading').before({ context })).toBeUndefined()
})
