import type { Outcome } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import type { jobOf } from '@gonghui/shared/lib/jobs'
import type * as z from 'zod/mini'
import { saveFile } from './save-file'
import { saidOf, untilKnown, waitMs } from './until-known'

type Job = z.output<ReturnType<typeof jobOf>>

const ASK_EVERY_MS = 1_000
export const EXPIRED = '文件已经过期，请再点一次'

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
    if (state === 'done') return download && (await saveFile(download)) ? undefined : EXPIRED
    await waitMs(ASK_EVERY_MS)
  }
  return undefined
}
