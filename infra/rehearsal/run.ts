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

const options = {
  drop: { type: 'string' },
  members: { type: 'string', default: '10000' },
  over: { type: 'string', default: '5s' },
  api: { type: 'string' },
  p99: { type: 'string', default: '2s' },
  'sold-out': { type: 'string', default: '30s' },
  out: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

const USAGE = `npm run rehearse -- [选项]

  --drop drp_…     演练哪一场（不写：下一场还没开抢的）
  --members 10000  多少人来抢
  --over 5s        多长时间里陆续点下
  --api 地址        哪里的服务（不写：本机的；没有就临时起一套）；别处的，运营扫码登录，或给 OPERATOR_TOKEN
  --p99 2s         最慢的百分之一要在多久以内
  --sold-out 30s   抢完要在多久以内
  --out 文件.html   报告写到哪里（不写：artifacts）`

/** @throws Refused in words where an option is none of these. */
function readOptions() {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
  }
}

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
  const values = readOptions()
  if (values.help) {
    print(USAGE)
    return 0
  }
  const members = membersIn(values.members)
  const overMs = durationMs(values.over, 'over')
  const thresholds = {
    p99Ms: durationMs(values.p99, 'p99'),
    soldOutMs: durationMs(values['sold-out'], 'sold-out'),
  }
  const place = await findPlace(values.api, print)
  try {
    const { token, drop } = await findPart(place, values.drop, print)
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
