import type { getSwitches as contract } from '@gonghui/shared/membership/switches'
import { type Handler, reply } from '../lib/server.ts'
import { switchedOff } from '../lib/switches.ts'

export const getSwitches: Handler<typeof contract> = async ({ now }) =>
  reply(200, { off: switchedOff(), serverTime: now })
