import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { switchable } from '../lib/switches.ts'

export const getSwitches = contract({
  name: 'membership.get-switches',
  summary: '哪些服务在这里还没有开放',
  method: 'GET',
  path: '/v1/membership/switches',
  audience: 'anyone',
  replies: { 200: z.object({ off: z.array(z.enum(switchable)), serverTime: z.string() }) },
})
