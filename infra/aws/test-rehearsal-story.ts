/** For the test of the roles: a rehearsal from its shadow to its outcome, with a voucher that a crash left unwritten. */
import './test-product.ts'
import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { keyOf } from '@gonghui/functions/table/access-patterns'
import { database, TABLE } from '@gonghui/functions/table/database'
import { claimDrop } from '@gonghui/shared/benefits/claim'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import * as drops from '@gonghui/shared/benefits/drops'
import { createOutlet } from '@gonghui/shared/benefits/outlets'
import * as rehearsals from '@gonghui/shared/benefits/rehearsals'
import { DAY_MS, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { send } from './test-product.ts'
import { key, now, orgId, staff } from './test-story-people.ts'

const memberIn = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).mem

export async function rehearsalStory(): Promise<void> {
  const operator = await staff('operator')
  const place = { orgId, name: '荔园电影院', address: '荔园路 2 号', hours: '10:00–23:00' }
  const { outletId } = await send(201, createOutlet, { body: place }, { ...operator, key: key() })
  const plan: DropPlan = {
    orgId,
    kind: 'film',
    title: '1 元观影',
    cover: 'film',
    rules: '',
    listPriceFen: 4_500,
    memberPriceFen: 0,
    stock: 2,
    perMember: 1,
    audience: { orgIds: [orgId] },
    opensAt: later(now, HOUR_MS),
    closesAt: later(now, DAY_MS),
    validUntil: later(now, 9 * DAY_MS),
    outletIds: [outletId],
    codes: 'generated',
    redeemedAt: 'here',
  }
  const { dropId } = await send(201, drops.createDrop, { body: plan }, { ...operator, key: key() })
  const start = { params: { dropId }, body: { members: 2, overMs: 1_000 } }
  const same = { ...operator, key: key() }
  const { rehearsal } = await send(201, rehearsals.startRehearsal, start, same)
  await send(200, rehearsals.startRehearsal, start, same)
  await send(409, rehearsals.startRehearsal, start, { ...operator, key: key() })
  const shadow = { params: { dropId, shadowId: rehearsal.shadowId } }
  const given = { ...shadow, body: { from: 0, count: 2 } }
  const { tokens } = await send(200, rehearsals.giveRehearsalMembers, given, operator)
  for (const token of tokens)
    await send(201, claimDrop, { params: { dropId: rehearsal.shadowId }, body: {} }, { token })
  const lost = { memberId: memberIn(tokens[0] ?? ''), dropId: rehearsal.shadowId, j: 1 }
  await database.send(new DeleteCommand({ TableName: TABLE, Key: keyOf('a member’s claim on a drop', lost) }))
  await send(200, rehearsals.closeRehearsal, shadow, operator)
  const seen = { p99Ms: 20, soldOutInMs: 100, falseAnswers: 0, verdict: 'go' } as const
  await send(200, rehearsals.endRehearsal, { ...shadow, body: { seen } }, operator)
  await send(200, rehearsals.endRehearsal, { ...shadow, body: { seen } }, operator)
}
