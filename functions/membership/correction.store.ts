import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { maskName, maskPhone } from '@gonghui/shared/lib/text'
import { type Said, telling } from '../lib/messages.ts'
import { seal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { type ApplicationRow, seatedWaiting } from './application.rule.ts'
import { asRead, keyOfApplication } from './application.store.ts'
import { queue, unqueue } from './application-queue.store.ts'
import { type MemberRow, NO_PHONE } from './member.rule.ts'
import { phoneHashOf } from './member.store.ts'
import type { OrgRow } from './org.rule.ts'
import { noteDeed } from './roll.store.ts'
import type { RosterLine } from './roster.rule.ts'

interface Correcting {
  readonly by: string
  readonly at: Instant
  readonly reason: string
}

const done = async (TransactItems: readonly object[]): Promise<boolean> =>
  (await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [...TransactItems] as never })),
  )) === 'done'

/** In the transaction in which a number becomes somebody else's, or nobody's. */
export const freePhone = ({ memberId, phoneHash }: Pick<MemberRow, 'memberId' | 'phoneHash'>) =>
  phoneHash === NO_PHONE
    ? []
    : [
        {
          Delete: {
            TableName: TABLE,
            Key: { ...keyOf('the member with a phone', { phoneHash }) },
            ConditionExpression: 'memberId = :memberId',
            ExpressionAttributeValues: { ':memberId': memberId },
          },
        },
      ]

const takePhone = (memberId: string, phoneHash: string) => ({
  Put: {
    TableName: TABLE,
    Item: { ...keyOf('the member with a phone', { phoneHash }), memberId },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** The member's row with another name or phone, if it has those that were read. */
function changeRow(
  { memberId, phoneHash, nameSealed }: MemberRow,
  next: Pick<MemberRow, 'nameSealed' | 'nameMasked' | 'phoneSealed' | 'phoneMasked' | 'phoneHash'>,
) {
  const fields = Object.entries(next)
  return {
    Update: {
      TableName: TABLE,
      Key: { ...keyOf('a member', { memberId }) },
      UpdateExpression: `SET ${fields.map(([field]) => `${field} = :${field}`).join(', ')}`,
      ConditionExpression: 'phoneHash = :seenPhone AND nameSealed = :seenName',
      ExpressionAttributeValues: {
        ...Object.fromEntries(fields.map(([field, value]) => [`:${field}`, value])),
        ':seenPhone': phoneHash,
        ':seenName': nameSealed,
      },
    },
  }
}

/**
 * A member's right name and phone: the row, the way to it by the phone, the history, and the word to the member, all or
 * nothing. False: it is not as it was read, or another member has the number.
 */
export function writeCorrection(
  member: MemberRow,
  { is, wanted }: { readonly is: RosterLine; readonly wanted: RosterLine },
  { by, at, reason }: Correcting,
): Promise<boolean> {
  const { memberId, personId, orgName, nameMasked, phoneMasked } = member
  const [newName, newPhone] = [is.name !== wanted.name, is.phone !== wanted.phone]
  const phoneHash = newPhone ? phoneHashOf(wanted.phone) : member.phoneHash
  const what = newName && newPhone ? 'both' : newName ? 'name' : 'phone'
  const said: Said = { kind: 'member-corrected', memberId, orgName, what }
  return done([
    changeRow(member, {
      nameSealed: newName ? seal(wanted.name, `${memberId}/name`) : member.nameSealed,
      nameMasked: maskName(wanted.name),
      phoneSealed: newPhone ? seal(wanted.phone, `${memberId}/phone`) : member.phoneSealed,
      phoneMasked: newPhone ? maskPhone(wanted.phone) : phoneMasked,
      phoneHash,
    }),
    ...(newPhone ? [...freePhone(member), takePhone(memberId, phoneHash)] : []),
    noteDeed(memberId, 'corrected', { at, by, reason, was: { nameMasked, phoneMasked } }),
    ...telling(personId, said, at),
  ])
}

/** What stands where a member's phone stood. */
const PASSED_ON = '号码已换人'

/**
 * The number is the applicant's now: the member it was of has none until they tell their union the new one, and the
 * application waits with its own union. False: something is not as it was read.
 */
export function passPhoneOn(
  row: ApplicationRow,
  { holder, org }: { readonly holder: MemberRow; readonly org: OrgRow },
  { by, at, reason }: Correcting,
): Promise<boolean> {
  const { memberId, personId, orgName, nameSealed, nameMasked, phoneMasked } = holder
  const next: ApplicationRow = { ...seatedWaiting(row, org), passedOnBy: by }
  const Item = { ...next, ...keyOfApplication(row.applicationId) }
  return done([
    { Put: { TableName: TABLE, Item, ...asRead(row) } },
    ...unqueue(row),
    ...queue(next),
    changeRow(holder, {
      ...{ nameSealed, nameMasked },
      phoneSealed: seal('', `${memberId}/phone`),
      phoneMasked: PASSED_ON,
      phoneHash: NO_PHONE,
    }),
    ...freePhone(holder),
    noteDeed(memberId, 'phone-passed-on', { at, by, reason, was: { nameMasked, phoneMasked } }),
    ...telling(personId, { kind: 'phone-passed-on', memberId, orgName }, at),
  ])
}
