/**
 * `npm run rehearse -- --drop drp_… --members 10000 --over 5s`: synthetic members claim a shadow of the drop by the very
 * same code, every answer is held against the books, and a report says go or no-go. The exit code does too.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { repository } from '../local/stack.ts'
import { findPart, findPlace } from './place.ts'
import { Refused, rehearse } from './rehearse.ts'
import { reportOf } from './report.ts'
import { inWords } from './summary.ts'

const { values } = parseArgs({
  options: {
    drop: { type: 'string' },
    members: { type: 'string', default: '10000' },
    over: { type: 'string', default: '5s' },
    api: { type: 'string' },
    p99: { type: 'string', default: '2s' },
    'sold-out': { type: 'string', default: '30s' },
    out: { type: 'string' },
  },
})

/** `5s`, `500ms`, `2m`. */
function durationMs(text: string, name: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? []
  if (!count || !unit) throw new Refused(`--${name} ${text} 不是时长：写成 500ms、5s 或 2m`)
  return Math.round(Number(count) * { ms: 1, s: 1_000, m: 60_000 }[unit as 'ms' | 's' | 'm'])
}

function membersIn(text: string): number {
  const members = Number(text)
  if (!Number.isInteger(members) || members < 1) throw new Refused(`--members ${text} 不是人数`)
  return members
}

const print = (line: string) => console.log(line)

/** Ctrl-C ends the rehearsal as a fault does: the shadow is removed first. */
const broken = new Promise<never>((_, reject) => {
  process.once('SIGINT', () => reject(new Refused('演练中断，影子已清掉')))
})
broken.catch(() => undefined)

async function run(): Promise<number> {
  const members = membersIn(values.members)
  const overMs = durationMs(values.over, 'over')
  const thresholds = {
    p99Ms: durationMs(values.p99, 'p99'),
    soldOutMs: durationMs(values['sold-out'], 'sold-out'),
  }
  const place = await findPlace(values.api, print)
  try {
    const { token, drop } = await findPart(place, values.drop)
    print(`演练「${drop.title}」（${drop.dropId}，${drop.orgName}）· ${place.words}`)
    const asked = { dropId: drop.dropId, members, overMs, thresholds, isLocal: place.isLocal }
    const rehearsed = await rehearse({ wire: place.wire, token, broken }, asked, print)
    const file = values.out ?? join(repository, 'artifacts', `rehearsal-${drop.dropId}.html`)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, reportOf(rehearsed, place.words))
    for (const line of inWords(rehearsed)) print(line)
    print(`报告：${relative(process.cwd(), file)}`)
    return rehearsed.verdict === 'go' ? 0 : 1
  } finally {
    place.leave()
  }
}

process.exitCode = await run().catch((fault: unknown) => {
  console.error(fault instanceof Refused ? fault.message : fault)
  return 2
})
