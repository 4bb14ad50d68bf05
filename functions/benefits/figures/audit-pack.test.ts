import '../../../infra/local/test-table.ts'
import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import { expect, test } from 'vitest'
import { checksOf } from '../../../infra/rehearsal/draw-file.ts'
import { readDrop } from '../drop/drop.store.ts'
import { changeRules } from '../drop/rules.ts'
import { ask, NOW, operatorOf } from '../drop/test-drop.ts'
import { AFTER, drawnFully, joinAll, opening } from '../lottery/test-opening.ts'
import { auditPackOf } from './audit-pack.ts'

test('the pack of an opening proves its draw, and holds every version of the rules that somebody claimed under', async () => {
  const drop = await opening(2)
  await joinAll(drop, 5)
  await drawnFully(drop, AFTER)
  const now = later(NOW, MINUTE_MS)
  const { dropId } = drop
  const body = { rules: '每人限一张，当天有效', reason: '写清楚' }
  const changed = await ask(changeRules, { params: { dropId }, body, caller: operatorOf(), now })
  expect(changed).toMatchObject({ status: 200 })
  const files = new Map<string, string>()
  const latest = await readDrop(dropId)
  if (!latest) throw new Error('the drop is gone')
  for await (const [name, content] of auditPackOf(latest, now)) files.set(name, String(content))
  expect(files.get('rules-v1.txt')).toBe('每人限一张\n')
  expect(files.get('rules-v2.txt')).toBe('每人限一张，当天有效\n')
  expect(JSON.parse(files.get('rules.json') ?? '')).toMatchObject([{ version: 1 }, { version: 2 }])
  const file = JSON.parse(files.get('draw.json') ?? '')
  expect(file).toMatchObject({ entrants: 5, winners: { length: 2 } })
  expect(checksOf(file).filter(({ holds }) => !holds)).toEqual([])
})
