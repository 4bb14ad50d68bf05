import * as exported from '@gonghui/shared/benefits/exports'
import middy from '@middy/core'
import { grantsOf } from '../lib/grants.store.ts'
import { on, serve } from '../lib/server.ts'
import * as exports from './exports.ts'

/** What is read, taken out and settled after the rush: apart from what members use, with a role of its own. */
export const handler = middy(
  serve(
    [
      on(exported.startExport, exports.startExport),
      on(exported.listExports, exports.listExports),
      on(exported.getExport, exports.getExport),
      on(exported.listTaken, exports.listTaken),
    ],
    { grantsOf },
  ),
)
