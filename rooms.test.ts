import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { expect, test } from 'vitest'

/** The one dependency rule of the house (README, “The rooms”), held by reading every import. */

const ROOT = import.meta.dirname
const capabilities = ['membership', 'benefits', 'matchmaking', 'reading', 'messages', 'console']

const files = ['shared', 'functions', 'miniprogram', 'infra'].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => `${room}/${file}`),
)

/** Tests, and what only tests use, which says so by its name. */
const isTest = (file: string) => /\.test\.tsx?$|\/test-[\w-]+\.tsx?$/.test(file)

/** Every file of the house that a file imports, by path from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const specifiers = [...text.matchAll(/(?:from|import|import\()\s*\(?['"]([^'"]+)['"]/g)].map(
    (match) => match[1] ?? '',
  )
  // A file that is run as a process of its own is named by its address.
  const addresses = [...text.matchAll(/new URL\('([\w./-]+\.(?:ts|mjs))', import\.meta\.url\)/g)].map(
    (match) => `./${match[1]}`,
  )
  return [...specifiers, ...addresses].flatMap((specifier) => {
    if (specifier.includes('/node_modules/')) return []
    if (specifier.startsWith('.')) return [resolved(normalize(join(dirname(file), specifier)))]
    if (specifier.startsWith('@gonghui/')) return [resolved(specifier.slice('@gonghui/'.length))]
    if (specifier.startsWith('@/')) return [resolved(`miniprogram/src/${specifier.slice(2)}`)]
    return []
  })
}

const known = new Set(files)
const resolved = (path: string): string =>
  [
    path,
    `${path}.ts`,
    `${path}.tsx`,
    `${path}.h5.ts`,
    `${path}.h5.tsx`,
    `${path}/index.ts`,
    `${path}/index.tsx`,
  ].find((one) => known.has(one)) ?? path

const roomOf = (path: string) => path.split('/')[0] ?? ''
const folderOf = (path: string) => path.split('/')[path.startsWith('miniprogram/') ? 2 : 1] ?? ''
const capabilityOf = (path: string) => capabilities.find((name) => folderOf(path) === name)

const edges = files.flatMap((from) => importsOf(from).map((to) => ({ from, to })))
const breaking = (holds: (edge: { from: string; to: string }) => boolean) =>
  edges.filter((edge) => !holds(edge)).map(({ from, to }) => `${from} → ${to}`)

const mayImport: Record<string, readonly string[]> = {
  shared: ['shared'],
  functions: ['shared', 'functions'],
  miniprogram: ['shared', 'miniprogram'],
  infra: ['shared', 'functions', 'infra', 'miniprogram'],
}

test('a room imports only the rooms below it, and nothing imports infra but tests', () => {
  expect(
    breaking(
      ({ from, to }) =>
        (mayImport[roomOf(from)] ?? []).includes(roomOf(to)) || (isTest(from) && roomOf(to) === 'infra'),
    ),
  ).toEqual([])
})

test('capabilities never import each other', () => {
  expect(
    breaking(({ from, to }) => {
      const [here, there] = [capabilityOf(from), capabilityOf(to)]
      if (here === undefined || there === undefined || here === there) return true
      // The console's screens are the operators' desk over all capabilities, by their contracts.
      const isDesk = from.startsWith('miniprogram/src/console/') && roomOf(to) === 'shared'
      return isDesk || isTest(from) || roomOf(from) === 'infra'
    }),
  ).toEqual([])
})

test('what several capabilities share, on the wire and in the cloud, imports no capability', () => {
  const isShared = (path: string) => /^(shared\/lib|functions\/lib|functions\/table)\//.test(path)
  expect(
    breaking(({ from, to }) => !isShared(from) || isTest(from) || capabilityOf(to) === undefined),
  ).toEqual([])
})

/** What is reached from outside: by the deployment, by a command, by the test runner, by Taro's page lists. */
const isEntry = (file: string) =>
  isTest(file) ||
  file.endsWith('-function.ts') ||
  /^infra\/[\w-]+\/(start|seed|prepare|test-table)\.(ts|mjs)$/.test(file) ||
  /(^|\/)(vitest|index|app|app\.config|babel)\.config\.(ts|js)$|vitest\.config\.ts$/.test(file) ||
  file.endsWith('.d.ts') ||
  file.startsWith('miniprogram/config/') ||
  /^miniprogram\/src\/(app(\.config)?\.tsx?|custom-tab-bar\/|pages\/)/.test(file) ||
  scripts.includes(file) ||
  isPage(file)

const scripts = [
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
  readFileSync(join(ROOT, 'serverless.yml'), 'utf8'),
  readFileSync(join(ROOT, 'miniprogram/package.json'), 'utf8').replaceAll('node ', 'node miniprogram/'),
].join(' ')
const isPage = (file: string) => {
  if (!file.startsWith('miniprogram/src/')) return false
  const page = relative('miniprogram/src', file).replace(/(\.config)?\.tsx?$/, '')
  const config = readFileSync(join(ROOT, 'miniprogram/src/app.config.ts'), 'utf8')
  const [root, ...rest] = page.split('/')
  return (
    config.includes(`'${page}'`) || (config.includes(`'${root}'`) && config.includes(`'${rest.join('/')}'`))
  )
}

test('no file is dead: each is an entry or is imported by one that is not a test', () => {
  const used = new Set(edges.filter(({ from }) => !isTest(from)).map(({ to }) => to))
  // Taro picks `x.h5.ts` where `x.ts` is asked for.
  const isVariant = (file: string) => {
    const plain = file.replace(/\.h5\.tsx?$/, '')
    return used.has(`${plain}.ts`) || used.has(`${plain}.tsx`)
  }
  expect(files.filter((file) => !isEntry(file) && !used.has(file) && !isVariant(file))).toEqual([])
})
