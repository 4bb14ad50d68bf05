import * as z from 'zod/mini'
import { idOf } from './ids.ts'
import { instantIn } from './instant.ts'
import { tagList } from './tags.ts'

/** Whom something is for: members of any of these org subtrees; with any of these tags, if tags are named; joined before an instant, if one is. */
export const audience = z.strictObject({
  orgIds: z.array(idOf('org')).check(z.minLength(1), z.maxLength(50)),
  tags: z.optional(tagList),
  joinedBefore: z.optional(instantIn),
})
export type Audience = z.output<typeof audience>
