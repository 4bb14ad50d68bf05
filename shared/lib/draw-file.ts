import * as z from 'zod/mini'

/** 16 bytes in hex: who I am in this one draw, and nowhere else. */
export const pseudonym = z.string().check(z.regex(/^[0-9a-f]{32}$/))

/** Which part of the file is asked for, from 0. */
export const partQuery = z.strictObject({
  part: z.optional(z.pipe(z.string().check(z.regex(/^\d{1,4}$/)), z.transform(Number))),
})

/**
 * The public file of a draw, one part of it: with all its parts anybody can draw again, by `npm run verify-draw` or by
 * hand (functions/lib/draw.rule.ts says how). What is not decided yet is left out. Whose draw it is, each capability adds.
 */
export const publicDraw = z.object({
  /** How it is reckoned, by name. */
  rule: z.string(),
  title: z.string(),
  /** The union that gives the prizes. */
  organiser: z.string(),
  /** How many units are drawn for. */
  units: z.int(),
  opensAt: z.string(),
  closesAt: z.string(),
  /** The issue of 福彩3D whose number it is drawn with; empty where that is the list’s own fingerprint. */
  issue: z.string(),
  drawsAt: z.string(),
  /** SHA-256 of the seed, published before the first entry. */
  commitment: z.string(),
  entrants: z.int(),
  listedAt: z.optional(z.string()),
  listHash: z.optional(z.string()),
  number: z.optional(z.string()),
  /** The seed in hex, revealed when the draw is made. */
  seed: z.optional(z.string()),
  drawnAt: z.optional(z.string()),
  /** This part, from 0, of so many. */
  part: z.int(),
  parts: z.int(),
  /** In ascending order. */
  pseudonyms: z.array(z.string()),
  /** In the order of the draw; where the list itself is the number, in the order of the list. */
  winners: z.array(z.string()),
})
export type PublicDraw = z.infer<typeof publicDraw>
