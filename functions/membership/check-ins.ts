import type { Instant } from '@gonghui/shared/lib/instant'
import { holds, isAtOrBelow, type OrgPath, type Role } from '@gonghui/shared/lib/roles'
import type * as contracts from '@gonghui/shared/membership/check-ins'
import type { StaffCaller } from '../lib/caller.ts'
import { newId } from '../lib/ids.ts'
import { memberShown } from '../lib/member-code.ts'
import { pathNow, readOrg } from '../lib/orgs.store.ts'
import { earlierResult } from '../lib/repeat.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { pageOver } from './absorbed-pages.ts'
import {
  type CheckInListRow,
  type CheckInRow,
  checkInOf,
  putCheckInList,
  readArrivals,
  readCheckIn,
  readCheckInList,
  readCheckInLists,
  readCounts,
  tickOff,
} from './check-in.store.ts'
import { withAbsorbed } from './org.rule.ts'
import { readOrgNow } from './org-lookup.store.ts'

const DESKS: readonly Role[] = ['staff', 'operator', 'matchmaker', 'cadre']
const worksAt = ({ grants }: StaffCaller, path: OrgPath) => DESKS.some((role) => holds(grants, role, path))

const shownList = ({ listId, orgId, orgName, title, ownOnly, createdAt }: CheckInListRow, checkedIn = 0) => ({
  listId,
  orgId,
  orgName,
  title,
  ownOnly,
  createdAt,
  checkedIn,
})

const shownCheckIn = ({ nameMasked, phoneMasked, orgName, at }: CheckInRow) => ({
  nameMasked,
  phoneMasked,
  orgName,
  at,
})

const TRIES = 3

export const createCheckInList: Handler<typeof contracts.createCheckInList> = async ({
  body,
  caller,
  key,
  now,
}) => {
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!worksAt(caller, org.path)) return refuse('org-out-of-scope')
  const repeat = { personId: caller.personId, key, body }
  for (let tries = 0; tries < TRIES; tries++) {
    const earlier = await earlierResult(repeat)
    if (earlier === 'reused') return refuse('idempotency-key-reused')
    if (earlier !== undefined) {
      const made = await readCheckInList(earlier)
      if (!made) throw new Error('a request is remembered, but the list it made is gone')
      return reply(200, shownList(made, (await readCounts([earlier])).get(earlier)))
    }
    const row: CheckInListRow = {
      listId: newId('checkInList', now),
      orgId: org.orgId,
      orgName: org.name,
      orgPath: org.path,
      title: body.title,
      ownOnly: body.ownOnly,
      createdAt: now,
      createdBy: caller.personId,
    }
    if (await putCheckInList(row, repeat)) return reply(201, shownList(row))
  }
  throw new Error('a new check-in list was refused, though nothing like it is there')
}

export const listCheckInLists: Handler<typeof contracts.listCheckInLists> = async ({
  query,
  caller,
  now,
}) => {
  const org = await readOrgNow(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!worksAt(caller, org.path)) return refuse('org-out-of-scope')
  const { items, cursor } = await pageOver(withAbsorbed(org), query.cursor, readCheckInLists)
  const counts = await readCounts(items.map(({ listId }) => listId))
  return reply(200, {
    items: items.map((row) => shownList(row, counts.get(row.listId))),
    cursor,
    serverTime: now,
  })
}

/** A list that this desk may work on, with its org where that is now. */
async function listOf(caller: StaffCaller, listId: string) {
  const list = await readCheckInList(listId)
  if (!list) return refuse('check-in-list-unknown')
  const orgPath = await pathNow(list.orgPath)
  return worksAt(caller, orgPath) ? { ...list, orgPath } : refuse('org-out-of-scope')
}

export const checkInMember: Handler<typeof contracts.checkInMember> = async ({
  params,
  body,
  caller,
  key,
  now,
}) => {
  const list = await listOf(caller, params.listId)
  if (isRefusal(list)) return list
  const repeat = { personId: caller.personId, key, body: { ...params, ...body } }
  // A lost reply is asked again with the same key, perhaps when the code has run out: it is told as it was.
  const earlier = await earlierResult(repeat)
  if (earlier === 'reused') return refuse('idempotency-key-reused')
  if (earlier !== undefined) return firstAgain(list, earlier, now)
  const shown = await memberShown(body, caller.personId, now)
  if (isRefusal(shown)) return shown
  const { member, late } = shown
  if (list.ownOnly && !isAtOrBelow(await pathNow(member.orgPath), list.orgPath))
    return refuse('check-in-not-invited')
  const row = checkInOf(list, member, { by: caller.personId, at: now })
  const outcome = await tickOff(row, repeat)
  const checkedIn = (await readCounts([list.listId])).get(list.listId) ?? 0
  if (outcome === 'first') return told(201, 'first', row, { late, checkedIn, now })
  const raced = await earlierResult(repeat)
  if (raced !== undefined && raced !== 'reused') return firstAgain(list, raced, now)
  return told(200, 'already', outcome, { late, checkedIn, now })
}

async function firstAgain({ listId }: CheckInListRow, memberId: string, now: Instant) {
  const [row, counts] = await Promise.all([readCheckIn(listId, memberId), readCounts([listId])])
  if (!row) throw new Error('a check-in is remembered, but the member is not in')
  return told(200, 'first', row, { late: false, checkedIn: counts.get(listId) ?? 0, now })
}

const told = <S extends 200 | 201>(
  status: S,
  outcome: 'first' | 'already',
  row: CheckInRow,
  { late, checkedIn, now }: { readonly late: boolean; readonly checkedIn: number; readonly now: Instant },
) => reply(status, { outcome, checkIn: shownCheckIn(row), late, checkedIn, serverTime: now })

export const listCheckIns: Handler<typeof contracts.listCheckIns> = async ({
  params,
  query,
  caller,
  now,
}) => {
  const list = await listOf(caller, params.listId)
  if (isRefusal(list)) return list
  const [{ items, cursor }, counts] = await Promise.all([
    readArrivals(list.listId, query.cursor),
    readCounts([list.listId]),
  ])
  return reply(200, {
    items: items.map(shownCheckIn),
    cursor,
    list: shownList(list, counts.get(list.listId)),
    serverTime: now,
  })
}
