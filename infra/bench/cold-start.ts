/** How long the deployed claim function takes from its loading to its first answer, in fresh processes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { issueToken } from '@gonghui/functions/lib/tokens'
import { asked, readAnswer } from '../aws/bundle-calls.ts'
import { buildClaim, callClaim } from '../aws/claim-bundle.ts'
import { crowd } from './contenders.ts'
import { median } from './median.ts'

const PROCESSES = 21

export interface Cold {
  readonly kb: number
  readonly processes: number
  readonly loadedMs: number
  readonly firstAnswerMs: number
}

export async function coldStarts(): Promise<Cold> {
  const folder = mkdtempSync(join(tmpdir(), 'gonghui-cold-'))
  try {
    const kb = (await buildClaim(folder)) / 1_000
    const [member] = crowd(1)
    if (!member) throw new Error('nobody came')
    const [, claim] = asked('claim', issueToken(member, Date.now()))
    const { MASTER_KEY = '', DYNAMODB_ENDPOINT = '', AWS_REGION = '' } = process.env
    const env = {
      MASTER_KEY,
      DYNAMODB_ENDPOINT,
      AWS_REGION,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    }
    const starts = []
    for (let i = 0; i < PROCESSES; i++) {
      const called = await callClaim(folder, env, [claim?.event])
      const [answer] = called.answers.map(readAnswer)
      if (answer !== claim?.expected) throw new Error(`the bundle answered ${answer}`)
      starts.push(called)
    }
    return {
      kb,
      processes: PROCESSES,
      loadedMs: median(starts.map(({ loadedMs }) => loadedMs)),
      firstAnswerMs: median(starts.map(({ firstAnswerMs }) => firstAnswerMs)),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
