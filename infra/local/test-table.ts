/**
 * For tests of stores and handlers: `import '…/infra/local/test-table.ts'` as a file's first import gives it an empty
 * table in a database of its own and the environment that product modules read as they load.
 * `TEST_ENGINE=dynamodb-local` runs the same tests on AWS's own engine.
 */
import { afterAll } from 'vitest'
import { signByRote } from './constant-signer.ts'
import { type Engine, startDatabase } from './database.ts'
import { makeEnvironment, setEnvironment } from './environment.ts'
import { createTable } from './table.ts'

const engine = process.env.TEST_ENGINE as Engine | undefined
const database = await startDatabase(engine ? { engine } : {})
// Nobody listens on port 9: a test that needs WeChat, or files (`test-storage.ts`), starts the fake one.
const environment = makeEnvironment({ databaseEndpoint: database.endpoint, wechatBase: 'http://127.0.0.1:9' })
setEnvironment({ ...environment, LOG_LEVEL: 'SILENT' })
await createTable({ endpoint: database.endpoint, table: environment.TABLE ?? '' })
// Loaded only now: a product module reads the environment as it loads.
signByRote((await import('../../functions/table/database.ts')).client)

afterAll(() => database.stop())
