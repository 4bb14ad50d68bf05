import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import type { jobOf } from '@gonghui/shared/lib/jobs'
import type * as z from 'zod/mini'
import { EXPIRED } from './file-words'
import { saveFile } from './save-file'
import { saidOf, untilKnown, waitMs } from './until-known'

type Job = z.output<ReturnType<typeof jobOf>>

const ASK_EVERY_MS = 1_000

/**
 * Waits for a job and saves the file that it made.
 * @param ask how the job stands.
 * @returns what to say where there is none; undefined: it is saved, or nobody waits any more.
 */
export async function saveJobFile<C extends Contract>(
  ask: () => Promise<Outcome<C>>,
  isWaiting: () => boolean,
): Promise<string | undefined> {
  while (isWaiting()) {
    const ended = await untilKnown(ask)
    if (ended.kind !== 'answer') return saidOf(ended)
    const { state, download, problem } = ended.body as Job
    if (state === 'failed') return `${problem?.title ?? '没有做成'}，${problem?.next ?? '请再试一次'}`
    if (state === 'done') return download ? saveFile(download) : EXPIRED
    await waitMs(ASK_EVERY_MS)
  }
  return undefined
}

/**
 * Saves the file of a job that has ended. The job is asked anew: the address of a file is good for minutes only.
 * @returns what to say where it did not come.
 */
export async function saveFileOf<C extends Contract>(
  ask: () => Promise<Outcome<C>>,
): Promise<string | undefined> {
  const ended = await untilKnown(ask)
  if (ended.kind !== 'answer') return saidOf(ended)
  const { download } = ended.body as Job
  return download ? saveFile(download) : EXPIRED
}
