import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/membership/privacy'
import type { PrivacyEntry } from '@gonghui/shared/membership/privacy'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'
import { dropConsents } from '../lib/consents.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { readLooksBefore } from './application-farewell.store.ts'
import { deviceOf } from './device.rule.ts'
import { judgeAnswer, standingBy } from './privacy.rule.ts'
import { addEntry, readLedger, readLooks } from './privacy.store.ts'
import { membersBehind } from './role.store.ts'

const told = (entries: PrivacyEntry[], now: Instant) =>
  reply(200, { version: CONSENT_VERSION, ...standingBy(entries[0], now), entries, serverTime: now })

export const getPrivacy: Handler<typeof contracts.getPrivacy> = async ({ caller, now }) =>
  told(await readLedger(caller.personId), now)

export const answerPrivacy: Handler<typeof contracts.answerPrivacy> = async ({ body, caller, from, now }) => {
  const { personId } = caller
  const entries = await readLedger(personId)
  const verdict = judgeAnswer(entries[0], body)
  if (verdict === 'again') {
    // The first time may have died between its line and this.
    if (body.answer === 'withdrawn') await dropConsents(personId)
    return told(entries, now)
  }
  if (verdict === 'consent-missing') return refuse(verdict)
  if (verdict === 'consent-outdated') return refuse(verdict, { consentVersion: CONSENT_VERSION })
  // Of two answers in one millisecond the other one counts, and is told.
  await addEntry(personId, { ...body, at: now, device: deviceOf(from.agent) })
  if (body.answer === 'withdrawn') await dropConsents(personId)
  return told(await readLedger(personId), now)
}

/** Who looked is told as the member may know them: masked, with the union they work for. */
export const listLooks: Handler<typeof contracts.listLooks> = async ({ query, caller, now }) => {
  const { items: page, ...cursor } = await readLooks(caller.member.memberId, query.cursor)
  // Those that came before they were a member end the list.
  const items = 'cursor' in cursor ? page : [...page, ...(await readLooksBefore(caller.personId))]
  const members = await membersBehind(items.map(({ personId }) => personId))
  const looks = items.map(({ at, reason, personId }) => {
    const by = members.get(personId)
    return { at, reason, ...(by ? { byMasked: by.nameMasked, byOrgName: by.orgName } : {}) }
  })
  return reply(200, { items: looks, ...cursor, serverTime: now })
}
