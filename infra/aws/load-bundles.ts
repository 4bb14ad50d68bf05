/**
 * `node infra/aws/load-bundles.ts`, after `osls package`: each packaged function, out of its zip and away from the
 * repository, is loaded as Lambda loads it and answers over an empty table. Prints sizes and loading times.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { issueToken } from '@gonghui/functions/lib/tokens'
import { startDatabase } from '../local/database.ts'
import { createTable } from '../local/table.ts'
import { asked, readAnswer } from './bundle-calls.ts'
import { callBundle } from './call-bundle.ts'
import type { Json, Template } from './template.ts'
import { packagedTemplate } from './validate-template.ts'
import { readZip } from './zip.ts'

/** What a function's module may weigh, in KB: a cold start on drop day reads all of it. */
const LIMITS_KB: Readonly<Record<string, number>> = { claim: 300 }

const packaged = dirname(packagedTemplate)

interface Packaged {
  readonly name: string
  readonly functionName: string
  readonly handler: string
  readonly variables: Readonly<Record<string, string>>
}

function packagedFunctions(): Packaged[] {
  const { Resources } = JSON.parse(readFileSync(packagedTemplate, 'utf8')) as Template
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties = {} }) => {
      const { Code, FunctionName, Handler, Environment } = Properties as Record<string, Json>
      return {
        name: basename(String(Code?.S3Key), '.zip'),
        functionName: String(FunctionName),
        handler: String(Handler),
        variables: Environment?.Variables as Record<string, string>,
      }
    })
}

const table = 'gonghui'
const database = await startDatabase()
const root = mkdtempSync(join(tmpdir(), 'gonghui-bundles-'))
const wrong: string[] = []
try {
  await createTable({ endpoint: database.endpoint, table })
  process.env.MASTER_KEY = randomBytes(32).toString('base64')
  const member = { memberId: 'mem_1', orgPath: 'org_1', tags: [], joinedAt: new Date().toISOString() }
  const token = issueToken({ personId: 'per_1', sessionId: 'ses_1', member }, Date.now())
  for (const one of packagedFunctions()) {
    const archive = join(packaged, `${one.name}.zip`)
    const taskRoot = join(root, one.name)
    let bytes = 0
    for (const [name, content] of readZip(archive)) {
      mkdirSync(dirname(join(taskRoot, name)), { recursive: true })
      writeFileSync(join(taskRoot, name), content)
      bytes += content.length
    }
    const env = {
      ...one.variables,
      AWS_LAMBDA_FUNCTION_NAME: one.functionName,
      AWS_REGION: 'cn-north-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      TABLE: table,
      DYNAMODB_ENDPOINT: database.endpoint,
      MASTER_KEY: process.env.MASTER_KEY,
    }
    const asks = asked(one.name, token)
    const { loadedMs, firstAnswerMs, answers } = await callBundle(
      taskRoot,
      one.handler,
      env,
      asks.map(({ event }) => event),
    )
    const kb = bytes / 1_000
    const times = `loaded in ${loadedMs.toFixed(0)} ms, first answer after ${firstAnswerMs.toFixed(0)} ms`
    console.log(`${one.name.padEnd(12)} ${kb.toFixed(0).padStart(5)} KB  ${times}`)
    if (kb > (LIMITS_KB[one.name] ?? Number.POSITIVE_INFINITY))
      wrong.push(`${one.name}: ${kb} KB, ${LIMITS_KB[one.name]} are allowed`)
    for (const [i, { what, expected }] of asks.entries()) {
      const got = readAnswer(answers[i] ?? {})
      if (got !== expected) wrong.push(`${one.name}, ${what}: ${got} instead of ${expected}`)
    }
  }
} finally {
  await database.stop()
  rmSync(root, { recursive: true, force: true })
}
for (const line of wrong) console.error(line)
process.exitCode = wrong.length === 0 ? 0 : 1
