/** For the test of the roles: an event from its announcement to a heart after it. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { profileIdOf } from '@gonghui/functions/matchmaking/alias'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { database, TABLE } from '@gonghui/functions/table/database'
import { HOUR_MS, instantOf, later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import * as events from '@gonghui/shared/matchmaking/events'
import * as atDesk from '@gonghui/shared/matchmaking/managed-events'
import { getMemberCode, giveMemberDigits } from '@gonghui/shared/membership/member-codes'
import { type Credentials, invokeAt, send } from './test-product.ts'
import type { Member } from './test-story-people.ts'

const now = instantOf(Date.now())
const fields: events.EventFields = {
  title: '周末相亲会',
  venue: '职工之家二楼',
  about: '',
  signUpFrom: later(now, -HOUR_MS),
  signUpUntil: later(now, 30 * MINUTE_MS),
  startsAt: later(now, HOUR_MS),
  endsAt: later(now, 3 * HOUR_MS),
  places: { female: 10, male: 10 },
  feeFen: 0,
  tables: 10,
  rounds: 5,
  roundMinutes: 8,
}

let keys = 0

/** Made by the desk, and joined. */
export async function announced(desk: Credentials, { orgId }: Org, guests: readonly Credentials[]) {
  const key = `key-of-event-${++keys}`
  const body = { orgId, fields }
  const { eventId } = await send(201, atDesk.createEvent, { body }, { ...desk, key })
  const params = { eventId }
  for (const one of guests) await send(200, events.setPlace, { params, body: { comes: true } }, one)
  return { params }
}

export async function eventStory(
  desk: Credentials,
  org: Org,
  [she, he]: readonly [Member, Member],
): Promise<void> {
  const at = await announced(desk, org, [she, he])
  await send(200, events.setPlace, { ...at, body: { comes: false } }, she)
  await send(200, events.setPlace, { ...at, body: { comes: true } }, she)
  await send(200, events.listEvents, {}, she)
  await send(200, atDesk.listManagedEvents, { query: { orgId: org.orgId } }, desk)
  const moved = { ...fields, startsAt: later(fields.startsAt, MINUTE_MS) }
  await send(200, atDesk.changeEvent, { ...at, body: { revision: 1, fields: moved } }, desk)
  await hasWaited(at.params.eventId, she)
  await invokeAt(Date.now() + 2 * MINUTE_MS, 'jobs', { job: 'tell' })
  const { memberCode } = await send(200, getMemberCode, {}, she)
  const { digits } = await send(200, giveMemberDigits, {}, he)
  await send(404, atDesk.letIn, { ...at, body: { digits: '00000000' } }, desk)
  await send(200, atDesk.letIn, { ...at, body: { memberCode } }, desk)
  await send(200, atDesk.letIn, { ...at, body: { digits } }, desk)
  const body = { revision: 0, fromRound: 1, gone: { female: [], male: [] } }
  await send(200, atDesk.drawRounds, { ...at, body }, desk)
  await send(200, atDesk.getManagedEvent, at, desk)
  await isOver(at.params.eventId)
  await send(200, events.setEventHeart, { ...at, body: { number: 1, heart: true } }, she)
  await send(200, events.setEventHeart, { ...at, body: { number: 1, heart: false } }, she)
  await send(200, events.getEvent, at, he)
}

/** As if there had been no place for her when she signed up. */
const hasWaited = (eventId: string, { memberId }: Member) =>
  database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('an event of a single', { profileId: profileIdOf(memberId), eventId }) },
      UpdateExpression: 'SET untold = :yes',
      ExpressionAttributeValues: { ':yes': true },
    }),
  )

/** As if the evening had passed. */
const isOver = (eventId: string) =>
  database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('an event', { eventId }) },
      UpdateExpression: 'SET signUpUntil = :begun, startsAt = :begun, endsAt = :ended',
      ExpressionAttributeValues: { ':begun': later(now, -HOUR_MS), ':ended': later(now, -MINUTE_MS) },
    }),
  )
