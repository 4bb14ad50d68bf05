/**
 * `npm run test:conformance`: the tests of stores and handlers once more, on AWS's own DynamoDB Local. What the
 * embedded engine lets pass and AWS does not, shows here.
 */
import { spawnSync } from 'node:child_process'
import { findEngine } from './database.ts'

const engine = findEngine('dynamodb-local')
if ('missing' in engine) {
  console.log(`skipped: ${engine.missing}`)
  process.exit(0)
}
const env = { ...process.env, TEST_ENGINE: 'dynamodb-local' }
// One file at a time: each starts an engine of its own, and a Java one is not small.
const tests = spawnSync('vitest', ['run', 'functions', '--no-file-parallelism'], { env, stdio: 'inherit' })
process.exit(tests.status ?? 1)
