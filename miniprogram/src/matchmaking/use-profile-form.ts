import type { Draft, Facts, MyProfile, Wishes } from '@gonghui/shared/matchmaking/profiles'
import { getProfile, saveProfile, submitProfile } from '@gonghui/shared/matchmaking/profiles'
import { useEffect, useState } from 'react'
import { call } from '../lib/api'
import { useAnswer } from '../lib/use-answer'
import { begun, missingOn, savable } from './profile-form'
import { useDeeds } from './use-deeds'

/** While a number is being typed it may be none. */
type Typed<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** The form over one's draft: kept at every step, handed in at the last. */
export function useProfileForm() {
  const { answer, reload } = useAnswer(getProfile, {})
  const [draft, setDraft] = useState<Draft>()
  const [revision, setRevision] = useState(0)
  const [step, setStep] = useState(0)
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const [agreed, setAgreed] = useState({ adult: false, consent: false })
  const deed = useDeeds()
  const profile: MyProfile | undefined = answer.kind === 'ready' ? answer.body : undefined

  // What one is typing is not overwritten by what the server last knew.
  useEffect(() => {
    if (!profile || draft) return
    setDraft(begun(profile.draft))
    setRevision(profile.revision)
  }, [profile, draft])

  const tidy = (names: readonly string[]) =>
    setMissing((before) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => !names.includes(name))),
    )
  const tell = (part: Typed<Facts>) => {
    tidy(Object.keys(part))
    setDraft((before) => before && { ...before, facts: { ...before.facts, ...part } as Draft['facts'] })
  }
  const wish = (part: Partial<Wishes>) => {
    tidy(Object.keys(part))
    setDraft((before) => before && { ...before, wishes: { ...before.wishes, ...part } })
  }

  const save = async (then: () => unknown) => {
    if (!draft) return
    const body = { revision, draft: savable(draft) }
    await deed.run(
      'form',
      () => call(saveProfile, { body }),
      (kept) => {
        setRevision(kept.revision)
        return then()
      },
    )
  }

  const next = async () => {
    const wrong = draft ? missingOn(step, draft) : {}
    setMissing(wrong)
    if (Object.keys(wrong).length > 0) return
    await save(() => setStep(step + 1))
  }

  const submit = (then: (profile: MyProfile) => unknown) => {
    if (!agreed.adult || !agreed.consent || !profile) {
      setMissing({ agreed: '请看过说明，两项都打勾' })
      return
    }
    const body = { consentVersion: profile.consentVersion, adult: true } as const
    void deed.run('form', () => call(submitProfile, { body }), then)
  }

  return {
    ...{ answer, reload, profile, draft, step, missing, agreed, deed },
    ...{ tell, wish, save, next, submit },
    goTo: setStep,
    /** The photos were changed, and with them the profile’s revision. */
    took: setRevision,
    agree: (part: Partial<typeof agreed>) => {
      tidy(['agreed'])
      setAgreed((before) => ({ ...before, ...part }))
    },
  }
}

export type ProfileForm = ReturnType<typeof useProfileForm>
