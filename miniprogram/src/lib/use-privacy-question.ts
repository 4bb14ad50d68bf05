import { DAY_MS } from '@gonghui/shared/lib/instant'
import { getPrivacy, PRIVACY_ASKED_AGAIN_DAYS } from '@gonghui/shared/membership/privacy'
import { privacyNotice } from '@gonghui/shared/membership/privacy-notice'
import { useEffect, useState } from 'react'
import { call } from './api'
import { serverNowMs } from './server-clock'
import { storage } from './storage'

/** That this person need not be asked about this version, before some moment; so an opening costs no call for it. */
interface Quiet {
  readonly personId: string
  readonly version: string
  readonly untilMs: number
}

const STORED = 'privacy-quiet'
/** Whoever takes the agreement back elsewhere is noticed here within days. */
const TRUSTED_MS = PRIVACY_ASKED_AGAIN_DAYS * DAY_MS

/**
 * Whether to ask now, on the opening: there is a new version of the notice since the yes, or a week has gone by since
 * the no. Who never said anything is asked on joining, not here.
 */
export function usePrivacyQuestion(personId: string | undefined) {
  const [question, setQuestion] = useState<'changed' | 'again'>()

  const beQuiet = () => {
    setQuestion(undefined)
    const quiet = { personId, version: privacyNotice.version, untilMs: serverNowMs() + TRUSTED_MS }
    storage.write(STORED, quiet)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it asks once for each person who opens the app.
  useEffect(() => {
    if (personId === undefined) return
    const quiet = storage.read<Quiet>(STORED)
    const isMine = quiet && quiet.personId === personId && quiet.version === privacyNotice.version
    if (isMine && serverNowMs() < quiet.untilMs) return
    void call(getPrivacy, {}).then((ended) => {
      if (ended.kind !== 'answer') return
      const { standing, ask } = ended.body
      if (!ask) return standing === 'agreed' ? beQuiet() : undefined
      if (standing !== 'never') setQuestion(standing === 'outdated' ? 'changed' : 'again')
    })
  }, [personId])

  return { question, answered: beQuiet, later: () => setQuestion(undefined) }
}
