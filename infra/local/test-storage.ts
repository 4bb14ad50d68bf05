/**
 * For tests that read or write files: imported after `test-table.ts`, it gives a file an empty storage of its own and
 * says where it is.
 */
import { afterAll } from 'vitest'
import { awsKeys, filesBucket } from './environment.ts'
import { startStorage } from './storage/server.ts'

// What is signed is dated by `new Date()`: a story that lets `Date.now` strike another hour leaves both in step.
const now = () => Date.parse(new Date().toISOString())
export const storage = await startStorage({ ...awsKeys(), bucket: filesBucket, now })
process.env.S3_ENDPOINT = storage.url

afterAll(() => storage.stop())
