import { createHash } from 'node:crypto'
import type { DrawFile } from '@gonghui/shared/benefits/draws'
import { anomalyNames } from '@gonghui/shared/benefits/reconciliations'
import type { RulesVersion } from '@gonghui/shared/benefits/rules'
import type { Instant } from '@gonghui/shared/lib/instant'
import { bytesOf, type Cell, type Column, csvOf } from '../../lib/sheet-writing.ts'
import { readRange } from '../../table/reads.ts'
import { type DeedRow, deedsOn } from '../day/deeds.store.ts'
import { type Drop, hasOpening, isLaid } from '../drop/drop.rule.ts'
import { readRules } from '../drop/rules.store.ts'
import { readDraw } from '../lottery/draw.store.ts'
import { drawFileOf } from '../lottery/draws.ts'
import { isLottery } from '../lottery/entry.rule.ts'
import { openingFile } from '../lottery/opening-file.ts'
import { auditDrop } from './audit.ts'
import { listOf } from './export-lists.ts'
import { type Taken, takenOf } from './exports.store.ts'
import { auditFigures } from './figures-audit.ts'
import { type Listed, shownAt } from './listed.ts'
import { readAllAnomalies, readReport } from './reconciliation.store.ts'
import { readSheets } from './settlement.store.ts'

const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const texts = (...titles: string[]): Column[] => titles.map((title) => ({ title, kind: 'text' }))
const csv = (columns: readonly Column[], rows: readonly (readonly Cell[])[]) => bytesOf(csvOf(columns, rows))
const listed = ({ columns, rows }: Listed) => bytesOf(csvOf(columns, rows))

/**
 * All that an audit of one drop asks for, file by file: the plan with every version of its rules, who approved it, who might
 * take part (with its hash), the draw's public file, what everybody did, the lists, and counts that are recounted from
 * the vouchers. The last file names every other with its SHA-256.
 */
export async function* auditPackOf(
  drop: Drop,
  now: Instant,
): AsyncGenerator<readonly [name: string, content: Buffer]> {
  const hashes: Record<string, string> = {}
  for await (const [name, content] of filesOf(drop, now)) {
    hashes[name] = sha256(content)
    yield [name, content]
  }
  const { dropId, title, orgName, rulesVersion } = drop
  const { eligibility } = eligibilityOf(drop)
  yield [
    'manifest.json',
    json({
      dropId,
      title,
      orgName,
      rulesVersion,
      eligibilitySha256: sha256(eligibility),
      madeAt: now,
      sha256: hashes,
    }),
  ]
}

/** Who might take part, as it was fixed at publication. */
function eligibilityOf({
  audience,
  audiencePaths,
  audienceNames,
  quotas = [],
  perMember,
  publishedAt,
}: Drop) {
  const snapshot = { publishedAt, audience, audiencePaths, audienceNames, perMember, quotas }
  return { eligibility: json(snapshot) }
}

async function* filesOf(drop: Drop, now: Instant): AsyncGenerator<readonly [string, Buffer]> {
  const { judgement, codesBatch: _batch, codesBefore: _before, ...plan } = drop
  yield ['plan.json', json(plan)]
  yield* rulesOf(drop)
  yield ['approval.json', json(judgement ?? { needed: false })]
  yield ['eligibility.json', eligibilityOf(drop).eligibility]
  const part = await drawOf(drop)
  if (part) yield ['draw.json', json(await joinedDraw(part))]
  yield ['events.csv', await events(drop.dropId)]
  yield ['vouchers.csv', await listed(listOf('vouchers', drop, now))]
  yield ['redemptions.csv', await listed(listOf('redemptions', drop, now))]
  yield ['orgs.csv', await listed(listOf('orgs', drop, now))]
  yield ['exports.csv', await exports(drop.dropId)]
  yield ['reconciliation.json', json((await readReport(drop.dropId)) ?? {})]
  yield ['anomalies.csv', await anomalies(drop.dropId)]
  yield ['settlements.csv', await settlements(drop.dropId)]
  const [balance, figures] = [await auditDrop(drop), await auditFigures(drop)]
  yield ['counts.json', json({ holds: balance.wrong.length + figures.wrong.length === 0, balance, figures })]
}

/** Every version under which somebody may have claimed, and from when on each held. */
async function* rulesOf(drop: Drop): AsyncGenerator<readonly [string, Buffer]> {
  const versions: Omit<RulesVersion, 'text'>[] = []
  for (let version = 1; version <= drop.rulesVersion; version++) {
    const row = await readRules(drop.dropId, version)
    const text = row?.text ?? (version === drop.rulesVersion ? drop.rules : undefined)
    if (text === undefined) continue
    versions.push({ version, from: row?.from ?? drop.publishedAt ?? drop.createdAt })
    yield [`rules-v${version}.txt`, Buffer.from(`${text}\n`)]
  }
  yield ['rules.json', json(versions)]
}

/** The parts of the public file of a draw, a lottery's or an opening's; undefined where nothing is drawn. */
async function drawOf(drop: Drop): Promise<((part: number) => Promise<DrawFile>) | undefined> {
  if (isLottery(drop)) return (part) => drawFileOf(drop, part)
  if (!hasOpening(drop) || !isLaid(drop)) return undefined
  const draw = await readDraw(drop.dropId)
  return (part) => openingFile(drop, draw, part)
}

async function joinedDraw(partOf: (part: number) => Promise<DrawFile>): Promise<DrawFile> {
  const first = await partOf(0)
  const parts = [first]
  for (let part = 1; part < first.parts; part++) parts.push(await partOf(part))
  const joined = (of: 'pseudonyms' | 'winners') => parts.flatMap((one) => one[of])
  return { ...first, parts: 1, pseudonyms: joined('pseudonyms'), winners: joined('winners') }
}

async function events(dropId: string): Promise<Buffer> {
  const deeds = await readRange<DeedRow>(deedsOn(dropId), { strong: true })
  const rows = deeds.map(({ at, deed, by, byMasked, byOrg, reason, changes }) => [
    shownAt(at),
    deed,
    by,
    byMasked,
    byOrg,
    reason,
    changes.map(({ what, from, to }) => `${what}: ${from ?? ''} → ${to ?? ''}`).join('；'),
  ])
  return csv(texts('时间', '操作', '人员编号', '姓名', '单位', '原因', '变化'), rows)
}

async function exports(dropId: string): Promise<Buffer> {
  const taken = await readRange<Taken>(takenOf(dropId), { strong: true })
  const rows = taken.map(({ at, personId, list, format }) => [shownAt(at), personId, list, format])
  return csv(texts('时间', '人员编号', '内容', '格式'), rows)
}

async function anomalies(dropId: string): Promise<Buffer> {
  const rows = (await readAllAnomalies(dropId)).map(({ kind, state, words, voucherId, notes }) => [
    anomalyNames[kind],
    state,
    words,
    voucherId,
    notes.map(({ at, by, note }) => `${shownAt(at)} ${by} ${note}`).join('；'),
  ])
  return csv(texts('差异', '状态', '说明', '券号', '处理'), rows)
}

async function settlements(dropId: string): Promise<Buffer> {
  const fen = (title: string): Column => ({ title, kind: 'fen' })
  const columns: Column[] = [
    ...texts('网点编号', '种类', '时间', '人员编号', '原因'),
    { title: '张数', kind: 'number' },
    ...[fen('原价合计'), fen('会员已付'), fen('应补商户')],
  ]
  const rows = (await readSheets(dropId)).map(
    ({ outletId, kind, at, by, reason, redeemed, listFen, collectedFen, dueFen }) => [
      ...[outletId, kind, shownAt(at), by, reason],
      ...[redeemed, listFen, collectedFen, dueFen],
    ],
  )
  return csv(columns, rows)
}
