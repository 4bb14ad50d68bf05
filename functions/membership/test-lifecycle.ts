/** For the property test: what a membership is, as simply as it can be said; every deed is foretold by it. */
import type { Standing } from '@gonghui/shared/lib/standing'
import { leadsTo } from './standing.rule.ts'

export type PlaceName = 'workplace' | 'neighbour'
const otherOf = (place: PlaceName): PlaceName => (place === 'workplace' ? 'neighbour' : 'workplace')

/** One person: their membership as it stands, and what waits. */
export interface Life {
  readonly standing?: Standing
  readonly place?: PlaceName
  /** Where an application waits. */
  readonly waiting?: PlaceName
  /** Where a transfer that waits leads to. */
  readonly moving?: PlaceName
  /** On whose rosters their line is taken. */
  readonly taken: readonly PlaceName[]
}

export type Deed =
  | { readonly what: 'apply'; readonly at: PlaceName; readonly byRoster: boolean }
  | { readonly what: 'approve' | 'refuse' | 'ask-transfer' | 'accept' | 'withdraw' | 'leave' | 'erase' }
  | { readonly what: 'suspend' | 'resume' | 'retire' | 'report-death' }

export const isMember = ({ standing }: Life): boolean =>
  standing === 'active' || standing === 'suspended' || standing === 'retired'

export const isCountedIn = ({ standing, place }: Life, at: PlaceName): boolean =>
  place === at && (standing === 'active' || standing === 'suspended')

/** A person after a deed; whatever cannot be done changes nothing. */
export function after(life: Life, deed: Deed): Life {
  const { standing, waiting, moving, place, taken } = life
  const admitted = (at: PlaceName): Life => ({ standing: 'active', place: at, taken })
  switch (deed.what) {
    case 'apply': {
      if (isMember(life) || (waiting && waiting !== deed.at)) return life
      const onRoster = deed.byRoster && !taken.includes(deed.at) && standing !== 'deceased'
      return onRoster ? { ...admitted(deed.at), taken: [...taken, deed.at] } : { ...life, waiting: deed.at }
    }
    // Whoever comes back on the same phone is somebody new, and their line is free on every roster.
    case 'erase':
      return { taken: [] }
    case 'approve':
      return waiting ? admitted(waiting) : life
    case 'refuse': {
      const { waiting: _, ...rest } = life
      return rest
    }
    case 'ask-transfer':
      return standing === 'active' && place && !moving ? { ...life, moving: otherOf(place) } : life
    case 'accept':
      return moving ? { standing: 'active', place: moving, taken } : life
    case 'withdraw': {
      const { moving: _, ...rest } = life
      return rest
    }
    default: {
      const to = standing && leadsTo(standing, deed.what)
      if (!to) return life
      const { moving: _, ...rest } = life
      return { ...rest, standing: to }
    }
  }
}

/** What can be seen of a life from outside: enough to tell two of them apart. */
export const seenOf = (life: Life) => ({
  member: isMember(life) ? [life.standing, life.place] : undefined,
  waiting: life.waiting,
  moving: life.moving,
})
