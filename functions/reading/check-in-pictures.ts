import type { Instant } from '@gonghui/shared/lib/instant'
import type * as contracts from '@gonghui/shared/reading/readers'
import type { MemberCaller } from '../lib/caller.ts'
import { uploadTo } from '../lib/files.store.ts'
import { withoutMetadata } from '../lib/picture.rule.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { stateAt, tellingRefusal } from './campaign.rule.ts'
import { knownCampaign } from './campaign.store.ts'
import type { KeptPicture } from './check-in-picture.rule.ts'
import * as pictures from './check-in-picture.store.ts'
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
  return reply(201, await uploadTo(pictures.newUpload(caller.personId), body, now))
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
      if (brought) await pictures.removePicture(memberId, brought.pictureId)
      return refuse('check-in-unknown')
    }
    const before = checkIn.picture
    if (before?.pictureId === body.fileId)
      return reply(200, { checkIn: await pictures.faceOf(checkIn, now), serverTime: now })
    if (body.fileId !== undefined && !brought) {
      const picture = await bring(caller, body.fileId, now)
      if (isRefusal(picture)) return picture
      brought = picture
    }
    if (!(await changePicture(of, checkIn, brought))) continue
    if (before) await pictures.removePicture(memberId, before.pictureId)
    if (brought) await pictures.removeUpload(caller.personId, brought.pictureId)
    const { picture: _, ...rest } = checkIn
    const after = { ...rest, ...(brought ? { picture: brought } : {}) }
    return reply(200, { checkIn: await pictures.faceOf(after, now), serverTime: now })
  }
  return refuse('busy')
}

/** From what was uploaded to a picture that is kept and handed in. */
async function bring({ personId, member }: MemberCaller, fileId: string, now: Instant) {
  const bytes = await pictures.readUpload(personId, fileId)
  if (!bytes) return refuse('picture-missing')
  const picture = withoutMetadata(bytes)
  if (!picture) return refuse('picture-unreadable')
  await pictures.keepPicture(member.memberId, fileId, picture, now)
  const asked = await pictures.handIn(fileId, personId, now)
  if (isRefusal(asked)) return asked
  return { pictureId: fileId, submittedAt: now, ...asked }
}
