import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { getExport, startExport } from '@gonghui/shared/membership/my-data'
import { useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { saveFileOf } from '../lib/job-file'

export type Exporting =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'ready'
      readonly jobId: string
      readonly files: number
      readonly bytes: number
      readonly saving: boolean
      /** Why the file did not come. */
      readonly said?: string
    }
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
      const { state: stands, progress, result, problem } = ended.body
      if (stands === 'failed' && problem) return setState({ kind: 'refused', problem })
      if (stands === 'done' && result) return setState({ kind: 'ready', jobId, ...result, saving: false })
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

  const save = async () => {
    if (state.kind !== 'ready' || state.saving) return
    const { said: _, ...ready } = state
    setState({ ...ready, saving: true })
    const said = await saveFileOf(() => call(getExport, { params: { jobId: ready.jobId } }))
    if (shown.current) setState({ ...ready, saving: false, ...(said !== undefined && { said }) })
  }

  return { state, start, save }
}
