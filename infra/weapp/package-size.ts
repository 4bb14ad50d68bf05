/**
 * `node infra/weapp/package-size.ts`, after the WeChat build: the main package and each subpackage stay under 1 MB
 * (WeChat takes 2), and every script parses as ES2019, the newest that old phones' engines read.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'

const LIMIT_BYTES = 1_000_000
const root = fileURLToPath(new URL('../../miniprogram/dist/weapp', import.meta.url))

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
const { subPackages = [] } = JSON.parse(readFileSync(join(root, 'app.json'), 'utf8')) as {
  subPackages?: { root: string }[]
}
const packageOf = (file: string): string =>
  subPackages.find((sub) => file.startsWith(`${sub.root}/`))?.root ?? 'main package'

const wrong: string[] = []
const bytes = new Map<string, number>()
for (const file of files) {
  const name = packageOf(file)
  bytes.set(name, (bytes.get(name) ?? 0) + statSync(join(root, file)).size)
  if (!file.endsWith('.js')) continue
  try {
    parse(readFileSync(join(root, file), 'utf8'), { ecmaVersion: 2019 })
  } catch (fault) {
    wrong.push(`${file}: ${(fault as Error).message}, as ES2019`)
  }
}
for (const [name, size] of bytes) {
  console.log(`${name.padEnd(14)} ${(size / 1_000).toFixed(0).padStart(5)} KB`)
  if (size >= LIMIT_BYTES) wrong.push(`${name}: ${size} bytes, fewer than ${LIMIT_BYTES} are allowed`)
}
for (const line of wrong) console.error(line)
process.exitCode = wrong.length === 0 ? 0 : 1
