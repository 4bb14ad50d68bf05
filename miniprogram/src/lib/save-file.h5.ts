import type { Download } from '@gonghui/shared/lib/files'
import { notFetched } from './file-words'

/**
 * Fetches a file and has the browser save it. The page never goes to the address itself: of one that has ended the
 * storage shows a page of its own.
 * @returns what to say where it did not come.
 */
export async function saveFile({ url, saveAs }: Download): Promise<string | undefined> {
  const reply = await fetch(url).catch(() => undefined)
  if (!reply?.ok) return notFetched(reply?.status)
  const file = await reply.blob().catch(() => undefined)
  if (!file) return notFetched()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = saveAs
  link.click()
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return undefined
}
