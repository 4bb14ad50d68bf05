import type { Instant } from '@gonghui/shared/lib/instant'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { readAll, readPage } from '../table/reads.ts'
import { admitNamed } from './admission.store.ts'
import type { ApplicationRow } from './application.rule.ts'
import { nameOf, phoneOfApplicant } from './application.store.ts'
import { newMember, phoneHashOf, readFormer, readPhoneHolder } from './member.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { readPerson } from './person.store.ts'
import { isFree, readRosterEntry, takeEntry } from './roster.store.ts'
import { countAdmitted } from './roster-import.store.ts'

const PAGE = 100

/** What waits at an org itself, page by page, the oldest first. */
export async function* waitingAt(orgId: string): AsyncGenerator<readonly ApplicationRow[]> {
  const range = rangeOf('an application waiting at or below an org', { orgId })
  let after: string | undefined
  do {
    const page = await readPage<{ applicationId: string }>(range, { limit: PAGE, after, strong: true })
    const rows = await readAll<ApplicationRow>(
      page.items.map(({ applicationId }) => keyOf('an application', { applicationId })),
      { strong: true },
    )
    yield rows.filter((row) => row.state === 'waiting' && row.orgId === orgId)
    after = page.after
  } while (after !== undefined)
}

/** Who the applicant says to be, for comparing with a roster. */
export const lineOf = (row: ApplicationRow) => ({ name: nameOf(row), phone: phoneOfApplicant(row) })

/** Each time round somebody else's decision came in between. */
const TRIES = 5

/**
 * Admits who waits, if the roster names them now, and counts them on the import under way or, without one, on that which
 * brought the entry. Those are left for a cadre whose phone is another member's.
 */
export async function admitIfNamed(row: ApplicationRow, now: Instant, importId?: string): Promise<void> {
  const { personId, applicationId, orgId } = row
  const line = lineOf(row)
  for (let tries = 0; tries < TRIES; tries++) {
    const org = await readStanding(orgId)
    const entry = org && (await readRosterEntry(org, line))
    if (!entry) return
    const [applicant, holder] = await Promise.all([
      readPerson(personId),
      readPhoneHolder(phoneHashOf(line.phone)),
    ])
    if (!applicant || applicant.memberId || holder) return
    const former = await readFormer(applicant)
    // Somebody who comes back from the dead is for a cadre to look at.
    if (former?.standing === 'deceased') return
    if (!isFree(entry, former?.memberId)) return
    const { tags } = entry
    const member = newMember(
      { personId, applicationId, ...line, org, tags, verifiedBy: 'roster', entry, former },
      now,
    )
    const beside = [takeEntry(entry, member.memberId), countAdmitted(importId ?? entry.importId)]
    if (await admitNamed(row, { member, former, beside, now })) return
  }
}
