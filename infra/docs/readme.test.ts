/** What README says one needs, held against what the project brings and what it asks for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const textOf = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
const readme = textOf('README.md')

test('the platform on which nothing else is needed is the one that binaries are brought for', () => {
  const brought = Object.keys(JSON.parse(textOf('package.json')).optionalDependencies)
  for (const name of brought) expect(name).toMatch(/linux-x64$/)
  expect(readme).toContain('On Linux x64 (WSL is one) you need')
})

test('the Node that is asked for elsewhere is the oldest that the commands start with', () => {
  const [, oldest = ''] = /const oldest = \[(.+)\]/.exec(textOf('infra/local/prepare.mjs')) ?? []
  expect(readme).toContain(`Node ${oldest.replace(', ', '.')} or later`)
})

test('every command that it names is one', () => {
  const scripts = ['package.json', 'miniprogram/package.json'].flatMap((file) =>
    Object.keys(JSON.parse(textOf(file)).scripts),
  )
  const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(15)
  for (const name of named) expect(scripts).toContain(name)
})
