import { randomUUID } from 'node:crypto'
import type { importCodes as contract } from '@gonghui/shared/benefits/codes'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { readCodes } from './codes.rule.ts'
import { stageCodes } from './codes.store.ts'
import { replaceDrop } from './drop.store.ts'
import { dropWithin } from './scope.ts'

/** Takes a file of codes for a draft, whole or not at all. Importing again replaces what was there. */
export const importCodes: Handler<typeof contract> = async ({ params, body, caller, now }) => {
  const found = await dropWithin(caller, ['operator'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (drop.phase !== 'draft') return refuse('drop-not-draft')
  if (drop.codes !== 'imported') return refuse('codes-not-wanted')
  const { codes, report, taken } = readCodes(body.csv, drop.validUntil)
  if (!taken) return refuse('codes-rejected', { report })
  const batch = randomUUID()
  await stageCodes(drop.dropId, batch, codes)
  const next = { ...drop, codesBatch: batch, codesCount: codes.length, revision: drop.revision + 1 }
  if (!(await replaceDrop(drop, next))) return refuse('drop-not-draft')
  return reply(200, { report, serverTime: now })
}
