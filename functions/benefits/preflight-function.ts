import { readPreflight as contract } from '@gonghui/shared/benefits/preflight'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import { readPreflight } from './day/preflight.ts'

/** Apart from the others: it alone may ask the cloud how it stands, and it alone carries what asks. */
export const handler = middy(serve([on(contract, readPreflight)], { grantsOf }))
