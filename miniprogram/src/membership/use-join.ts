import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { apply } from '@gonghui/shared/membership/applications'
import { getJoinCode, noteJoinStep } from '@gonghui/shared/membership/join-codes'
import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { call } from '../lib/api'
import { loadMe } from '../lib/me'
import { hasPhoneButton } from '../lib/phone'
import { forgetReturn, returnTo } from '../lib/return-to'
import { tokens } from '../lib/tokens'
import { untilKnown } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { applicationOf, type JoinErrors, type JoinForm, wrongBy, wrongIn } from './join-form'

export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'refused'; readonly problem: ProblemDocument }
  /** No answer came. Applying again never makes a second application. */
  | { readonly kind: 'unknown' }

/** Where one lands after joining: the benefit one came from, else the status page. */
async function land(admitted: boolean) {
  const back = returnTo()
  if (!admitted || !back) return Taro.redirectTo({ url: '/membership/status' })
  forgetReturn()
  void Taro.showToast({ title: '入会成功', icon: 'success' })
  return Taro.redirectTo({ url: back.url })
}

export function useJoin(scene: string) {
  const { answer, reload } = useAnswer(getJoinCode, { params: { scene } })
  const [form, setForm] = useState<JoinForm>({
    name: '',
    phoneBy: hasPhoneButton ? 'wechat' : 'typed',
    phone: '',
    oneTimeCode: '',
    consent: false,
  })
  const [errors, setErrors] = useState<JoinErrors>({})
  const [sending, setSending] = useState<Sending>({ kind: 'idle' })

  // What is counted for the poster is no business of the one who joins: whether it arrives changes nothing here.
  const started = useRef(false)
  const known = answer.kind === 'ready'
  useEffect(() => {
    if (known) void call(noteJoinStep, { params: { scene }, body: { step: 'scanned' } })
  }, [known, scene])

  const change = (part: Partial<JoinForm>) => {
    if (!started.current) void call(noteJoinStep, { params: { scene }, body: { step: 'started' } })
    started.current = true
    setForm((before) => ({ ...before, ...part }))
    setErrors((before) => {
      const left = { ...before }
      for (const name of Object.keys(part) as (keyof JoinErrors)[]) delete left[name]
      return left
    })
  }

  /** True where everything that WeChat's button does not bring is filled in. */
  const check = (): boolean => {
    const wrong = wrongIn(form)
    setErrors(wrong)
    return Object.keys(wrong).length === 0
  }

  // Two taps can come before the first has been drawn.
  const underWay = useRef(false)
  const submit = async (phoneCode?: string) => {
    if (underWay.current || !check()) return
    underWay.current = true
    setSending({ kind: 'sending' })
    const body = applicationOf(scene, form, phoneCode)
    const ended = await untilKnown(() => call(apply, { body }))
    underWay.current = false
    if (ended.kind === 'answer') {
      if (ended.body.token) tokens.exchange(ended.body.token)
      await loadMe()
      await land(ended.body.application.state === 'admitted')
      return
    }
    if (ended.kind !== 'refused') return setSending({ kind: 'unknown' })
    setErrors(wrongBy(ended.problem))
    setSending({ kind: 'refused', problem: ended.problem })
  }

  return { answer, reload, form, change, errors, check, sending, submit }
}
