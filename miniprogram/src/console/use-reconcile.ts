import {
  getReconciling,
  type Reconciled,
  reconcile,
  uploadMerchantFile,
} from '@gonghui/shared/benefits/reconciliations'
import { CSV_TYPE, MAX_SHEET_BYTES, XLSX_TYPE } from '@gonghui/shared/lib/files'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { EXPIRED } from '../lib/file-words'
import { saveFileOf } from '../lib/job-file'
import { pickFile } from '../lib/pick-file'
import { saidOf, untilKnown, waitMs } from '../lib/until-known'
import { useKeptJob } from './use-kept-job'

export type Reconciling =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly name: string }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: Reconciled; readonly hasFile: boolean }
  | { readonly kind: 'failed'; readonly said: string; readonly hasFile: boolean }

const ASK_EVERY_MS = 1_000

const failed = (said: string, hasFile = false): Reconciling => ({ kind: 'failed', said, hasFile })

export function useReconcile(dropId: string, onDone: () => unknown) {
  const [reconciling, setReconciling] = useState<Reconciling>({ kind: 'idle' })
  const kept = useKeptJob(`reconciling ${dropId}`)
  /** The job whose end stands on the page. */
  const ended = useRef<string>(undefined)
  const here = useRef(true)
  const told = useRef(onDone)
  told.current = onDone

  const follow = useCallback(
    async (jobId: string) => {
      while (here.current) {
        const looked = await untilKnown(() => call(getReconciling, { params: { jobId } }))
        if (!here.current) return
        if (looked.kind === 'refused' && looked.problem.code === 'job-unknown') {
          kept.forget()
          return setReconciling({ kind: 'idle' })
        }
        if (looked.kind !== 'answer') return setReconciling(failed(saidOf(looked)))
        const { state, progress, result, problem, download } = looked.body
        if (state === 'done' || state === 'failed') {
          kept.forget()
          ended.current = jobId
        }
        const hasFile = download !== undefined
        if (state === 'done' && result) {
          setReconciling({ kind: 'done', result, hasFile })
          return void told.current()
        }
        if (state === 'failed') {
          const line = problem?.facts?.line
          const where = typeof line === 'number' ? `（第 ${line} 行）` : ''
          return setReconciling(
            failed(`${problem?.title ?? '没有对成'}${where}，${problem?.next ?? '请再试一次'}`, hasFile),
          )
        }
        setReconciling({ kind: 'working', ...progress })
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

  const bring = async (until: string) => {
    const file = await pickFile(['csv', 'xlsx', 'txt'])
    if (!file) return
    if (file.size > MAX_SHEET_BYTES) return setReconciling(failed('文件超过 20 MB，请分成几个文件'))
    if (file.size === 0) return setReconciling(failed('文件是空的，请检查是不是选错了文件'))
    setReconciling({ kind: 'sending', name: file.name })
    const type = /\.xlsx$/i.test(file.name) ? XLSX_TYPE : CSV_TYPE
    const params = { dropId }
    const upload = await untilKnown(() =>
      call(uploadMerchantFile, { params, body: { type, size: file.size } }),
    )
    if (upload.kind !== 'answer') return setReconciling(failed(saidOf(upload)))
    if ((await file.send(upload.body)) !== 'sent') return setReconciling(failed('文件没有传上去，请再选一次'))
    const body = { fileId: upload.body.fileId, until }
    const key = newKey()
    const started = await untilKnown(() => call(reconcile, { params, body }, { key }))
    if (started.kind !== 'answer') return setReconciling(failed(saidOf(started)))
    kept.keep(started.body.jobId)
    setReconciling({ kind: 'working', done: 0, total: 0 })
    await follow(started.body.jobId)
  }

  /** @returns what to say where the file did not come. */
  const saveFindings = async () => {
    const jobId = ended.current
    if (!jobId) return EXPIRED
    return saveFileOf(() => call(getReconciling, { params: { jobId } }))
  }
  return { reconciling, bring, saveFindings }
}
