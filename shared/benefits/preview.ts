import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { getDrop } from './drops.ts'
import { benefitsProblems } from './problems.ts'

/** Answers as the member's page is answered, so that the very same page shows it. */
export const previewDrop = contract({
  name: 'benefits.preview-drop',
  summary: '预览：符合条件的会员会看到的样子，草稿也行',
  method: 'GET',
  path: '/v1/benefits/managed-drops/{dropId}/preview',
  audience: ['operator', 'staff', 'auditor'],
  params: z.strictObject({ dropId: idOf('drop') }),
  replies: getDrop.replies,
  refusals: refusalsFrom(benefitsProblems, 'org-out-of-scope', 'drop-unknown'),
})
