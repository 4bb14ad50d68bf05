import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accessPatterns, type Pattern } from '@gonghui/functions/table/access-patterns'
import { build } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { actionsOf, keyPrefixesOf, leadingKeysOf, statementsOf } from './template-roles.ts'
import { consoleStory } from './test-console-story.ts'
import { farewellStory } from './test-farewell-story.ts'
import { lotteryStory } from './test-lottery-story.ts'
import { matchmakingStory } from './test-matchmaking-story.ts'
import { membershipStory } from './test-membership-story.ts'
import { messagesStory } from './test-messages-story.ts'
import { openingStory } from './test-opening-story.ts'
import { noted, partitionOf, stopWechat } from './test-product.ts'
import { readingStory } from './test-reading-story.ts'
import { rehearsalStory } from './test-rehearsal-story.ts'
import { benefitsStory } from './test-story.ts'
import { staff, union } from './test-story-people.ts'
import { verdictOn } from './test-wechat-story.ts'

const read = (file: string) =>
  parse(readFileSync(join(import.meta.dirname, file), 'utf8'), { logLevel: 'error' })
const deployed: Record<string, { handler: string; role: string }> = read('../../serverless.yml').functions
const roles = read('roles.yml').Resources

/** `GetObject imports/*`, `InvokeFunction jobs` for everything else that a function's role lets it do. */
const allowedBeside = (name: string): string[] =>
  statementsOf(roles[deployed[name]?.role ?? ''].Properties).flatMap((statement) =>
    actionsOf(statement).flatMap((action) => {
      if (action === 'lambda:InvokeFunction')
        return [
          `InvokeFunction ${/^(\w+)LambdaFunction\.Arn$/.exec(String(statement.Resource))?.[1]?.toLowerCase()}`,
        ]
      return action.startsWith('s3:')
        ? keyPrefixesOf(statement).map((key) => `${action.slice(3)} ${key}`)
        : []
    }),
  )

/** `DropItem DROP#*` for everything that a function's role lets it do to the table. */
function allowedTo(name: string): string[] {
  return statementsOf(roles[deployed[name]?.role ?? ''].Properties).flatMap((statement) =>
    actionsOf(statement)
      .filter((action) => action.startsWith('dynamodb:') && !action.endsWith(':DescribeTable'))
      .flatMap((action) => (leadingKeysOf(statement) ?? ['any']).map((key) => `${action.slice(9)} ${key}`)),
  )
}

const sorted = (words: Iterable<string>) => [...new Set(words)].sort()
const names = Object.keys(deployed)

afterAll(() => stopWechat())

test.each(names)('%s may reach the partitions that its own bundle asks for, and no other', async (name) => {
  const entry = deployed[name]?.handler.replace(/\.handler$/, '.ts') ?? ''
  const { outputFiles } = await build({
    absWorkingDir: join(import.meta.dirname, '../..'),
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    charset: 'utf8',
  })
  const asked = [...(outputFiles[0]?.text ?? '').matchAll(/\b(?:keyOf|rangeOf)\("([^"]+)"/g)].map(
    (match) => accessPatterns[match[1] as Pattern][0],
  )
  expect(sorted(allowedTo(name).map((deed) => deed.split(' ')[1] ?? ''))).toEqual(
    sorted(asked.map(partitionOf)),
  )
})

// The whole story takes half a minute, and more than one where others work beside it.
test('each role allows what its function does in the whole of the product’s story, and nothing else', async () => {
  const members = await membershipStory()
  await benefitsStory(members)
  await readingStory(members)
  await rehearsalStory()
  await lotteryStory(members)
  await openingStory(members)
  await matchmakingStory(await staff('matchmaker'), union.workplace, members)
  await messagesStory(members)
  await verdictOn('trace-of-story')
  await consoleStory()
  await farewellStory()
  for (const name of names) {
    const done = [...noted]
      .filter((deed) => deed.startsWith(`${name} `))
      .map((deed) => deed.slice(name.length + 1))
    expect.soft(sorted([...allowedTo(name), ...allowedBeside(name)]), name).toEqual(sorted(done))
  }
}, 180_000)
