import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/reading/readers'
import type { MemberCaller } from '../lib/caller.ts'
import { uploadTo } from '../lib/files.store.ts'
import { newUpload, removeUpload } from '../lib/pictures.store.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { stateAt, tellingRefusal } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import type { KeptPicture } from './check-in-picture.rule.ts'
import { faceOf, pictures } from './check-in-picture.store.ts'
import { changePicture, readCheckIn } from './reader.store.ts'
import { found } from './readers.ts'

export const uploadCheckInPicture: Handler<typeof contracts.uploadCheckInPicture> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const mine = await found(params.campaignId, caller.member.memberId, now)
  if (isRefusal(mine)) return mine
  return reply(201, await uploadTo(newUpload(caller.personId), body, now))
}

const TRIES = 8

export const setCheckInPicture: Handler<typeof contracts.setCheckInPicture> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const { campaignId, checkInId } = params
  const { memberId } = caller.member
  const campaign = await knownCampaign(campaignId)
  if (!campaign || stateAt(campaign, now) === 'draft') return refuse('campaign-unknown')
  // What is one's own can be taken back at any time.
  const closed = body.fileId === undefined ? undefined : tellingRefusal(campaign, now)
  if (closed) return refuse(closed)
  const of = { memberId, campaignId }
  let brought: KeptPicture | undefined
  for (let tries = 0; tries < TRIES; tries++) {
    const checkIn = await readCheckIn(of, { day: body.day, checkInId })
    if (!checkIn) {
      if (brought) await pictures.remove(memberId, brought.pictureId)
      return refuse('check-in-unknown')
    }
    const before = checkIn.picture
    if (before?.pictureId === body.fileId)
      return reply(200, { checkIn: await faceOf(checkIn, now), serverTime: now })
    if (body.fileId !== undefined && !brought) {
      const picture = await bring(caller, body.fileId, now)
      if (isRefusal(picture)) return picture
      brought = picture
    }
    if (!(await changePicture(of, checkIn, brought))) continue
    if (before) await pictures.remove(memberId, before.pictureId)
    if (brought) await removeUpload({ sender: caller.personId, fileId: brought.pictureId })
    const { picture: _, ...rest } = checkIn
    const after = { ...rest, ...(brought ? { picture: brought } : {}) }
    return reply(200, { checkIn: await faceOf(after, now), serverTime: now })
  }
  return refuse('busy')
}

/** From what was uploaded to a picture that is kept and handed in. */
async function bring({ personId, member }: MemberCaller, fileId: string, now: Instant) {
  const sent = { sender: personId, fileId }
  const asked = await pictures.bring({ ownerId: member.memberId, pictureId: fileId, sent }, personId, now)
  if (asked === 'missing' || asked === 'unreadable') return refuse(`picture-${asked}`)
  return isRefusal(asked) ? asked : { pictureId: fileId, submittedAt: now, ...asked }
}
