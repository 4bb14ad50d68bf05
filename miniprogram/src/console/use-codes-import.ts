import { type CodesReport, getJob, importCodes, uploadCodes } from '@gonghui/shared/benefits/codes'
import { CSV_TYPE, MAX_SHEET_BYTES, XLSX_TYPE } from '@gonghui/shared/lib/files'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { EXPIRED } from '../lib/file-words'
import { saveFileOf } from '../lib/job-file'
import { type PickedFile, pickFile } from '../lib/pick-file'
import { saidOf, untilKnown, waitMs } from '../lib/until-known'
import { useKeptJob } from './use-kept-job'

/** A file of codes is taken whole or not at all, and either way there is a report. */
export type Importing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'taken'; readonly report: CodesReport }
  | {
      readonly kind: 'rejected'
      readonly said: string
      readonly report: CodesReport | undefined
      /** All bad lines can be fetched as a file. */
      readonly hasFile: boolean
    }

const ASK_EVERY_MS = 1_000

const rejected = (said: string): Importing => ({ kind: 'rejected', said, report: undefined, hasFile: false })

export function useCodesImport(dropId: string, onImported: () => void) {
  const [importing, setImporting] = useState<Importing>({ kind: 'idle' })
  const kept = useKeptJob(`codes-import ${dropId}`)
  /** The job whose end stands on the page. */
  const ended = useRef<string>(undefined)
  const here = useRef(true)
  const imported = useRef(onImported)
  imported.current = onImported

  const follow = useCallback(
    async (jobId: string) => {
      while (here.current) {
        const looked = await untilKnown(() => call(getJob, { params: { jobId } }))
        if (!here.current) return
        if (looked.kind === 'refused' && looked.problem.code === 'job-unknown') {
          kept.forget()
          return setImporting({ kind: 'idle' })
        }
        if (looked.kind !== 'answer') return setImporting(rejected(saidOf(looked)))
        const { state, progress, result, problem, download } = looked.body
        if (state === 'done' || state === 'failed') {
          kept.forget()
          ended.current = jobId
        }
        if (state === 'done' && result) {
          setImporting({ kind: 'taken', report: result })
          return imported.current()
        }
        if (state === 'failed') {
          const line = problem?.facts?.line
          const where = typeof line === 'number' ? `（第 ${line} 行）` : ''
          const said = `${problem?.title ?? '没有导入'}${where}，${problem?.next ?? '请再试一次'}`
          return setImporting({ kind: 'rejected', said, report: result, hasFile: download !== undefined })
        }
        setImporting({ kind: 'working', ...progress })
        await waitMs(ASK_EVERY_MS)
      }
    },
    [kept],
  )

  useEffect(() => {
    here.current = true
    const jobId = kept.id()
    if (jobId) void follow(jobId)
    return () => {
      here.current = false
    }
  }, [kept, follow])

  const bring = async (file: PickedFile) => {
    if (file.size > MAX_SHEET_BYTES) return setImporting(rejected('文件超过 20 MB，请分成几个文件'))
    if (file.size === 0) return setImporting(rejected('文件是空的，请检查是不是选错了文件'))
    setImporting({ kind: 'sending', name: file.name })
    const type = /\.xlsx$/i.test(file.name) ? XLSX_TYPE : CSV_TYPE
    const params = { dropId }
    const upload = await untilKnown(() => call(uploadCodes, { params, body: { type, size: file.size } }))
    if (upload.kind !== 'answer') return setImporting(rejected(saidOf(upload)))
    const sent = await file.send(upload.body)
    if (sent !== 'sent') return setImporting(rejected('文件没有传上去，请再选一次'))
    const key = newKey()
    const { fileId } = upload.body
    const started = await untilKnown(() => call(importCodes, { params, body: { fileId } }, { key }))
    if (started.kind !== 'answer') return setImporting(rejected(saidOf(started)))
    kept.keep(started.body.jobId)
    setImporting({ kind: 'working', done: 0, total: 0 })
    await follow(started.body.jobId)
  }
  const pick = async () => {
    const file = await pickFile(['csv', 'xlsx', 'txt'])
    if (file) await bring(file)
  }
  /** @returns what to say where the file did not come. */
  const saveBadLines = async () => {
    const jobId = ended.current
    if (!jobId) return EXPIRED
    return saveFileOf(() => call(getJob, { params: { jobId } }))
  }
  return { importing, pick, saveBadLines }
}
