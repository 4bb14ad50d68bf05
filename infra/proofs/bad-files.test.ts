/** Files as people send them, and as nobody should, over HTTP and each way in: codes, a merchant's file, a roster. */
import './test-stack.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { getJob, importCodes, uploadCodes } from '@gonghui/shared/benefits/codes'
import { getManagedDrop } from '@gonghui/shared/benefits/drops'
import * as merchant from '@gonghui/shared/benefits/reconciliations'
import { MAX_SHEET_BYTES, type Upload, XLSX_TYPE } from '@gonghui/shared/lib/files'
import { dayOf, instantOf } from '@gonghui/shared/lib/instant'
import * as roster from '@gonghui/shared/membership/roster'
import { beforeAll, expect, test } from 'vitest'
import { badFiles, goodFiles, heavyFiles } from '../../functions/lib/test-sheets.ts'
import { full } from '../local/test-effort.ts'
import { ask, told } from './test-people.ts'
import { stack } from './test-stack.ts'
import { draftDrop, makeWorld, openDrop, putCodes, type World } from './test-world.ts'

let world: World
let draft: string
let open: string
beforeAll(async () => {
  world = await makeWorld(stack)
  draft = await draftDrop(world.here, { codes: 'imported', stock: 2 })
  await putCodes(world.here, draft, ['KEPT-0001', 'KEPT-0002'])
  open = await openDrop(world.here)
})

let keys = 0
const newKey = () => `key-of-a-file-${++keys}`
const sheet = (size: number) => ({ type: XLSX_TYPE, size }) as const

async function sent({ url, headers, fileId }: Upload, file: Buffer): Promise<string> {
  const { ok } = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(file) })
  expect(ok).toBe(true)
  return fileId
}

interface Job {
  readonly state: string
  readonly problem?: { readonly code: string; readonly title: string; readonly next: string } | undefined
  readonly result?: object | undefined
}
async function ended(look: () => Promise<{ readonly body: Job }>): Promise<Job> {
  for (;;) {
    const { body } = await look()
    if (body.state === 'done' || body.state === 'failed') return body
    await sleep(20)
  }
}

interface WayIn {
  /** What asking for an address for so many bytes comes to. */
  readonly asked: (size: number) => Promise<{ readonly kind: string }>
  readonly brought: (file: Buffer) => Promise<Job>
  /** What an import would change. */
  readonly there: () => Promise<unknown>
}

const codes: WayIn = {
  asked: (size) => ask(world.here.operator, uploadCodes, { params: { dropId: draft }, body: sheet(size) }),
  brought: async (file) => {
    const { operator } = world.here
    const params = { dropId: draft }
    const upload = await told(operator, uploadCodes, { params, body: sheet(file.length) })
    const body = { fileId: await sent(upload.body, file) }
    const { jobId } = (await told(operator, importCodes, { params, body }, newKey())).body
    return ended(() => told(operator, getJob, { params: { jobId } }))
  },
  there: async () => {
    const { body } = await told(world.here.operator, getManagedDrop, { params: { dropId: draft } })
    return body.drop.importedCodes
  },
}

const merchants: WayIn = {
  asked: (size) =>
    ask(world.here.operator, merchant.uploadMerchantFile, { params: { dropId: open }, body: sheet(size) }),
  brought: async (file) => {
    const { operator } = world.here
    const params = { dropId: open }
    const upload = await told(operator, merchant.uploadMerchantFile, { params, body: sheet(file.length) })
    const body = { fileId: await sent(upload.body, file), until: dayOf(instantOf(Date.now())) }
    const { jobId } = (await told(operator, merchant.reconcile, { params, body }, newKey())).body
    return ended(() => told(operator, merchant.getReconciling, { params: { jobId } }))
  },
  there: async () => {
    const call = { params: { dropId: open } }
    const { operator } = world.here
    const [report, list] = await Promise.all([
      told(operator, merchant.getReconciliation, call),
      told(operator, merchant.listAnomalies, call),
    ])
    return [report.body.latest, list.body.items]
  },
}

const rosters: WayIn = {
  asked: (size) => {
    const { cadre, workplace } = world.here
    return ask(cadre, roster.uploadRoster, { body: { orgId: workplace.orgId, ...sheet(size) } })
  },
  brought: async (file) => {
    const { cadre, workplace } = world.here
    const { orgId } = workplace
    const upload = await told(cadre, roster.uploadRoster, { body: { orgId, ...sheet(file.length) } })
    const body = { orgId, fileId: await sent(upload.body, file), dryRun: false }
    const { jobId } = (await told(cadre, roster.importRoster, { body }, newKey())).body
    return ended(() => told(cadre, roster.getRosterImport, { params: { jobId } }))
  },
  there: async () => {
    const { cadre, workplace } = world.here
    return (await told(cadre, roster.listRoster, { query: { orgId: workplace.orgId } })).body.lines
  },
}

const ways = { codes, 'a merchant’s file': merchants, 'a roster': rosters }

/** No address is given out for nothing, nor for more than 20 MB. The heavy ones are read in the long run, and by the reader's own test. */
const left = ['an empty file', 'more than 20 MB', ...(full ? [] : heavyFiles)]
const bad = Object.entries(badFiles).filter(([name]) => !left.includes(name))

test.each(
  Object.entries(ways).flatMap(([way, wayIn]) =>
    bad.map(([name, made]) => [way, name, wayIn, made] as const),
  ),
)(
  'as %s: of %s nothing is taken, and what to do is told',
  { timeout: 60_000 },
  async (_way, _name, { brought, there }, [code, make]) => {
    const before = await there()
    expect(await brought(await make())).toMatchObject({
      state: 'failed',
      problem: { code, title: expect.stringMatching(/./), next: expect.stringMatching(/./) },
    })
    expect(await there()).toEqual(before)
  },
)

test.each(Object.entries(ways))(
  'as %s no address is given out for an empty file, nor for more than 20 MB',
  async (_, { asked }) => {
    const kinds = await Promise.all([0, 1, MAX_SHEET_BYTES, MAX_SHEET_BYTES + 1].map(asked))
    expect(kinds.map(({ kind }) => kind)).toEqual(['refused', 'answer', 'answer', 'refused'])
  },
)

test('a merchant’s file is read in whatever way it was saved', async () => {
  for (const [name, file] of Object.entries(await goodFiles()))
    expect([name, await merchants.brought(file)]).toMatchObject([
      name,
      { state: 'done', result: { lines: 2, anomalies: { 'unknown-code': 2 } } },
    ])
})
