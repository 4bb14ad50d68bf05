/** The H5 build as a web server gives it out: types, gzip, caching. */
import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip as gzipWithCallback } from 'node:zlib'
import { lookup } from 'mrmime'
import type { Pages } from './gateway.ts'
import type { Reply } from './gateway-event.ts'

const gzip = promisify(gzipWithCallback)

type Kept = { etag: string; plain: Buffer; zipped?: Buffer; type: string; immutable: boolean }

/** Where the pages find the API and how a person signs in without WeChat; read by them as they start. */
export type PagesConfig = { apiBase: string; loginPage: string }

export function servePages(dir: string, config: PagesConfig): Pages {
  const root = resolve(dir)
  const kept = new Map<string, Kept>()

  async function find(path: string): Promise<Kept | undefined> {
    const file = resolve(join(root, decodeURIComponent(path.endsWith('/') ? `${path}index.html` : path)))
    if (!file.startsWith(root + sep)) return undefined
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) return undefined
    const etag = `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"`
    const before = kept.get(file)
    if (before?.etag === etag) return before
    const plain = await readFile(file)
    const type = lookup(file) ?? 'application/octet-stream'
    const text = /^text\/|json|javascript|xml|svg/.test(type)
    const page: Kept = {
      etag,
      plain,
      type: text ? `${type}; charset=utf-8` : type,
      // A name with a content hash never changes its content.
      immutable: /[.-][0-9a-f]{8,}\.\w+$/.test(file),
      ...(text && plain.length > 1_024 && { zipped: await gzip(plain) }),
    }
    kept.set(file, page)
    return page
  }

  return async (path, request) => {
    if (path === '/config.json') return json(config)
    const page = await find(path)
    if (page) return reply(page, request)
    return path === '/' ? notBuilt() : undefined
  }
}

function reply(page: Kept, { headers }: IncomingMessage): Reply {
  const zipped = /\bgzip\b/.test(String(headers['accept-encoding'])) ? page.zipped : undefined
  const common = {
    etag: page.etag,
    'cache-control': page.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  }
  if (headers['if-none-match'] === page.etag) return { status: 304, headers: common, body: Buffer.alloc(0) }
  return {
    status: 200,
    headers: { ...common, 'content-type': page.type, ...(zipped && { 'content-encoding': 'gzip' }) },
    body: zipped ?? page.plain,
  }
}

function json(value: unknown): Reply {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  return { status: 200, headers, body: Buffer.from(JSON.stringify(value)) }
}

function notBuilt(): Reply {
  const text =
    '<!doctype html><meta charset="utf-8"><title>工惠</title><p>页面尚未构建：npm run build:h5 -w miniprogram'
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return { status: 503, headers, body: Buffer.from(text) }
}
