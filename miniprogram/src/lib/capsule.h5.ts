import type { Capsule } from './capsule'

/** A browser has neither status bar nor capsule. */
export const capsule = (): Capsule => ({ top: 0, height: 56, right: 0 })
