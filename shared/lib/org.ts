import * as z from 'zod/mini'

/** 市总工会 → 区/产业工会 → 街道/行业工会 → 基层(企业)工会. */
export const orgLevels = ['city', 'district', 'street', 'workplace'] as const

export const org = z.object({
  orgId: z.string(),
  name: z.string(),
  level: z.enum(orgLevels),
  path: z.string(),
  /** Names from the city down to this org. */
  pathNames: z.array(z.string()),
})
export type Org = z.infer<typeof org>
