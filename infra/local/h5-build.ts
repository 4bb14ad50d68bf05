/** The H5 pages, built when they are missing or older than their sources. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Everything a build is made from. */
const sources = [
  'miniprogram/src',
  'miniprogram/config',
  'miniprogram/package.json',
  'shared',
  'package-lock.json',
]
const configs = [
  'miniprogram/babel.config.js',
  'miniprogram/tsconfig.json',
  'miniprogram/project.config.json',
]

export type Built = 'fresh' | 'built' | 'no script' | 'failed'

/**
 * Builds if needed. The hash of the sources lies beside the build, so that it holds whatever `LOCAL_DIR` is.
 * `onChild` is given the running build, to end it with the rest.
 */
export async function buildPages(
  root: string,
  print: (line: string) => void,
  onChild: (child: ChildProcess) => void = () => {},
): Promise<Built> {
  const project = JSON.parse(readFileSync(join(root, 'miniprogram/package.json'), 'utf8'))
  if (!project.scripts?.['build:h5']) {
    print('miniprogram 还没有 build:h5，跳过页面构建，只提供接口。')
    return 'no script'
  }
  const index = join(root, 'miniprogram/dist/h5/index.html')
  const record = join(root, 'miniprogram/dist/h5-sources')
  const { hash, newest } = readSources(root)
  const built = statSync(index, { throwIfNoEntry: false })
  if (built && existsSync(record) && readFileSync(record, 'utf8') === hash) return 'fresh'
  // Built by hand since the last change.
  if (built && built.mtimeMs > newest) {
    writeFileSync(record, hash)
    return 'fresh'
  }
  print('正在构建页面（首次约 1 分钟）…')
  const started = Date.now()
  const { code, output } = await run(root, onChild)
  if (code !== 0) {
    print(
      `${output.trim().split('\n').slice(-15).join('\n')}\n页面构建失败（npm run build:h5 -w miniprogram），接口照常提供。`,
    )
    return 'failed'
  }
  mkdirSync(join(root, 'miniprogram/dist'), { recursive: true })
  writeFileSync(record, hash)
  print(`页面已构建，用时 ${Math.round((Date.now() - started) / 1000)} 秒。`)
  return 'built'
}

function readSources(root: string): { hash: string; newest: number } {
  const hash = createHash('sha256')
  let newest = 0
  const files = [...sources, ...configs].flatMap((path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false })
    if (!found?.isDirectory()) return found ? [path] : []
    return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
      .filter((name) => !/(^|\/)node_modules(\/|$)|\.test\.tsx?$/.test(name))
      .map((name) => `${path}/${name}`)
  })
  for (const file of files.sort()) {
    const found = statSync(join(root, file))
    if (!found.isFile()) continue
    newest = Math.max(newest, found.mtimeMs)
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return { hash: hash.digest('hex'), newest }
}

function run(
  root: string,
  onChild: (child: ChildProcess) => void,
): Promise<{ code: number; output: string }> {
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
  const windows = process.platform === 'win32'
  const child = spawn('npm', ['run', 'build:h5', '-w', 'miniprogram'], {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: the build's own children end with it.
    detached: !windows,
    shell: windows,
  })
  onChild(child)
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.once('error', (fault) => resolve({ code: 1, output: fault.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
