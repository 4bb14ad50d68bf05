/** For the test of the roles: what members ask about themselves, and how they go. */
import './test-product.ts'
import { giveGrant } from '@gonghui/functions/lib/grants.store'
import * as devices from '@gonghui/shared/membership/devices'
import { unmaskMember } from '@gonghui/shared/membership/members'
import * as privacy from '@gonghui/shared/membership/privacy'
import { CONSENT_VERSION } from '@gonghui/shared/membership/privacy-notice'
import { getMe } from '@gonghui/shared/membership/sessions'
import { keepConsents } from '@gonghui/shared/messages/subscriptions'
import { send } from './test-product.ts'
import { key, login, type Member, union } from './test-story-people.ts'

/** A consent is taken back and given, looks are read, devices are signed out. */
export async function accountStory([one, other]: readonly Member[]): Promise<void> {
  if (!one || !other) throw new Error('two members are needed')
  // What is taken back with it.
  await send(200, keepConsents, { body: { templateIds: ['local-offer'] } }, { ...one, key: key() })
  for (const answer of ['withdrawn', 'agreed'] as const)
    await send(200, privacy.answerPrivacy, { body: { version: CONSENT_VERSION, answer } }, one)
  await send(200, privacy.getPrivacy, {}, one)
  const { personId } = await send(200, getMe, {}, other)
  const { orgId, path: orgPath, name: orgName } = union.workplace
  await giveGrant(personId, { role: 'cadre', orgId, orgPath, orgName })
  const look = { params: { memberId: one.memberId }, body: { reason: '电话核实' } }
  await send(200, unmaskMember, look, other)
  await send(200, privacy.listLooks, { query: {} }, one)
  const [first, second] = [await login('openid-of-two-phones'), await login('openid-of-two-phones')]
  const { items } = await send(200, devices.listDevices, {}, second)
  const away = items.find(({ current }) => !current)?.sessionId ?? ''
  await send(200, devices.endDevice, { params: { sessionId: away } }, second)
  await send(200, devices.endDevices, { body: { keepThis: false } }, first)
}
