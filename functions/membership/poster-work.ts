import { newFilePlace, writeFile } from '../lib/files.store.ts'
import type { Ended, Progress } from '../lib/jobs.rule.ts'
import type { AtWork } from '../lib/jobs.ts'
import { readJoinCode } from './join-code.store.ts'
import { readStanding } from './org-lookup.store.ts'
import { posterWords } from './poster.rule.ts'
import { posterPage } from './poster-page.ts'
import { readProgramCode } from './program-code.store.ts'

export interface PosterInput {
  readonly scene: string
}

/** Draws a join code's poster, with the union as it is called now. */
export async function* drawPosterWork({
  orgId,
  input: { scene },
}: AtWork<PosterInput, never>): AsyncGenerator<{ cursor: null; progress: Progress }, Ended> {
  const code = await readJoinCode(scene)
  const org = code && (await readStanding(code.orgId))
  if (!code || !org) return { state: 'failed', problem: { code: 'join-code-unknown' } }
  yield { cursor: null, progress: { done: 0, total: 1 } }
  const picture = await readProgramCode(scene)
  if (!picture) throw new Error('a poster was asked for, but its code is not stored')
  const page = await posterPage(posterWords(code, org.pathNames), picture)
  const place = newFilePlace('exports', orgId)
  await writeFile(place, 'application/pdf', page)
  return {
    state: 'done',
    result: { bytes: page.length },
    file: { place, saveAs: `入会海报-${org.name}-${code.label}.pdf` },
  }
}
