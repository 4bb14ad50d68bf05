import '../infra/local/test-table.ts'
import { afterEach, expect, test, vi } from 'vitest'
import { Crash, crashAt } from '../infra/local/test-faults.ts'
import { handler } from './jobs-function.ts'
import { client } from './table/database.ts'

afterEach(() => void vi.useRealTimers())

/** What one run asks the table for, whether it ends well or not. */
async function askedFor(run: () => Promise<unknown>): Promise<readonly string[]> {
  const asked = new Set<string>()
  client.middlewareStack.add(
    (next) => (args) => {
      asked.add(JSON.stringify(args.input))
      return next(args)
    },
    { step: 'initialize', name: 'asked' },
  )
  await run()
  client.middlewareStack.remove('asked')
  return [...asked]
}

const tell = () =>
  handler({ job: 'tell' }, { awsRequestId: 'one', getRemainingTimeInMillis: () => 900_000 } as never)

test('whoever is told each minute is told though another telling fails, and the fault is told at the end', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-12T02:00:00.000Z') })
  const whole = await askedFor(tell)
  expect(whole.length).toBeGreaterThan(2)
  for (let nth = 1; nth <= whole.length; nth++) {
    const broken = await askedFor(async () => {
      const crash = crashAt(client, nth, 'before')
      await expect(tell()).rejects.toThrow(Crash)
      crash.stop()
    })
    expect(broken).toEqual(whole)
  }
})
