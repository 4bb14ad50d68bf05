import * as z from 'zod/mini'
import { idOf } from './ids.ts'
import { instantIn } from './instant.ts'
import { tagList } from './tags.ts'

/**
 * Whom something is for: members of any of these org subtrees; with any of these tags, if tags are named; joined before
 * an instant, if one is; named on their union's roster, if that is asked.
 */
export const audience = z.strictObject({
  orgIds: z.array(idOf('org')).check(z.minLength(1), z.maxLength(50)),
  tags: z.optional(tagList),
  joinedBefore: z.optional(instantIn),
  onRoster: z.optional(z.boolean()),
})
export type Audience = z.output<typeof audience>

/** The same as staff are shown it. */
export const audienceShown = z.object({
  orgIds: z.array(z.string()),
  orgNames: z.array(z.string()),
  tags: z.array(z.string()),
  joinedBefore: z.optional(z.string()),
  onRoster: z.optional(z.boolean()),
})
export type AudienceShown = z.output<typeof audienceShown>
