import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { fileId, pictureTypes, upload, uploadBody } from '../lib/files.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { matchmakingProblems } from './problems.ts'

export const PHOTOS_MAX = 6
/** What a phone's own compressed picture weighs at most. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024

/** `under-check`: WeChat is looking at it. `waiting`: for the matchmaker. `refused`: WeChat will not have it shown. */
export const photoStates = ['under-check', 'waiting', 'approved', 'refused'] as const
export type PhotoState = (typeof photoStates)[number]

/** A picture to be shown for some minutes; the address names nobody, and is another one every time. */
export const shownPhoto = z.object({ url: z.string(), until: z.string() })

export const myPhoto = z.extend(shownPhoto, { photoId: z.string(), state: z.enum(photoStates) })
export type MyPhoto = z.infer<typeof myPhoto>

const path = '/v1/matchmaking/profile/photos'

export const uploadPhoto = contract({
  name: 'matchmaking.upload-photo',
  summary: '取一个上传照片的地址；传上去后再放进资料',
  method: 'POST',
  path,
  audience: 'member',
  body: uploadBody(pictureTypes, MAX_PHOTO_BYTES),
  replies: { 201: upload },
  refusals: refusalsFrom(matchmakingProblems, 'profile-missing', 'profile-suspended'),
})

const noneTwice = <V>(items: readonly V[]) =>
  new Set(items.map((one) => JSON.stringify(one))).size === items.length

export const setPhotos = contract({
  name: 'matchmaking.set-photos',
  summary: '资料里放哪几张照片；新的先去掉拍摄信息，再过微信检查和红娘审核',
  method: 'PUT',
  path,
  audience: 'member',
  body: z.strictObject({
    /** In this order; those that are not named go. `fileId`: uploaded just now. `photoId`: there already. */
    photos: z
      .array(z.union([z.strictObject({ fileId }), z.strictObject({ photoId: fileId })]))
      .check(z.maxLength(PHOTOS_MAX), z.refine(noneTwice, '不能重复')),
  }),
  replies: {
    200: z.object({
      photos: z.array(myPhoto),
      /** Of the profile, as `matchmaking.save-profile` wants it back. */
      revision: z.int(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(
    matchmakingProblems,
    'profile-missing',
    'profile-suspended',
    'profile-in-review',
    'photo-missing',
    'photo-unreadable',
    'wechat-busy',
  ),
})
