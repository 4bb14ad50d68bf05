import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/membership/posters'
import { membershipProblems } from '@gonghui/shared/membership/problems'
import type { StaffCaller } from '../lib/caller.ts'
import { downloadFrom, showFrom } from '../lib/files.store.ts'
import { jobFor, startJob } from '../lib/jobs.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { stateOf } from './join-code.rule.ts'
import { readJoinCode } from './join-code.store.ts'
import { readStanding } from './org-lookup.store.ts'
import type { PosterInput } from './poster-work.ts'
import { keepProgramCode, placeOfCode } from './program-code.store.ts'

const KIND = 'membership.draw-poster'

/** A join code that this cadre looks after. */
async function codeOf(caller: StaffCaller, scene: string) {
  const code = await readJoinCode(scene)
  const org = code && (await readStanding(code.orgId))
  if (!code || !org) return refuse('join-code-unknown')
  return holds(caller.grants, 'cadre', org.path) ? { code, org } : refuse('org-out-of-scope')
}

export const getJoinCodeImage: Handler<typeof contracts.getJoinCodeImage> = async (request) => {
  const { params, caller, now } = request
  const found = await codeOf(caller, params.scene)
  if (isRefusal(found)) return found
  const kept = await keepProgramCode(params.scene)
  if (typeof kept === 'string') return refuse(kept)
  const place = placeOfCode(params.scene)
  const saveAs = `入会码-${found.code.label}.${kept.type === 'image/png' ? 'png' : 'jpg'}`
  const [shown, download] = await Promise.all([showFrom(place, now), downloadFrom(place, saveAs, now)])
  return reply(200, { shown, download, serverTime: now })
}

/** The picture is asked for here, so that a poster is never begun that lacks it. */
export const drawPoster: Handler<typeof contracts.drawPoster> = async ({ params, caller, key, now }) => {
  const found = await codeOf(caller, params.scene)
  if (isRefusal(found)) return found
  const state = stateOf(found.code, found.org, now)
  if (state === 'revoked' || state === 'expired') return refuse(`join-code-${state}`)
  const kept = await keepProgramCode(params.scene)
  if (typeof kept === 'string') return refuse(kept)
  const input: PosterInput = { scene: params.scene }
  const { personId } = caller
  const asked = { kind: KIND, orgId: found.org.orgId, by: personId, input }
  const started = await startJob(asked, { personId, key, body: input }, now)
  return started === 'reused'
    ? refuse('idempotency-key-reused')
    : reply(202, { jobId: started.jobId, serverTime: now })
}

export const getPoster: Handler<typeof contracts.getPoster> = async ({ params, caller, now }) => {
  const job = await jobFor<{ bytes: number }>(KIND, { jobId: params.jobId, caller, now }, membershipProblems)
  return isRefusal(job) ? job : reply(200, job)
}
