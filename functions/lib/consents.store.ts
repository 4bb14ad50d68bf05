import { rangeOf } from '../table/access-patterns.ts'
import { removeRange } from '../table/writes.ts'

/** Whoever takes their agreement back is sent nothing more by WeChat, whatever they let us send before. */
export const dropConsents = (personId: string): Promise<void> =>
  removeRange(rangeOf('what a person lets us send by a template', { personId }))
