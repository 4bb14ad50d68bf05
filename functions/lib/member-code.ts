import { PutCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Shown } from '@gonghui/shared/lib/member-code'
import { holdsMembership } from '@gonghui/shared/lib/standing'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { expiryAt } from '../table/expiry.ts'
import { isRefused, unlessRefused } from '../table/failures.ts'
import { read } from '../table/reads.ts'
import { guess } from './attempts.store.ts'
import { codeStands, digitsFor, openMemberCode } from './member-code.rule.ts'
import { type MemberFace, readMemberFace } from './members.store.ts'
import { type Refusal, refuse } from './server.ts'

export type MemberCodeRefusal =
  | 'member-code-invalid'
  | 'member-code-expired'
  | 'member-digits-unknown'
  | 'member-digits-attempts'

interface DigitsRow {
  readonly memberId: string
  readonly until: Instant
}

/**
 * Which member somebody at a desk was shown, by QR or digits; or why nobody. `late` says that the QR had run out within
 * the minute that a lost network is given. That the one at the desk may ask is the caller's to check.
 */
export async function memberShown(
  shown: Shown,
  deskPersonId: string,
  now: Instant,
): Promise<{ readonly member: MemberFace; readonly late: boolean } | Refusal<MemberCodeRefusal>> {
  if (shown.memberCode === undefined) return memberByDigits(shown.digits ?? '', deskPersonId, now)
  const opened = openMemberCode(shown.memberCode)
  const member = opened && (await readMemberFace(opened.memberId))
  if (!opened || !member || !holdsMembership(member.standing ?? 'active'))
    return refuse('member-code-invalid')
  const stands = codeStands(opened.expiresAt, now)
  if (stands === 'over') return refuse('member-code-expired')
  return { member, late: stands === 'late' }
}

async function memberByDigits(digits: string, deskPersonId: string, now: Instant) {
  const subject = `member-digits/${deskPersonId}`
  const member = await guess({ subject }, now, async () => {
    const row = await read<DigitsRow>(keyOf('the member with digits shown', { digits }))
    const face = row && row.until > now ? await readMemberFace(row.memberId) : undefined
    return face && holdsMembership(face.standing ?? 'active') ? face : undefined
  })
  if (member === 'too-many') return refuse('member-digits-attempts')
  return member ? { member, late: false } : refuse('member-digits-unknown')
}

const SALTS = 5

/** Digits for a member to read out: no other member's while they hold. Asked again in the same stretch, the same. */
export async function giveDigits(
  memberId: string,
  now: Instant,
): Promise<{ digits: string; until: Instant }> {
  for (let salt = 0; salt < SALTS; salt++) {
    const given = digitsFor(memberId, now, salt)
    const { digits, until } = given
    const row: DigitsRow = { memberId, until }
    const result = await unlessRefused(
      database.send(
        new PutCommand({
          TableName: TABLE,
          Item: {
            ...keyOf('the member with digits shown', { digits }),
            ...row,
            expiresAt: expiryAt(until),
          },
          ConditionExpression: 'attribute_not_exists(pk) OR memberId = :memberId OR #until <= :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':memberId': memberId, ':now': now },
        }),
      ),
    )
    if (!isRefused(result)) return given
  }
  throw new Error('no digits were free, five times over')
}
