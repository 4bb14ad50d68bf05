import { ZipFile } from 'yazl'
import { bytesOf } from './sheet-writing.ts'

/** A zip of files that are held already; the same files always make the same zip. */
export async function zipOf(files: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  const mtime = new Date(Date.UTC(2020, 0, 1))
  for (const [name, content] of files) zip.addBuffer(content, name, { mtime })
  zip.end()
  return bytesOf(zip.outputStream as unknown as AsyncIterable<Buffer>)
}
