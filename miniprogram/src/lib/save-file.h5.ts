import type { Download } from '@gonghui/shared/lib/files'

/** The storage says that it is to be saved, and under which name. */
export async function saveFile({ url }: Download): Promise<boolean> {
  window.location.assign(url)
  return true
}
