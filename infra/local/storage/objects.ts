/** What the storage keeps: a file for each object, and one beside it that tells its type. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Stored = { type: string; etag: string; modified: string; body: Buffer }

export type Objects = {
  put(key: string, type: string, body: Buffer): Promise<string>
  get(key: string): Promise<Stored | undefined>
  remove(key: string): Promise<void>
}

export function keepObjects(dir: string): Objects {
  // One flat folder: no key, whatever is in it, leads out of there.
  const fileOf = (key: string) => join(dir, encodeURIComponent(key).replaceAll('.', '%2E'))
  return {
    async put(key, type, body) {
      await mkdir(dir, { recursive: true })
      const etag = `"${createHash('md5').update(body).digest('hex')}"`
      const head = { type, etag, modified: new Date().toUTCString() }
      // Renamed when whole: a reader finds the old object or the new one, and a crash leaves none by halves.
      const part = `${fileOf(key)}.${process.hrtime.bigint()}`
      await writeFile(part, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]))
      await rename(part, fileOf(key))
      return etag
    },
    async get(key) {
      const content = await readFile(fileOf(key)).catch(() => undefined)
      if (!content) return undefined
      const end = content.indexOf('\n')
      const head = JSON.parse(content.toString('utf8', 0, end)) as Omit<Stored, 'body'>
      return { ...head, body: content.subarray(end + 1) }
    },
    remove: (key) => rm(fileOf(key), { force: true }),
  }
}
