/**
 * For tests that read or write files: imported after `test-table.ts`, it gives a file an empty storage of its own and
 * says where it is.
 */
import { afterAll } from 'vitest'
import { awsKeys, filesBucket } from './environment.ts'
import { startStorage } from './storage/server.ts'

export const storage = await startStorage({ ...awsKeys(), bucket: filesBucket })
process.env.S3_ENDPOINT = storage.url

afterAll(() => storage.stop())
