import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildPages } from './h5-build.ts'

let root: string
const printed: string[] = []
const write = (name: string, content: string) => {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), content)
}
const script = (command?: string) =>
  write(
    'miniprogram/package.json',
    JSON.stringify({ name: 'miniprogram', version: '1.0.0', scripts: command && { 'build:h5': command } }),
  )
const build = () => buildPages(root, (line) => printed.push(line))

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gonghui-pages-'))
  printed.length = 0
  write('package.json', JSON.stringify({ name: 'root', private: true, workspaces: ['miniprogram'] }))
  write('package-lock.json', '{}')
  write('shared/lib/money.ts', 'export const one = 1')
  write('miniprogram/src/app.tsx', 'first')
  script('mkdir -p dist/h5 && cp src/app.tsx dist/h5/index.html && echo x >> builds')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const builds = () => readFileSync(join(root, 'miniprogram/builds'), 'utf8').trim().split('\n').length

test('pages are built when missing, and again only when a source has changed', async () => {
  expect(await build()).toBe('built')
  expect(await build()).toBe('fresh')
  write('shared/lib/money.ts', 'export const one = 2')
  expect(await build()).toBe('built')
  expect(builds()).toBe(2)
})

test('a test is no source of the pages', async () => {
  await build()
  write('miniprogram/src/app.test.tsx', 'a test')
  expect(await build()).toBe('fresh')
})

test('a build by hand after the last change is taken as it is', async () => {
  write('miniprogram/dist/h5/index.html', 'by hand')
  const later = new Date(Date.now() + 10_000)
  utimesSync(join(root, 'miniprogram/dist/h5/index.html'), later, later)
  expect(await build()).toBe('fresh')
})

test('a build that fails says why, and is tried again', async () => {
  script('echo src/app.tsx: no such word >&2; exit 1')
  expect(await build()).toBe('failed')
  expect(printed.join('\n')).toContain('no such word')
  expect(await build()).toBe('failed')
})

test('without a build script that is said, and nothing else', async () => {
  script()
  expect(await build()).toBe('no script')
  expect(printed).toHaveLength(1)
})
