import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/membership/org-tree'
import type { StaffCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { setOff } from '../lib/jobs.store.ts'
import { newJob } from '../lib/jobs.ts'
import { earlierResult } from '../lib/repeat.store.ts'
import { type Handler, isRefusal, type Refusal, refuse, reply } from '../lib/server.ts'
import { foldCounts } from './headcount.rule.ts'
import { readCountRows, readHeadcount } from './headcount.store.ts'
import {
  aboveOf,
  mayStandBelow,
  meetClose,
  meetMerge,
  meetMove,
  meetRename,
  type OrgRow,
  placedAt,
  seatBelow,
  shownManaged,
} from './org.rule.ts'
import { findByWord, readOrgNow, readOrgsBelow } from './org-lookup.store.ts'
import * as tree from './org-tree.store.ts'
import { plainWord } from './org-word.rule.ts'
import { wordsOf } from './org-words.ts'
import { carryThrough } from './org-work.ts'

const CLEAR_ROSTER = 'membership.clear-roster'

/** Each time round somebody else changed the tree in between. */
const TRIES = 4

export const findOrgs: Handler<typeof contracts.findOrgs> = async ({ query, now }) =>
  reply(200, { items: await findByWord(query.name), serverTime: now })

/** An org that this cadre looks after. */
async function orgOf(caller: StaffCaller, orgId: string) {
  const org = await readOrgNow(orgId)
  if (!org) return refuse('org-unknown')
  return holds(caller.grants, 'cadre', org.path) ? org : refuse('org-out-of-scope')
}

export const getManagedOrg: Handler<typeof contracts.getManagedOrg> = async ({ params, caller, now }) => {
  const org = await orgOf(caller, params.orgId)
  if (isRefusal(org)) return org
  const [below, { total, byOrg }] = await Promise.all([readOrgsBelow(org.orgId), readHeadcount(org.orgId)])
  const open = below.filter((one) => one.closedAt === undefined)
  return reply(200, {
    org: shownManaged(org, total),
    ownMembers: byOrg.get(org.orgId) ?? 0,
    below: open
      .map((one) => shownManaged(one, byOrg.get(one.orgId) ?? 0))
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN')),
    serverTime: now,
  })
}

export const listOrgHistory: Handler<typeof contracts.listOrgHistory> = async ({
  params,
  query,
  caller,
  now,
}) => {
  const org = await orgOf(caller, params.orgId)
  if (isRefusal(org)) return org
  return reply(200, { ...(await tree.readOrgHistory(org.orgId, query.cursor)), serverTime: now })
}

export const createOrg: Handler<typeof contracts.createOrg> = async ({ body, caller, key, now }) => {
  const repeat = { personId: caller.personId, key, body }
  for (let tries = 0; tries < TRIES; tries++) {
    const above = await orgOf(caller, body.aboveId)
    if (isRefusal(above)) return above
    const taken = await isTaken(above.orgId, body.name)
    // Read after the name: if this very request, sent twice, took it, it is told so.
    const earlier = await earlierResult(repeat)
    if (earlier === 'reused') return refuse('idempotency-key-reused')
    if (earlier !== undefined) return reply(200, await shown(earlier))
    if (above.closedAt !== undefined) return refuse('org-closed')
    if (!mayStandBelow(body.level, above.level)) return refuse('org-level-wrong')
    if (taken) return refuse('org-name-taken')
    const orgId = newId('org', now)
    const { name, level } = body
    const org: OrgRow = { orgId, name, level, ...seatBelow(above, orgId, name), revision: 1 }
    const deed = { by: caller.personId, at: now }
    if (await tree.putNewOrg(org, { above, words: wordsOf(name), repeat }, deed))
      return reply(201, shownManaged(org, 0))
  }
  throw new Error('a new org was refused, though nothing stands against it')
}

const isTaken = async (aboveId: string, name: string) => (await tree.readNamed(aboveId, name)) !== undefined

async function shown(orgId: string) {
  const [org, { total }] = await Promise.all([readOrgNow(orgId), readHeadcount(orgId)])
  if (!org) throw new Error(`an org was changed and is gone: ${orgId}`)
  return shownManaged(org, total)
}

const answer = async (orgId: string, now: Instant) => reply(200, { org: await shown(orgId), serverTime: now })

type OutOfReach = Refusal<'org-unknown' | 'org-out-of-scope'>

/**
 * A change of an org: looked at by its rule, written where nobody was faster, and carried through below. `look` reads
 * what the rule needs and answers with what it says and with the write itself.
 */
async function change<Code extends string>(
  { caller, now }: { readonly caller: StaffCaller; readonly now: Instant },
  orgId: string,
  look: (org: OrgRow) => Promise<Looked<Code> | OutOfReach>,
) {
  for (let tries = 0; tries < TRIES; tries++) {
    const org = await orgOf(caller, orgId)
    if (isRefusal(org)) return org
    const looked = await look(org)
    if ('refused' in looked) return looked
    const { meets, write } = looked
    if (meets === 'same') return answer(orgId, now)
    if (meets !== 'do') return refuse(meets as Code)
    if (await write()) {
      await carryThrough(orgId, { by: caller.personId, at: now })
      return answer(orgId, now)
    }
  }
  return refuse('org-changed')
}

interface Looked<Code extends string> {
  readonly meets: 'do' | 'same' | Code
  readonly write: () => Promise<boolean>
}

/** A name that another org has there already stands against what the rule allows. */
async function unlessTaken<M extends string>(
  meets: M,
  org: OrgRow,
  aboveId: string | undefined,
  name: string,
) {
  if (meets !== 'do' || aboveId === undefined) return meets
  const holder = await tree.readNamed(aboveId, name)
  return holder !== undefined && holder !== org.orgId ? ('org-name-taken' as const) : meets
}

export const renameOrg: Handler<typeof contracts.renameOrg> = ({ params, body, caller, now }) =>
  change({ caller, now }, params.orgId, async (org) => {
    const { revision, name } = body
    const words = { name, oldWords: wordsOf(org.name), words: wordsOf(name) }
    return {
      meets: await unlessTaken(meetRename({ org, revision, name }), org, aboveOf(org), name),
      write: () => tree.writeName(org, words, { by: caller.personId, at: now }),
    }
  })

export const moveOrg: Handler<typeof contracts.moveOrg> = ({ params, body, caller, now }) =>
  change({ caller, now }, params.orgId, async (org) => {
    const { revision, aboveId } = body
    const oldAboveId = aboveOf(org) ?? org.orgId
    const [from, above] = await Promise.all([orgOf(caller, oldAboveId), orgOf(caller, aboveId)])
    if (isRefusal(from)) return from
    if (isRefusal(above)) return above
    const to = placedAt(org, seatBelow(above, org.orgId, org.name), now)
    const write = async () => {
      const counts = await readCountRows(oldAboveId, org.orgId)
      return tree.writeMove(org, { to, above, counts }, { by: caller.personId, at: now })
    }
    return { meets: await unlessTaken(meetMove({ org, revision, above }), org, aboveId, org.name), write }
  })

export const mergeOrg: Handler<typeof contracts.mergeOrg> = ({ params, body, caller, now }) =>
  change({ caller, now }, params.orgId, async (org) => {
    const into = await orgOf(caller, body.intoId)
    if (isRefusal(into)) return into
    const meets = meetMerge({ org, revision: body.revision, into })
    return {
      meets: meets === 'do' && (await sharesNames(org, into)) ? ('org-name-taken' as const) : meets,
      write: () =>
        tree.writeMerger(org, { into, words: wordsOf(org.name) }, { by: caller.personId, at: now }),
    }
  })

/** Whether an org below the one has the name of an org below the other: both cannot stand below one. */
async function sharesNames(one: OrgRow, other: OrgRow): Promise<boolean> {
  const [some, others] = await Promise.all([readOrgsBelow(one.orgId), readOrgsBelow(other.orgId)])
  const open = (orgs: readonly OrgRow[]) => orgs.filter(({ closedAt }) => closedAt === undefined)
  const names = new Set(open(others).map(({ name }) => plainWord(name)))
  return open(some).some(({ name }) => names.has(plainWord(name)))
}

export const closeOrg: Handler<typeof contracts.closeOrg> = ({ params, body, caller, now }) =>
  change({ caller, now }, params.orgId, async (org) => {
    const [below, counts] = await Promise.all([
      readOrgsBelow(org.orgId, { strong: true }),
      readCountRows(aboveOf(org) ?? '', org.orgId),
    ])
    // Decided by the very rows that the write closes as they were read: read apart, somebody could join in between.
    const members = foldCounts(counts).total
    const open = below.filter(({ closedAt }) => closedAt === undefined).length
    const deed = { by: caller.personId, at: now }
    const clearing = newJob({ kind: CLEAR_ROSTER, orgId: org.orgId, by: deed.by, input: {} }, now)
    const write = async () => {
      const isDone = await tree.writeClosing(org, { words: wordsOf(org.name), counts, clearing }, deed)
      if (isDone) await setOff({ job: 'work', jobId: clearing.jobId })
      return isDone
    }
    return { meets: meetClose({ org, revision: body.revision, members, below: open }), write }
  })
