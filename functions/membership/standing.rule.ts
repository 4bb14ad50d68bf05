import type { Standing } from '@gonghui/shared/lib/standing'
import type { StandingDeed } from '@gonghui/shared/membership/standing'

export type Deed = StandingDeed | 'leave' | 'admit'

/** Where each deed leads from; what is not here cannot be done. An end can be undone only by an admission. */
const LEADS: Readonly<Record<Standing, Partial<Record<Deed, Standing>>>> = {
  active: { suspend: 'suspended', retire: 'retired', leave: 'left', 'report-death': 'deceased' },
  suspended: { resume: 'active', retire: 'retired', leave: 'left', 'report-death': 'deceased' },
  retired: { resume: 'active', leave: 'left', 'report-death': 'deceased' },
  left: { admit: 'active' },
  deceased: { admit: 'active' },
}

export const leadsTo = (standing: Standing, deed: Deed): Standing | undefined => LEADS[standing][deed]

const WANTED: Readonly<Record<StandingDeed, Standing>> = {
  suspend: 'suspended',
  resume: 'active',
  retire: 'retired',
  'report-death': 'deceased',
}

export interface StandingAsked {
  readonly standing: Standing
  /** How the cadre saw it; nobody decides over another's decision unseen. */
  readonly seen: Standing
  readonly deed: StandingDeed
  /** Who holds a role hands it over first: nobody is left in office without a membership. */
  readonly holdsRoles: boolean
}

/** `again`: it is as was wanted already, as after a lost reply. */
export function meetStanding(
  asked: StandingAsked,
): 'again' | 'roles-held' | 'standing-unfit' | 'member-changed' | { readonly to: Standing } {
  const { standing, seen, deed, holdsRoles } = asked
  if (standing === WANTED[deed] && seen !== standing) return 'again'
  const to = leadsTo(standing, deed)
  if (holdsRoles && deed !== 'resume' && to !== undefined) return 'roles-held'
  if (to === undefined) return 'standing-unfit'
  return seen === standing ? { to } : 'member-changed'
}
