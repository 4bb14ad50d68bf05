import type { previewDrop as contract } from '@gonghui/shared/benefits/preview'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Membership } from '../../lib/caller.ts'
import { type Handler, isRefusal, reply } from '../../lib/server.ts'
import { isLottery, mayIEnter } from '../lottery/entry.rule.ts'
import { readOutlets } from '../redemption/outlet.store.ts'
import { type Drop, isLaid, mayI, stateAt } from './drop.rule.ts'
import { faceOf } from './faces.ts'
import { dropWithin } from './scope.ts'

/** Before everybody: whom a membership age lets through is shown what the others see. */
const LONG_AGO: Instant = '1970-01-01T00:00:00.000Z'

/** A member whom the drop is for, and who is nobody. */
const somebody = ({ audiencePaths, audience }: Drop): Membership => ({
  memberId: 'mem_PREVIEW',
  orgPath: audiencePaths[0] ?? '',
  tags: audience.tags ?? [],
  joinedAt: LONG_AGO,
})

/** 预览: what such a member would read now, had the draft been scheduled. */
export const previewDrop: Handler<typeof contract> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const drop: Drop = isLaid(found.drop) ? found.drop : { ...found.drop, phase: 'scheduled' }
  const [face, outlets] = await Promise.all([faceOf(found.drop, now), readOutlets(drop.outletIds)])
  const asking = {
    member: somebody(drop),
    signedIn: true,
    taken: 0,
    left: face.stock.left,
    balance: undefined,
  }
  return reply(200, {
    drop: {
      ...face,
      state: stateAt(drop, now),
      rules: drop.rules,
      rulesVersion: drop.rulesVersion,
      outlets,
      ...(drop.banner ? { banner: drop.banner } : {}),
    },
    mayI: isLottery(drop) ? mayIEnter(drop, { ...asking, entry: undefined }, now) : mayI(drop, asking, now),
    mine: [],
    serverTime: now,
  })
}
