import { epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/membership/transfers'
import type { TransferDeed } from '@gonghui/shared/membership/transfers'
import { newId } from '../lib/ids.ts'
import { log } from '../lib/log.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { issueToken } from '../lib/tokens.ts'
import { type MemberRow, membershipOf, standingOf } from './member.rule.ts'
import { readMember } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { requeueAfterTransfer } from './requeue.store.ts'
import {
  endOf,
  lapseOf,
  meetAnswer,
  meetAsking,
  openTo,
  type Sides,
  shownTransfer,
  sidesOfMember,
  type TransferRow,
} from './transfer.rule.ts'
import { acceptTransfer } from './transfer.store.ts'
import { closeTransfer, fileTransfer, readLatestTransfer, readTransfer } from './transfer-asking.store.ts'

/** Each time round the member, an org or another transfer of theirs changed in between. */
const TRIES = 8

export interface Wish {
  readonly askedBy: TransferRow['askedBy']
  readonly asker: string
  readonly toOrgId: string
  readonly reason?: string | undefined
}

/** Asks for a transfer of a member, whoever asks; that they may is the caller's to check on the member that is handed in. */
export async function askFor(
  memberId: string,
  wish: Wish,
  now: Instant,
  may: (member: MemberRow) => boolean = () => true,
) {
  for (let tries = 0; tries < TRIES; tries++) {
    const [member, to] = await Promise.all([readMember(memberId), readStanding(wish.toOrgId)])
    const latest = await readLatestTransfer(memberId)
    if (!member) return refuse('member-unknown')
    if (!may(member)) return refuse('org-out-of-scope')
    if (!to) return refuse('org-unknown')
    const { askedBy, asker, reason } = wish
    const meets = meetAsking(
      {
        askedBy,
        memberOrgId: member.orgId,
        standing: standingOf(member),
        to: { orgId: to.orgId, isOpen: to.closedAt === undefined },
        latest,
      },
      now,
    )
    if (meets === 'again' && latest) return { row: latest, isNew: false }
    if (meets !== 'do') return refuse(meets === 'again' ? 'transfer-waiting' : meets)
    const row: TransferRow = {
      transferId: newId('transfer', now),
      memberId,
      state: 'waiting',
      askedBy,
      asker,
      fromOrgId: member.orgId,
      fromOrgName: member.orgName,
      fromPath: member.orgPath,
      toOrgId: to.orgId,
      toOrgName: to.name,
      toPath: to.path,
      nameMasked: member.nameMasked,
      phoneMasked: member.phoneMasked,
      ...(reason ? { reason } : {}),
      askedAt: now,
      lapsesAt: lapseOf(now),
    }
    if (!(await fileTransfer(row, latest))) continue
    log.info('transfer asked', { transferId: row.transferId, by: asker, askedBy })
    return { row, isNew: true }
  }
  throw new Error('a member kept changing while a transfer was asked for')
}

interface Answering {
  readonly deed: TransferDeed
  readonly by: string
  readonly reason?: string | undefined
  /** Who the one who answers is in it. */
  readonly sidesIn: (row: TransferRow) => Sides
}

/** Accepts, declines or withdraws. */
export async function answer(transferId: string, answering: Answering, now: Instant) {
  const { deed, by, reason, sidesIn } = answering
  for (let tries = 0; tries < TRIES; tries++) {
    const row = await readTransfer(transferId)
    const sides = row && sidesIn(row)
    if (!row || !sides) return refuse('transfer-unknown')
    if (!(sides.member || sides.from || sides.to)) return refuse('org-out-of-scope')
    const meets = meetAnswer(row, deed, sides, now)
    if (meets === 'again') {
      if (deed === 'accept') await requeueAfterTransfer(row.fromOrgId)
      return { row }
    }
    if (meets !== 'do') return refuse(meets)
    if (deed !== 'accept') {
      const personId = (await readMember(row.memberId))?.personId
      if (!(await closeTransfer(row, { state: endOf(deed), at: now, by, reason }, personId))) continue
      return { row: (await readTransfer(transferId)) ?? row }
    }
    const [member, to] = await Promise.all([readMember(row.memberId), readStanding(row.toOrgId)])
    if (!to || to.closedAt !== undefined) return refuse('org-closed')
    if (!member || standingOf(member) !== 'active') {
      // Whatever made the member so has ended the transfer with it: read between the two, it is read again.
      if ((await readTransfer(transferId))?.state !== 'waiting') continue
      return refuse('member-not-active')
    }
    if (!(await acceptTransfer(row, { member, to, by, at: now }))) continue
    await requeueAfterTransfer(row.fromOrgId)
    log.info('member transferred', { transferId, memberId: row.memberId, by })
    return { row: (await readTransfer(transferId)) ?? row }
  }
  throw new Error('a transfer kept changing while it was answered')
}

export const getMyTransfer: Handler<typeof contracts.getMyTransfer> = async ({ caller, now }) => {
  const { memberId } = caller.member
  const row = await readLatestTransfer(memberId)
  const mayDo = row ? openTo(row, sidesOfMember(row, memberId), now) : []
  return reply(200, {
    ...(row ? { transfer: { ...shownTransfer(row, now), mayDo } } : {}),
    serverTime: now,
  })
}

export const askTransfer: Handler<typeof contracts.askTransfer> = async ({ body, caller, now }) => {
  const { toOrgId, reason } = body
  const wish = { askedBy: 'member', asker: caller.personId, toOrgId, reason } as const
  const isTheirs = (member: MemberRow) => member.personId === caller.personId
  const asked = await askFor(caller.member.memberId, wish, now, isTheirs)
  if (isRefusal(asked)) {
    // A token may tell of a membership that ended within these minutes.
    if (asked.refused === 'member-unknown' || asked.refused === 'org-out-of-scope')
      return refuse('member-not-active')
    return refuse(asked.refused)
  }
  return reply(asked.isNew ? 201 : 200, { transfer: shownTransfer(asked.row, now), serverTime: now })
}

export const answerMyTransfer: Handler<typeof contracts.answerMyTransfer> = async (request) => {
  const { params, body, caller, now } = request
  const { memberId } = caller.member
  // On another WeChat by now it is not theirs to move.
  if ((await readMember(memberId))?.personId !== caller.personId) return refuse('transfer-unknown')
  const sidesIn = (row: TransferRow) => sidesOfMember(row, memberId)
  const answered = await answer(params.transferId, { ...body, by: caller.personId, sidesIn }, now)
  if (isRefusal(answered))
    return refuse(answered.refused === 'org-out-of-scope' ? 'transfer-unknown' : answered.refused)
  const { row } = answered
  const member = row.state === 'accepted' ? await readMember(memberId) : undefined
  return reply(200, {
    transfer: shownTransfer(row, now),
    ...(member ? { token: issueToken({ ...caller, member: membershipOf(member) }, epochMsOf(now)) } : {}),
    serverTime: now,
  })
}
