/**
 * For proofs over HTTP: `import './test-stack.ts'` as a file's first import starts the whole product for it, in memory
 * on free ports, and sets the environment that product modules read as they load. Schedules run when they are asked to.
 */
import { afterAll } from 'vitest'
import { startStack } from '../local/stack.ts'

process.env.LOG_LEVEL ??= 'SILENT'
export const stack = await startStack({ schedules: false })

afterAll(() => stack.stop())
