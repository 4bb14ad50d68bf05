/** A fresh embedded database in memory for each round, always on one port, because the product keeps its client. */
import { type Database, startDatabase } from '../local/database.ts'
import { makeEnvironment, setEnvironment } from '../local/environment.ts'
import { freePort } from '../local/ports.ts'
import { createTable } from '../local/table.ts'

const port = await freePort()
const endpoint = `http://127.0.0.1:${port}`
const environment = makeEnvironment({ databaseEndpoint: endpoint, wechatBase: 'http://127.0.0.1:9' })
setEnvironment({ ...environment, LOG_LEVEL: 'SILENT' })

let running: Database | undefined

export async function freshEngine(): Promise<void> {
  await stopEngine()
  running = await startDatabase({ port })
  await createTable({ endpoint, table: environment.TABLE ?? '' })
}

export async function stopEngine(): Promise<void> {
  await running?.stop()
  running = undefined
}
