import { everyContract } from '@gonghui/shared/every-contract'
import middy from '@middy/core'
import express from 'express'
import serverless from 'serverless-http'
import { log, told } from '../lib/log.ts'
import { keyOf } from '../table/access-patterns.ts'
import { read } from '../table/reads.ts'
import { apiPage } from './api-page.ts'
import { openapiOf } from './openapi.ts'

const VERSION = process.env.VERSION ?? 'local'

/** The web front for a desktop browser: what is a page or a file rather than a call. */
const app = express()
app.disable('x-powered-by')

app.get('/v1/openapi.json', (_request, response) => {
  response.set('cache-control', 'public, max-age=300').json(openapiOf(everyContract, VERSION))
})

app.get('/v1/health', async (_request, response) => {
  const database = await reachable()
  response
    .status(database ? 200 : 503)
    .set('cache-control', 'no-store')
    .json({ version: VERSION, database: database ? 'reachable' : 'unreachable' })
})

app.get('/console/api', (_request, response) => {
  response
    .set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .type('html')
    .send(apiPage(everyContract, VERSION))
})

async function reachable(): Promise<boolean> {
  try {
    await read(keyOf('the city union', {}), { strong: false })
    return true
  } catch (error) {
    log.error('the database is unreachable', { error: told(error) })
    return false
  }
}

export const handler = middy(serverless(app))
