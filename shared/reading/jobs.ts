import * as z from 'zod/mini'
import { jobContract } from '../lib/jobs.ts'

/** What became of a job: a certificate’s bytes, a bank’s questions, a list’s lines. */
export const getJob = jobContract(
  'reading',
  'signed-in',
  z.object({ bytes: z.optional(z.int()), rows: z.optional(z.int()) }),
)
