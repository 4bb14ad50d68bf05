import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { newId } from '@gonghui/functions/lib/ids'
import { admit, newMember, readMemberOf } from '@gonghui/functions/membership/member.store'
import { database } from '@gonghui/functions/table/database'
import { instantOf } from '@gonghui/shared/lib/instant'
import type { Cast } from './people.ts'
import { named, type Union } from './union.ts'

/** Clerks are the merchants' people; everybody else who works for the union is a member of the org they work for. */
const MEMBERS = ['operator', 'staff', 'cadre', 'matchmaker', 'auditor']

/** One after another: each admission counts up the same orgs. Who is a member already stays as they are. */
export async function enrolStaff(cast: Cast, union: Union): Promise<void> {
  const now = instantOf(Date.now())
  const staff = [...cast.values()].filter(({ role }) => MEMBERS.includes(role))
  for (const [i, { name, org, session }] of staff.entries()) {
    const { personId } = session
    if (await readMemberOf(personId)) continue
    const about = { personId, applicationId: newId('application', now), name, tags: [] }
    const phone = `1890000${String(i + 1).padStart(4, '0')}`
    const member = newMember({ ...about, phone, org: named(union, org), verifiedBy: 'cadre' }, now)
    await database.send(new TransactWriteCommand({ TransactItems: admit(member) }))
  }
}
