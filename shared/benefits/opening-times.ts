import { type Instant, later, SECOND_MS } from '../lib/instant.ts'

/** The instants of a simultaneous opening. Apart from its contract, for the claim function carries no contract but its own. */
interface Opening {
  readonly opensAt: Instant
  readonly openingSeconds: number
}

/**
 * So long after the last second the list is read: a function that let somebody in at the last moment has ended by then
 * (it confirms nothing that took longer than half of this), and the other half is for clocks that differ.
 */
export const OPENING_SETTLES_MS = 3 * SECOND_MS

/** Until when taps are entries; that instant is out. */
export const gathersUntil = ({ opensAt, openingSeconds }: Opening): Instant =>
  later(opensAt, openingSeconds * SECOND_MS)

export const openingDrawsAt = (drop: Opening): Instant => later(gathersUntil(drop), OPENING_SETTLES_MS)
