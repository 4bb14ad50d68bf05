import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { drawCertificate, type OwnCertificate, takeCertificate } from '@gonghui/shared/reading/certificates'
import { getJob } from '@gonghui/shared/reading/jobs'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saveJobFile } from '../lib/job-file'
import { saidOf, untilKnown } from '../lib/until-known'
import { useOnSignIn } from '../lib/use-login'

export type Taking =
  | { readonly kind: 'loading' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  | { readonly kind: 'taken'; readonly certificate: OwnCertificate }

export type SavingFile = { readonly kind: 'idle'; readonly error?: string } | { readonly kind: 'drawing' }

/** One's certificate, taken as the page opens: the same one however often. */
export function useCertificate(campaignId: string) {
  const [taking, setTaking] = useState<Taking>({ kind: 'loading' })
  const [saving, setSaving] = useState<SavingFile>({ kind: 'idle' })
  const here = useRef(true)

  const load = useCallback(async () => {
    setTaking({ kind: 'loading' })
    const ended = await untilKnown(() => call(takeCertificate, { params: { campaignId } }))
    if (!here.current) return
    if (ended.kind === 'answer') setTaking({ kind: 'taken', certificate: ended.body.certificate })
    else
      setTaking(ended.kind === 'refused' ? { kind: 'refused', problem: ended.problem } : { kind: 'offline' })
  }, [campaignId])
  useEffect(() => {
    here.current = true
    void load()
    return () => {
      here.current = false
    }
  }, [load])
  useOnSignIn(taking.kind === 'refused' && taking.problem.status === 401, load)

  const save = async () => {
    setSaving({ kind: 'drawing' })
    const key = newKey()
    const started = await untilKnown(() => call(drawCertificate, { params: { campaignId } }, { key }))
    if (started.kind !== 'answer') return setSaving({ kind: 'idle', error: saidOf(started) })
    const params = { jobId: started.body.jobId }
    const error = await saveJobFile(
      () => call(getJob, { params }),
      () => here.current,
    )
    setSaving({ kind: 'idle', ...(error && { error }) })
  }
  return { taking, load, saving, save }
}
