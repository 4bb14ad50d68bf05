import { CSV_TYPE, XLSX_TYPE } from '@gonghui/shared/lib/files'
import { dayOf } from '@gonghui/shared/lib/instant'
import { type FigureList, figureListNames } from '@gonghui/shared/reading/figures'
import { newFilePlace, writeFile } from '../lib/files.store.ts'
import type { Ended, Progress } from '../lib/jobs.rule.ts'
import type { AtWork } from '../lib/jobs.ts'
import { bytesOf, type Cell, csvOf, xlsxOf } from '../lib/sheet-writing.ts'
import type { Campaign } from './campaign.rule.ts'
import { readCampaign } from './campaign.store.ts'
import { dayColumns, dayRows, orgColumns, orgRow, weekColumns, weekRows } from './figures.rule.ts'
import { together } from './tally.rule.ts'
import { readParts } from './tally.store.ts'

export interface FiguresInput {
  readonly campaignId: string
  readonly list: FigureList
  readonly format: 'csv' | 'xlsx'
}

const asFile = { csv: { of: csvOf, type: CSV_TYPE }, xlsx: { of: xlsxOf, type: XLSX_TYPE } } as const

/** Writes one list of a campaign's figures as a file, as they were counted last. Begun again it is the same list. */
export async function* figuresWork({
  input: { campaignId, list, format },
  clock,
}: AtWork<FiguresInput, never>): AsyncGenerator<{ cursor: null; progress: Progress }, Ended> {
  const campaign = await readCampaign(campaignId)
  if (!campaign) return { state: 'failed', problem: { code: 'campaign-unknown' } }
  yield { cursor: null, progress: { done: 0, total: 0 } }
  const { columns, rows } = await tableOf(campaign, list)
  const place = newFilePlace('exports', campaignId)
  await writeFile(place, asFile[format].type, await bytesOf(asFile[format].of(columns, rows)))
  const saveAs = `${campaign.title}-${figureListNames[list]}-${dayOf(clock())}.${format}`
  return { state: 'done', result: { rows: rows.length }, file: { place, saveAs } }
}

async function tableOf(campaign: Campaign, list: FigureList) {
  const { campaignId, orgId, orgName, firstDay } = campaign
  const { parts } = await readParts(campaignId, orgId)
  const { tally } = together(parts)
  if (list === 'days') return { columns: dayColumns, rows: dayRows(firstDay, tally) }
  if (list === 'weeks') return { columns: weekColumns, rows: weekRows(firstDay, tally) }
  const rows: (readonly Cell[])[] = [orgRow(orgName, undefined, tally)]
  await addBelow(rows, campaignId, { orgId, name: orgName })
  return { columns: orgColumns, rows }
}

/** Every org that takes part, each followed by those below it; what an org has includes what those below it have. */
async function addBelow(
  rows: (readonly Cell[])[],
  campaignId: string,
  above: { readonly orgId: string; readonly name: string },
): Promise<void> {
  const { below } = await readParts(campaignId, above.orgId)
  for (const { orgId, orgName: name, tally } of below) {
    rows.push(orgRow(name, above.name, together([{ tally, top: [] }]).tally))
    await addBelow(rows, campaignId, { orgId, name })
  }
}
