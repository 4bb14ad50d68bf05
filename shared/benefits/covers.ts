import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { fileId, pictureTypes, upload, uploadBody } from '../lib/files.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { benefitsProblems } from './problems.ts'

/** 2 MB: the pages make a picture smaller before they send it. */
export const MAX_COVER_BYTES = 2 * 1024 * 1024

export const uploadCover = contract({
  name: 'benefits.upload-cover',
  summary: '取一个上传封面图的地址',
  method: 'POST',
  path: '/v1/benefits/covers',
  audience: ['operator'],
  body: uploadBody(pictureTypes, MAX_COVER_BYTES),
  replies: { 201: upload },
})

/** Kept under the name it was sent by; asked again it is the same picture. */
export const keepCover = contract({
  name: 'benefits.keep-cover',
  summary: '收下传上来的封面图：去掉拍摄信息，可以放进福利了',
  method: 'PUT',
  path: '/v1/benefits/covers/{fileId}',
  audience: ['operator'],
  params: z.strictObject({ fileId }),
  replies: { 200: z.object({ pictureId: z.string(), url: z.string(), until: z.string() }) },
  refusals: refusalsFrom(benefitsProblems, 'cover-missing', 'cover-unreadable'),
})
