import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/membership/console-sign-ins'
import type { Caller } from '../lib/caller.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import {
  browserOf,
  type ConsoleSignIn,
  judgeBrowser,
  judgePhone,
  placeOf,
  untilOf,
} from './console-sign-in.rule.ts'
import {
  askSignIn,
  fetchSession,
  moveSignIn,
  polledSignIn,
  readSignIn,
  scannedSignIn,
} from './console-sign-in.store.ts'
import { isBeingErased } from './erasure.store.ts'
import { readMemberOf } from './member.store.ts'
import type { OpenSession } from './session.rule.ts'
import { readSession } from './session.store.ts'
import { sessionTold } from './sessions.ts'

export const askConsoleSignIn: Handler<typeof contracts.askConsoleSignIn> = async ({ from, now }) => {
  const asking = { browser: browserOf(from.agent), place: placeOf(from.address) }
  const { signIn, code, poll } = await askSignIn(asking, now)
  return reply(201, { code, poll, until: untilOf(signIn), serverTime: now })
}

export const pollConsoleSignIn: Handler<typeof contracts.pollConsoleSignIn> = async ({ body, now }) => {
  const signIn = await polledSignIn(body.poll)
  if (!signIn) return refuse('sign-in-unknown')
  const found = judgeBrowser(signIn, now)
  if (found === 'over') return refuse('sign-in-over')
  const by = signIn.byName === undefined ? {} : { by: signIn.byName }
  if (found !== 'fetch') return reply(200, { state: found, ...by, serverTime: now })
  if (signIn.by !== undefined && (await isBeingErased(signIn.by))) return refuse('erasure-under-way')
  const session = await sessionOf(signIn, now)
  if (!session) return refuse('sign-in-over')
  return reply(200, { state: 'confirmed', ...by, session: await sessionTold(session, now), serverTime: now })
}

/** Makes it, or finds what an earlier poll made whose reply was lost. A session that has gone on since is not given twice. */
async function sessionOf(signIn: ConsoleSignIn, now: Instant): Promise<OpenSession | undefined> {
  if (!signIn.by) throw new Error(`the sign-in ${signIn.signInId} was confirmed by nobody`)
  const made = signIn.sessionId === undefined ? await fetchSession(signIn, signIn.by, now) : undefined
  if (made) return made
  const sessionId = signIn.sessionId ?? (await readSignIn(signIn.signInId))?.sessionId
  const earlier = sessionId === undefined ? undefined : await readSession(sessionId)
  return earlier?.generation === 1 ? earlier : undefined
}

export const cancelConsoleSignIn: Handler<typeof contracts.cancelConsoleSignIn> = async ({ body }) => {
  const signIn = await polledSignIn(body.poll)
  if (!signIn) return refuse('sign-in-unknown')
  if (signIn.state === 'cancelled') return reply(200, { cancelled: true })
  const moved = await moveSignIn(signIn.signInId, { state: 'cancelled' })
  return moved ? reply(200, { cancelled: true }) : refuse('sign-in-over')
}

type Word = 'view' | 'confirm' | 'refuse'

/** What the phone that scanned says, if it is still asked. */
async function heard(code: string, caller: Caller, word: Word, now: Instant) {
  const signIn = await scannedSignIn(code)
  if (!signIn) return refuse('sign-in-unknown')
  const verdict = judgePhone(signIn, caller.personId, word, now)
  if (verdict === 'again') return { signIn }
  if (verdict !== 'go-on') return refuse(verdict)
  const member = await readMemberOf(caller.personId)
  const by = { by: caller.personId, byName: member?.nameMasked ?? '工作人员' }
  const next = {
    view: { state: 'scanned' as const, ...by },
    confirm: { state: 'confirmed' as const, ...by, confirmedAt: now },
    refuse: { state: 'refused' as const, ...by },
  }[word]
  return (await moveSignIn(signIn.signInId, next)) ? { signIn } : refuse('sign-in-over')
}

export const viewConsoleSignIn: Handler<typeof contracts.viewConsoleSignIn> = async ({
  body,
  caller,
  now,
}) => {
  const found = await heard(body.signInCode, caller, 'view', now)
  if (isRefusal(found)) return found
  const { browser, place, askedAt } = found.signIn
  return reply(200, { browser, place, askedAt, until: untilOf(found.signIn), serverTime: now })
}

export const confirmConsoleSignIn: Handler<typeof contracts.confirmConsoleSignIn> = async (request) => {
  const found = await heard(request.body.signInCode, request.caller, 'confirm', request.now)
  return isRefusal(found) ? found : reply(200, { confirmed: true })
}

export const refuseConsoleSignIn: Handler<typeof contracts.refuseConsoleSignIn> = async (request) => {
  const found = await heard(request.body.signInCode, request.caller, 'refuse', request.now)
  return isRefusal(found) ? found : reply(200, { refused: true })
}
