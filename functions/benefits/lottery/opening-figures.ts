import type { getDrop as contract } from '@gonghui/shared/benefits/drops'
import { type Handler, isRefusal } from '../../lib/server.ts'
import { approximateCounts } from '../day/approximate-counts.ts'
import { addOpenings } from './opening-figures.store.ts'

/** How often a drop's page was opened. No page waits long or fails for it, and no claim knows of it. */
export const { count: countOpening, tell: tellOpenings } = approximateCounts('openings', addOpenings)

/** A drop's page, its openings counted. */
export const openingsCounted =
  (look: Handler<typeof contract>): Handler<typeof contract> =>
  async (request) => {
    const [answer] = await Promise.all([look(request), tellOpenings(request.now)])
    if (!isRefusal(answer)) countOpening(request.params.dropId, 'opened')
    return answer
  }
