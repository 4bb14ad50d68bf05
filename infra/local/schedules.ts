/** EventBridge's part on one machine: schedules that really tick, one run of a function at a time. */
import { randomUUID } from 'node:crypto'
import type { Schedule } from './deployment.ts'
import type { LoadedFunction } from './functions.ts'

export type Schedules = {
  /** Runs one function's schedule now, as its tick would: the first, or that of a job. @throws what the handler throws. */
  run(functionName: string, job?: string): Promise<unknown>
  /** No tick starts after this; answers when the runs under way have ended. */
  stop(): Promise<void>
}

export function startSchedules(
  functions: LoadedFunction[],
  log: (line: string) => void = console.error,
  /** Without, nothing runs but what `run` is asked for. */
  ticking = true,
): Schedules {
  const timers = new Set<NodeJS.Timeout>()
  const underWay = new Map<string, Promise<unknown>>()

  const invoke = (target: LoadedFunction, { input }: Schedule, at: Date) =>
    target.invoke(input ?? makeScheduledEvent(target.name, at))

  const tick = (target: LoadedFunction, schedule: Schedule, key: string) => {
    // A tick that finds the last run still going is left out: the next one does its work.
    if (underWay.has(key)) return
    const run = invoke(target, schedule, new Date())
      .catch((fault) => log(`schedule ${key}: ${fault instanceof Error ? fault.stack : fault}`))
      .finally(() => underWay.delete(key))
    underWay.set(key, run)
  }

  const plan = (target: LoadedFunction, schedule: Schedule, key: string) => {
    const due = Date.now() + untilNext(schedule.expression, new Date())
    const wait = () => {
      // In steps: a timer holds 24 days at most, and a laptop's sleep stops it.
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          if (Date.now() < due) return wait()
          plan(target, schedule, key)
          tick(target, schedule, key)
        },
        Math.max(0, Math.min(due - Date.now(), 60_000)),
      )
      timers.add(timer.unref())
    }
    wait()
  }

  for (const target of ticking ? functions : [])
    for (const [i, schedule] of target.schedules.entries())
      plan(target, schedule, `${target.name} ${schedule.expression} #${i + 1}`)

  return {
    async run(functionName, job) {
      const target = functions.find(({ name }) => name === functionName)
      const schedule = target?.schedules.find(({ input }) => job === undefined || jobOf(input) === job)
      if (!target || !schedule)
        throw new Error(`No function ${functionName} with a schedule of ${job ?? 'any'}`)
      return invoke(target, schedule, new Date())
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      await Promise.all(underWay.values())
    },
  }
}

/** A function that does several jobs is told which by its schedule's input. */
const jobOf = (input: unknown) => (input as { readonly job?: string } | undefined)?.job

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
function makeScheduledEvent(functionName: string, at: Date) {
  const region = process.env.AWS_REGION ?? 'cn-north-1'
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws-cn:events:${region}:000000000000:rule/${functionName}`],
    detail: {},
  }
}

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** Milliseconds from `now` to the next tick of a `rate(…)` or `cron(…)`. @throws for an expression it cannot read. */
export function untilNext(expression: string, now: Date): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression)
  if (rate) return Number(rate[1]) * (unitMs[rate[2] ?? ''] ?? Number.NaN)
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(expression)
  if (!cron) throw new Error(`Not a schedule: ${expression}`)
  return nextMinute(cron.slice(1), now).getTime() - now.getTime()
}

const months = ['', 'JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const weekdays = ['', 'SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** AWS's six fields, in UTC: minute hour day-of-month month day-of-week (1 = SUN) year. `L`, `W`, `#` are not read. */
function nextMinute([minute, hour, day, month, weekday, year]: string[], now: Date): Date {
  const at = new Date(now)
  at.setUTCSeconds(0, 0)
  const limit = now.getTime() + 366 * 86_400_000
  while (at.getTime() < limit) {
    at.setTime(at.getTime() + 60_000)
    const dayFits =
      includes(day, at.getUTCDate()) &&
      includes(month, at.getUTCMonth() + 1, months) &&
      includes(weekday, at.getUTCDay() + 1, weekdays) &&
      includes(year, at.getUTCFullYear())
    // Whole days are stepped over: a yearly schedule would take half a million steps by minutes.
    if (!dayFits) at.setUTCHours(23, 59, 0, 0)
    else if (includes(hour, at.getUTCHours()) && includes(minute, at.getUTCMinutes())) return at
  }
  throw new Error(`cron(${[minute, hour, day, month, weekday, year].join(' ')}) has no tick within a year`)
}

function includes(field = '*', value: number, names: string[] = []): boolean {
  return field.split(',').some((item) => {
    const [range = '*', step] = item.split('/')
    const [low, high] = range
      .split('-')
      .map((text) => (names.indexOf(text) > 0 ? names.indexOf(text) : Number(text)))
    if (range === '*' || range === '?') return step === undefined || value % Number(step) === 0
    if (low === undefined) return false
    if (step !== undefined)
      return value >= low && value <= (high ?? Number.POSITIVE_INFINITY) && (value - low) % Number(step) === 0
    return high === undefined ? value === low : value >= low && value <= high
  })
}
