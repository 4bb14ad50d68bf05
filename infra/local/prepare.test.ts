import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const prepare = fileURLToPath(new URL('prepare.mjs', import.meta.url))
const locked = {
  packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/mac': { optional: true } },
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gonghui-prepare-'))
  write('package-lock.json', JSON.stringify(locked))
  // In npm's place: what matters here is whether, and with what, it is called.
  write('bin/npm', `#!/bin/sh\necho "$@" >> calls\nmkdir -p node_modules\nexit \${NPM_EXIT:-0}\n`)
  chmodSync(join(root, 'bin/npm'), 0o755)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(name: string, content: string) {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), content)
}
const run = (more: Record<string, string> = {}) =>
  spawnSync('node', [prepare, root], {
    env: { ...process.env, ...more, PATH: `${join(root, 'bin')}:${process.env.PATH}` },
    encoding: 'utf8',
  })
const installs = () =>
  existsSync(join(root, 'calls')) ? readFileSync(join(root, 'calls'), 'utf8').trim().split('\n') : []

test('what is missing is installed from the lockfile, once', () => {
  expect(run().status).toBe(0)
  expect(installs()).toEqual([expect.stringMatching(/^ci /)])
  const again = run()
  expect(again.stdout).toBe('')
  expect(installs()).toHaveLength(1)
})

test('a changed lockfile is installed again', () => {
  run()
  write('package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.1' } } }))
  run()
  expect(installs()).toHaveLength(2)
})

test('an install by hand of just this lockfile is taken as it is', () => {
  write(
    'node_modules/.package-lock.json',
    JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
  )
  expect(run().status).toBe(0)
  expect(installs()).toEqual([])
})

test('an install by hand of another lockfile is not', () => {
  write(
    'node_modules/.package-lock.json',
    JSON.stringify({ packages: { 'node_modules/a': { version: '0.9.0' } } }),
  )
  run()
  expect(installs()).toHaveLength(1)
})

test('an install that fails is reported, and tried again the next time', () => {
  const failed = run({ NPM_EXIT: '1' })
  expect(failed.status).toBe(1)
  expect(failed.stderr).toContain('npm ci')
  run()
  expect(installs()).toHaveLength(2)
})
