import {
  type CheckInFace,
  MAX_CHECK_IN_PICTURE_BYTES,
  setCheckInPicture,
  uploadCheckInPicture,
} from '@gonghui/shared/reading/readers'
import { useState } from 'react'
import { call } from '../lib/api'
import { sendPicture } from '../lib/send-picture'
import { saidOf, untilKnown } from '../lib/until-known'

type Named = Pick<CheckInFace, 'checkInId' | 'day'>

/** The one picture of a check-in: sent first, then put with the check-in that it is for. */
export function useCheckInPicture(campaignId: string) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  /** The name that a picture was sent by; undefined where one turns back, or where it did not come, which is said. */
  const send = async (): Promise<string | undefined> => {
    setError(undefined)
    const sent = await sendPicture((body) => call(uploadCheckInPicture, { params: { campaignId }, body }), {
      maxBytes: MAX_CHECK_IN_PICTURE_BYTES,
      onPicked: () => setBusy(true),
    })
    setBusy(false)
    if (!sent) return undefined
    if ('fileId' in sent) return sent.fileId
    setError(sent.said)
    return undefined
  }

  /** Puts a picture that was sent with a check-in, or takes its picture out; true where that is so now. */
  const put = async ({ checkInId, day }: Named, fileId: string | undefined): Promise<boolean> => {
    setBusy(true)
    setError(undefined)
    const body = { day, ...(fileId ? { fileId } : {}) }
    const ended = await untilKnown(() => call(setCheckInPicture, { params: { campaignId, checkInId }, body }))
    setBusy(false)
    if (ended.kind !== 'answer') setError(saidOf(ended))
    return ended.kind === 'answer'
  }
  return { busy, error, send, put }
}
