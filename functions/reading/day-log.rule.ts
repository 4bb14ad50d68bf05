import { type Day, dayAfter } from '@gonghui/shared/reading/days'

/**
 * What somebody read on each day of a campaign, four bytes a day from the first: minutes, whose highest bit marks that
 * some of it was told later, and pages. Half a year is 736 bytes, so that a reader stays one small row: a check-in
 * then costs one write unit where a list of days would cost three.
 */
export type DayLog = Uint8Array

const BYTES = 4
const LATE = 0x8000

export interface DayRead {
  readonly minutes: number
  readonly pages: number
  readonly late: boolean
}

export const emptyLog: DayLog = new Uint8Array(0)
const NOTHING: DayRead = { minutes: 0, pages: 0, late: false }

const viewOf = (log: DayLog) => new DataView(log.buffer, log.byteOffset, log.byteLength)

/** @param at days since the campaign's first. */
export function readAt(log: DayLog, at: number): DayRead {
  if ((at + 1) * BYTES > log.byteLength) return NOTHING
  const view = viewOf(log)
  const minutes = view.getUint16(at * BYTES)
  return { minutes: minutes & ~LATE, pages: view.getUint16(at * BYTES + 2), late: (minutes & LATE) !== 0 }
}

/** The log with one day written anew. */
export function withDay(log: DayLog, at: number, { minutes, pages, late }: DayRead): DayLog {
  const next = new Uint8Array(Math.max(log.byteLength, (at + 1) * BYTES))
  next.set(log)
  const view = viewOf(next)
  view.setUint16(at * BYTES, minutes | (late ? LATE : 0))
  view.setUint16(at * BYTES + 2, pages)
  return next
}

export const lengthOf = (log: DayLog): number => log.byteLength / BYTES

/** Every day on which something was read, the first first. */
export const daysOf = (
  log: DayLog,
  firstDay: Day,
): (DayRead & { readonly day: Day; readonly at: number })[] =>
  Array.from({ length: lengthOf(log) }, (_, at) => ({
    ...readAt(log, at),
    at,
    day: dayAfter(firstDay, at),
  })).filter(({ minutes, pages }) => minutes + pages > 0)

/**
 * The check-ins that may still come again: of each the day it was for, in two bytes, and the sixteen of its id. Those
 * of days that are too long ago to be told need no remembering: told again, they are refused for that.
 */
export type Recent = Uint8Array
const ENTRY = 18

const entriesOf = (recent: Recent): Buffer[] =>
  Array.from({ length: recent.byteLength / ENTRY }, (_, i) =>
    Buffer.from(recent.subarray(i * ENTRY, (i + 1) * ENTRY)),
  )

const dayOfEntry = (entry: Buffer): number => entry.readUInt16BE(0)

export const isKnown = (recent: Recent, id: Uint8Array): boolean =>
  entriesOf(recent).some((entry) => entry.subarray(2).equals(id))

export const countOn = (recent: Recent, at: number): number =>
  entriesOf(recent).filter((entry) => dayOfEntry(entry) === at).length

/** With one more, and without those of days before `since`. */
export function remembering(
  recent: Recent,
  { at, id, since }: { readonly at: number; readonly id: Uint8Array; readonly since: number },
): Recent {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(at)
  const kept = entriesOf(recent).filter((entry) => dayOfEntry(entry) >= since)
  return new Uint8Array(Buffer.concat([...kept, Buffer.concat([head, id])]))
}
