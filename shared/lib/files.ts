import * as z from 'zod/mini'

/** Names an uploaded file to the endpoint that gave its upload out; 128 random bits, so knowing it is having it. */
export const fileId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

/**
 * Where a file goes: a `PUT` of its very bytes to `url` with exactly these headers. The signature holds type and size
 * too, so a larger file or one of another kind is turned away by the storage itself.
 */
export const upload = z.object({
  fileId: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  /** The instant after which the address opens nothing. */
  until: z.string(),
})
export type Upload = z.infer<typeof upload>

/** Where a file can be fetched from until that instant, without any further credential. */
export const download = z.object({ url: z.string(), saveAs: z.string(), until: z.string() })
export type Download = z.infer<typeof download>

/** What a client says of a file before it may send it. */
export const uploadBody = <const Types extends readonly string[]>(types: Types, maxBytes: number) =>
  z.strictObject({ type: z.enum(types), size: z.int().check(z.minimum(1), z.maximum(maxBytes)) })

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const CSV_TYPE = 'text/csv'
export const sheetTypes = [CSV_TYPE, XLSX_TYPE] as const
export const pictureTypes = ['image/jpeg', 'image/png'] as const

/** 20 MB: what a table file may weigh. */
export const MAX_SHEET_BYTES = 20 * 1024 * 1024
