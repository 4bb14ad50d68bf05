import { drawPoster, getJoinCodeImage, getPoster } from '@gonghui/shared/membership/posters'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saveJobFile } from '../lib/job-file'
import { saveFile } from '../lib/save-file'
import { saidOf, untilKnown } from '../lib/until-known'

/** The mini-program code of a join code, as WeChat draws it. */
export type ProgramCode =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly url: string }
  | { readonly kind: 'missing'; readonly said: string }

type Saving =
  | { readonly kind: 'idle'; readonly error?: string }
  | { readonly kind: 'image' }
  | { readonly kind: 'poster' }

export function usePoster(scene: string) {
  const [code, setCode] = useState<ProgramCode>({ kind: 'loading' })
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' })
  const here = useRef(true)

  const load = useCallback(async () => {
    setCode({ kind: 'loading' })
    const ended = await untilKnown(() => call(getJoinCodeImage, { params: { scene } }))
    if (!here.current) return
    setCode(
      ended.kind === 'answer'
        ? { kind: 'shown', url: ended.body.shown.url }
        : { kind: 'missing', said: saidOf(ended) },
    )
  }, [scene])
  useEffect(() => {
    here.current = true
    void load()
    return () => {
      here.current = false
    }
  }, [load])

  const failed = (error: string) => setSaving({ kind: 'idle', error })

  /** Asks anew: an address is good for minutes only. */
  const saveImage = async () => {
    setSaving({ kind: 'image' })
    const ended = await untilKnown(() => call(getJoinCodeImage, { params: { scene } }))
    if (ended.kind !== 'answer') return failed(saidOf(ended))
    const error = await saveFile(ended.body.download)
    return error === undefined ? setSaving({ kind: 'idle' }) : failed(error)
  }
  const savePoster = async () => {
    setSaving({ kind: 'poster' })
    const key = newKey()
    const started = await untilKnown(() => call(drawPoster, { params: { scene } }, { key }))
    if (started.kind !== 'answer') return failed(saidOf(started))
    const params = { jobId: started.body.jobId }
    const error = await saveJobFile(
      () => call(getPoster, { params }),
      () => here.current,
    )
    return error === undefined ? setSaving({ kind: 'idle' }) : failed(error)
  }
  return { code, load, saving, saveImage, savePoster }
}
