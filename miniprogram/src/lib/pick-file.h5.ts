import type { Upload } from '@gonghui/shared/lib/files'
import type { PickedFile } from './pick-file'

/** A file from the computer. Undefined where one turns back. */
export function pickFile(endings: readonly string[]): Promise<PickedFile | undefined> {
  return new Promise((done) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => `.${ending}`).join(',')
    input.oncancel = () => done(undefined)
    input.onchange = () => {
      const file = input.files?.[0]
      done(file && { name: file.name, size: file.size, send: (to) => send(file, to) })
    }
    input.click()
  })
}

export const pickPicture = (): Promise<PickedFile | undefined> => pickFile(['jpg', 'jpeg', 'png'])

async function send(file: File, { url, headers }: Upload) {
  try {
    const { ok } = await fetch(url, { method: 'PUT', headers, body: file })
    return ok ? ('sent' as const) : ('refused' as const)
  } catch {
    return 'unreachable' as const
  }
}
