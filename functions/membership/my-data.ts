import { epochMsOf, type Instant, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/membership/my-data'
import { membershipProblems } from '@gonghui/shared/membership/problems'
import { grantsOf } from '../lib/grants.store.ts'
import type { Owner } from '../lib/holdings.ts'
import { jobFor, startJob } from '../lib/jobs.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { askErasure as putErasure, readErasure, undoErasure as takeBack } from './erasure.store.ts'
import { personsMembers, readAllOf } from './person.store.ts'

/** Asked again within so long, an export is the one that was asked for. */
const SAME_EXPORT_MS = 10 * MINUTE_MS
export const EXPORT_KIND = 'membership.export-my-data'

export const startExport: Handler<typeof contracts.startExport> = async ({ caller, now }) => {
  const { personId } = caller
  const key = `export-${Math.floor(epochMsOf(now) / SAME_EXPORT_MS)}`
  // Who was admitted meanwhile holds more than before, so that is another export.
  // Who has left is told of what is kept until they come back.
  const all = await readAllOf(personId)
  const personIds = [personId, ...all.slice(1).map((other) => other.personId)]
  const memberIds = [...new Set(all.flatMap(personsMembers))]
  const input: Owner = { personIds, memberIds }
  const repeat = { personId, key: `${key}-${memberIds.join('-') || 'none'}`, body: {} }
  const job = await startJob(
    { kind: EXPORT_KIND, orgId: '-', by: personId, input },
    repeat,
    now,
    undefined,
    'PEOPLE_FUNCTION',
  )
  if (job === 'reused') throw new Error('one key of ours stands for two exports')
  return reply(202, { jobId: job.jobId, serverTime: now })
}

export const getExport: Handler<typeof contracts.getExport> = async ({ params, caller, now }) => {
  const of = { jobId: params.jobId, caller, now }
  const job = await jobFor<{ files: number; bytes: number }>('membership', of, membershipProblems)
  if ('refused' in job) return job
  return job.kind === EXPORT_KIND ? reply(200, job) : refuse('job-unknown')
}

async function standing(personId: string, now: Instant) {
  const [wish, grants] = await Promise.all([readErasure(personId), grantsOf(personId)])
  return reply(200, {
    state: wish ? (wish.begunAt ? ('begun' as const) : ('cooling' as const)) : ('none' as const),
    ...(wish ? { askedAt: wish.askedAt, dueAt: wish.dueAt } : {}),
    holdsRoles: grants.length > 0,
    serverTime: now,
  })
}

export const getErasure: Handler<typeof contracts.getErasure> = ({ caller, now }) =>
  standing(caller.personId, now)

/** Asked again, the first wish counts, and its week goes on. */
export const askErasure: Handler<typeof contracts.askErasure> = async ({ caller, now }) => {
  const { personId } = caller
  const grants = await grantsOf(personId)
  if (grants.length > 0) return refuse('erasure-holds-roles', { roles: grants.map(({ orgName }) => orgName) })
  await putErasure(personId, now)
  return standing(personId, now)
}

export const undoErasure: Handler<typeof contracts.undoErasure> = async ({ caller, now }) => {
  const wish = await readErasure(caller.personId)
  if (wish && !(await takeBack(wish))) return refuse('erasure-begun')
  return standing(caller.personId, now)
}
