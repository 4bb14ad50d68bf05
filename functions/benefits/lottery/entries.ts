import type * as contracts from '@gonghui/shared/benefits/entries'
import { SECOND_MS } from '@gonghui/shared/lib/instant'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import { knownDrop } from '../drop/drop.store.ts'
import { deleteEntry, type Entry, pseudonymIn, putEntry, readEntry } from './entries.store.ts'
import { entryRefusal, withdrawalRefusal } from './entry.rule.ts'

/**
 * An entry whose write took longer is not confirmed: the list is read a minute after the close (drawing.ts), and nobody
 * may be told to be in who came after that. The client asks again, and is told by what the table holds.
 */
const CONFIRMED_WITHIN_MS = 10 * SECOND_MS

const faceOfEntry = ({ pseudonym, enteredAt }: Entry) => ({ pseudonym, enteredAt })

/** 报名: my one entry in a lottery, or the one I made before. */
export const enterDrop: Handler<typeof contracts.enterDrop> = async ({ params, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop) return refuse('drop-unknown')
  const { memberId, orgPath } = caller.member
  const refusal = entryRefusal(drop, caller.member, now)
  if (refusal) {
    // Who did not hear the answer before the close is in all the same.
    const mine = refusal === 'drop-closed' && (await readEntry(drop.dropId, memberId))
    if (mine) return reply(200, { entry: faceOfEntry(mine), serverTime: now })
    return refuse(refusal, { opensAt: drop.opensAt, closesAt: drop.closesAt, arrivedAt: now })
  }
  const startedMs = performance.now()
  const pseudonym = pseudonymIn(drop.dropId, memberId)
  const { entry, fresh } = await putEntry(drop, { pseudonym, memberId, orgPath, enteredAt: now })
  if (performance.now() - startedMs > CONFIRMED_WITHIN_MS) return refuse('busy')
  return reply(fresh ? 201 : 200, { entry: faceOfEntry(entry), serverTime: now })
}

/** 撤回报名. */
export const withdrawEntry: Handler<typeof contracts.withdrawEntry> = async ({ params, caller, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop) return refuse('drop-unknown')
  const refusal = withdrawalRefusal(drop, now)
  if (refusal) return refuse(refusal)
  await deleteEntry(drop.dropId, caller.member.memberId)
  return reply(200, { serverTime: now })
}
