import type { Download } from '@gonghui/shared/lib/files'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { getExport, startExport } from '@gonghui/shared/membership/my-data'
import { useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { saveFile } from '../lib/save-file'

export type Exporting =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly download: Download; readonly files: number; readonly bytes: number }
  | { readonly kind: 'refused'; readonly problem: Pick<ProblemDocument, 'code' | 'title' | 'next'> }
  | { readonly kind: 'offline' }

const ASK_AGAIN_MS = 1_000

/** Starts an export, watches it, and hands the file over when it is tapped. */
export function useExport() {
  const [state, setState] = useState<Exporting>({ kind: 'idle' })
  const shown = useRef(true)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])

  async function watch(jobId: string): Promise<void> {
    while (shown.current) {
      const ended = await call(getExport, { params: { jobId } })
      if (ended.kind === 'refused') return setState({ kind: 'refused', problem: ended.problem })
      if (ended.kind !== 'answer') return setState({ kind: 'offline' })
      const { state: stands, progress, download, result, problem } = ended.body
      if (stands === 'failed' && problem) return setState({ kind: 'refused', problem })
      if (stands === 'done' && download && result) return setState({ kind: 'ready', download, ...result })
      setState({ kind: 'working', ...progress })
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
    }
  }

  const start = async () => {
    setState({ kind: 'working', done: 0, total: 0 })
    const ended = await call(startExport, { body: {} })
    if (ended.kind === 'refused') return setState({ kind: 'refused', problem: ended.problem })
    if (ended.kind !== 'answer') return setState({ kind: 'offline' })
    await watch(ended.body.jobId)
  }

  const save = async (download: Download) => {
    if (!(await saveFile(download)) && shown.current) setState({ kind: 'offline' })
  }

  return { state, start, save }
}
