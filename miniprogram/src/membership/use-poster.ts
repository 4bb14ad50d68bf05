import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { drawPoster, getJoinCodeImage, getPoster } from '@gonghui/shared/membership/posters'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, newKey } from '../lib/api'
import { saveFile } from '../lib/save-file'
import { untilKnown, waitMs } from '../lib/until-known'

/** The mini-program code of a join code, as WeChat draws it. */
export type ProgramCode =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly url: string }
  | { readonly kind: 'missing'; readonly said: string }

type Saving =
  | { readonly kind: 'idle'; readonly error?: string }
  | { readonly kind: 'image' }
  | { readonly kind: 'poster' }

const ASK_EVERY_MS = 1_000
const EXPIRED = '文件已经过期，请再点一次'
const saidOf = (ended: Outcome<Contract>) =>
  ended.kind === 'refused' ? `${ended.problem.title}，${ended.problem.next}` : '网络没有连上，再试一次就好'

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
    return (await saveFile(ended.body.download)) ? setSaving({ kind: 'idle' }) : failed(EXPIRED)
  }
  const savePoster = async () => {
    setSaving({ kind: 'poster' })
    const key = newKey()
    const started = await untilKnown(() => call(drawPoster, { params: { scene } }, { key }))
    if (started.kind !== 'answer') return failed(saidOf(started))
    const params = { jobId: started.body.jobId }
    while (here.current) {
      const ended = await untilKnown(() => call(getPoster, { params }))
      if (ended.kind !== 'answer') return failed(saidOf(ended))
      const { state, download, problem } = ended.body
      if (state === 'failed')
        return failed(`${problem?.title ?? '没有画成'}，${problem?.next ?? '请再试一次'}`)
      if (state === 'done')
        return download && (await saveFile(download)) ? setSaving({ kind: 'idle' }) : failed(EXPIRED)
      await waitMs(ASK_EVERY_MS)
    }
  }
  return { code, load, saving, saveImage, savePoster }
}
