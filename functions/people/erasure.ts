import type { Instant } from '@gonghui/shared/lib/instant'
import { grantsOf } from '../lib/grants.store.ts'
import type { Holding } from '../lib/holdings.ts'
import { log } from '../lib/log.ts'
import { type Erasure, nextStep } from '../membership/erasure.rule.ts'
import {
  beginErasure,
  beginQuietAnew,
  endErasure,
  readErasure,
  settleOwner,
} from '../membership/erasure.store.ts'
import { readAllOf } from '../membership/person.store.ts'
import { endSession, readSessionsOf } from '../membership/session.store.ts'
import { removeOwnRows, subjectsOf } from './own-rows.store.ts'

/** An application is decided once, so somebody can be admitted once. */
const TRIES = 3

/**
 * One person's erasure as far as it goes now. First the wish becomes final and all sessions end; a quarter of an hour
 * later, when no token lives any more, each capability lets go of what it holds, then the person's own rows go. Every
 * step finds what the one before it left, so after a crash anywhere it is simply done again.
 * @returns `done` where nothing is left to do; `later` where it is to be asked again; `held` while they hold a role.
 */
export async function erase(
  personId: string,
  holdings: readonly Holding[],
  now: Instant,
): Promise<'done' | 'later' | 'held'> {
  const wish = await readErasure(personId)
  if (!wish) return 'done'
  const next = nextStep(wish, now)
  if (next === 'done') return 'done'
  if (next === 'wait') return 'later'
  if (next === 'begin') return begin(wish, now)
  if ((await grantsOf(personId)).length > 0) return 'held'
  if (await endSessions(personId, now)) {
    await beginQuietAnew(wish, now)
    return 'later'
  }
  // A cadre may admit them in the middle of it: then it is gone through once more, with the membership that began.
  for (let tries = 0; tries < TRIES; tries++) {
    const owner = await settleOwner(wish)
    for (const { letGo } of holdings) for (const of of subjectsOf(owner)) await letGo?.(of, now)
    await removeOwnRows(owner)
    if (JSON.stringify(await settleOwner(wish)) !== JSON.stringify(owner)) continue
    await endErasure(wish, now)
    break
  }
  log.info('a person is erased', { personId })
  return 'done'
}

async function begin(wish: Erasure, now: Instant): Promise<'done' | 'later' | 'held'> {
  const { personId } = wish
  if ((await grantsOf(personId)).length > 0) return 'held'
  if (!(await beginErasure(wish, now))) return 'done'
  await endSessions(personId, now)
  return 'later'
}

/** @returns whether there were any. A login that was under way when it began may have been told of one. */
async function endSessions(personId: string, now: Instant): Promise<boolean> {
  const persons = await readAllOf(personId)
  const sessions = await Promise.all(persons.map((one) => readSessionsOf(one.personId, now)))
  for (const session of sessions.flat()) await endSession(session)
  return sessions.flat().length > 0
}
