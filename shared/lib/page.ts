import * as z from 'zod/mini'

/** Lists page by an opaque cursor; the last page has none. */
export const cursor = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,300}$/))

export const pageQuery = { cursor: z.optional(cursor) }

export const pageOf = <S extends z.core.$ZodType>(item: S) =>
  z.object({ items: z.array(item), cursor: z.optional(z.string()), serverTime: z.string() })
