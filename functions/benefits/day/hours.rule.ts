import type { DropFigures } from '@gonghui/shared/benefits/figures'

interface Claimed {
  readonly day: string
  readonly hour: number
  readonly claims: number
}
interface Spent {
  readonly day: string
  readonly hour: number
  readonly redeemed: number
}
interface Day {
  readonly day: string
  /** Rows that count redemptions, each hour under its own name: `h09`. */
  readonly rows: readonly object[]
}

/** Redemptions of each hour, over all rows of the day. */
export function hoursOf(days: readonly Day[]): Spent[] {
  return days.flatMap(({ day, rows }) => {
    const byHour = new Map<number, number>()
    for (const [name, count] of rows.flatMap((row) => Object.entries(row)))
      if (/^h\d\d$/.test(name)) {
        const hour = Number(name.slice(1))
        byHour.set(hour, (byHour.get(hour) ?? 0) + Number(count))
      }
    return [...byHour].map(([hour, redeemed]) => ({ day, hour, redeemed }))
  })
}

/** Both in one list, in the order of time; an hour in which nothing was is left out. */
export function hoursTogether(claimed: readonly Claimed[], spent: readonly Spent[]): DropFigures['byHour'] {
  const all = new Map<string, DropFigures['byHour'][number]>()
  const nameOf = ({ day, hour }: { day: string; hour: number }) => `${day}T${String(hour).padStart(2, '0')}`
  for (const { day, hour, claims } of claimed)
    all.set(nameOf({ day, hour }), { day, hour, claims, redeemed: 0 })
  for (const { day, hour, redeemed } of spent) {
    const claims = all.get(nameOf({ day, hour }))?.claims ?? 0
    all.set(nameOf({ day, hour }), { day, hour, claims, redeemed })
  }
  return [...all]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row)
    .filter(({ claims, redeemed }) => claims !== 0 || redeemed !== 0)
}
