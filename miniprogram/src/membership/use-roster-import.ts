import type { Outcome } from '@gonghui/shared/lib/client'
import { CSV_TYPE, MAX_SHEET_BYTES, XLSX_TYPE } from '@gonghui/shared/lib/files'
import {
  getRosterImport,
  importRoster,
  type RosterReport,
  uploadRoster,
} from '@gonghui/shared/membership/roster'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { EXPIRED } from '../lib/file-words'
import { saveFileOf } from '../lib/job-file'
import { pickFile } from '../lib/pick-file'
import { storage } from '../lib/storage'
import { saidOf, untilKnown, waitMs } from '../lib/until-known'

/** A file is tried first, so that one sees what it would change; then it is imported, whole or not at all. */
export type Importing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string }
  | { readonly kind: 'working'; readonly dryRun: boolean; readonly done: number; readonly total: number }
  | { readonly kind: 'tried'; readonly report: RosterReport; readonly error?: string }
  | { readonly kind: 'done'; readonly report: RosterReport }
  | { readonly kind: 'refused'; readonly said: string; readonly report?: RosterReport }

/** What goes on without this page, so that the page finds it again. */
interface UnderWay {
  readonly jobId: string
  readonly fileId: string
  readonly dryRun: boolean
}

const ASK_EVERY_MS = 1_000
const keptAs = (orgId: string) => `roster-import ${orgId}`

const refused = (said: string): Importing => ({ kind: 'refused', said })

export const badLinesOf = ({ faults }: RosterReport): number =>
  Object.values(faults).reduce((sum, count) => sum + count, 0)

export function useRosterImport(orgId: string, onDone: () => void) {
  const [importing, setImporting] = useState<Importing>({ kind: 'idle' })
  const here = useRef(true)
  const finished = useRef(onDone)
  finished.current = onDone

  const follow = useCallback(async ({ jobId, dryRun }: UnderWay, isNew: boolean) => {
    while (here.current) {
      const ended = await untilKnown(() => call(getRosterImport, { params: { jobId } }))
      if (!here.current) return
      if (ended.kind !== 'answer') return setImporting(isNew ? refused(saidOf(ended)) : { kind: 'idle' })
      const { state, progress, result, problem } = ended.body
      if (state === 'done' && result) {
        if (dryRun) return setImporting({ kind: 'tried', report: result })
        setImporting({ kind: 'done', report: result })
        return isNew ? finished.current() : undefined
      }
      if (state === 'failed') {
        const line = problem?.facts?.line
        const where = typeof line === 'number' ? `（第 ${line} 行）` : ''
        const said = `${problem?.title ?? '没有导入'}${where}，${problem?.next ?? '请再试一次'}`
        return setImporting({ kind: 'refused', said, ...(result && { report: result }) })
      }
      setImporting({ kind: 'working', dryRun, ...progress })
      await waitMs(ASK_EVERY_MS)
    }
  }, [])

  useEffect(() => {
    here.current = true
    setImporting({ kind: 'idle' })
    const kept = storage.read<UnderWay>(keptAs(orgId))
    if (kept) void follow(kept, false)
    return () => {
      here.current = false
    }
  }, [orgId, follow])

  const start = async (fileId: string, dryRun: boolean): Promise<Outcome<typeof importRoster>> => {
    const key = newKey()
    const started = await untilKnown(() => call(importRoster, { body: { orgId, fileId, dryRun } }, { key }))
    if (started.kind !== 'answer') return started
    const underWay: UnderWay = { jobId: started.body.jobId, fileId, dryRun }
    storage.write(keptAs(orgId), underWay)
    setImporting({ kind: 'working', dryRun, done: 0, total: 0 })
    await follow(underWay, true)
    return started
  }

  /** Sends a file and tries it. */
  const pick = async () => {
    const file = await pickFile(['csv', 'xlsx', 'txt'])
    if (!file) return
    if (file.size > MAX_SHEET_BYTES) return setImporting(refused('文件超过 20 MB，请分成几个文件'))
    if (file.size === 0) return setImporting(refused('文件是空的，请检查是不是选错了文件'))
    setImporting({ kind: 'sending', name: file.name })
    const type = /\.xlsx$/i.test(file.name) ? XLSX_TYPE : CSV_TYPE
    const upload = await untilKnown(() => call(uploadRoster, { body: { orgId, type, size: file.size } }))
    if (upload.kind !== 'answer') return setImporting(refused(saidOf(upload)))
    if ((await file.send(upload.body)) !== 'sent') return setImporting(refused('文件没有传上去，请再选一次'))
    const started = await start(upload.body.fileId, true)
    if (started.kind !== 'answer') setImporting(refused(saidOf(started)))
  }
  /** Imports what was tried. */
  const take = async (report: RosterReport) => {
    const kept = storage.read<UnderWay>(keptAs(orgId))
    if (!kept) return setImporting(refused('请重新选择文件'))
    setImporting({ kind: 'working', dryRun: false, done: 0, total: 0 })
    const started = await start(kept.fileId, false)
    if (started.kind !== 'answer') setImporting({ kind: 'tried', report, error: saidOf(started) })
  }
  const leave = () => {
    storage.remove(keptAs(orgId))
    setImporting({ kind: 'idle' })
  }
  /** @returns what to say where the file did not come. */
  const saveBadLines = async () => {
    const kept = storage.read<UnderWay>(keptAs(orgId))
    if (!kept) return EXPIRED
    return saveFileOf(() => call(getRosterImport, { params: { jobId: kept.jobId } }))
  }
  return { importing, pick, take, leave, saveBadLines }
}
