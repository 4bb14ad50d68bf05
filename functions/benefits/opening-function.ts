import { joinOpening as contract } from '@gonghui/shared/benefits/opening'
import middy from '@middy/core'
import { on, serve } from '../lib/server.ts'
import { joinOpening } from './lottery/opening.ts'

/** Apart from the claim, whose bundle is the smallest there is: a draw takes more code, more memory and a whole processor. */
export const handler = middy(serve([on(contract, joinOpening)]))
