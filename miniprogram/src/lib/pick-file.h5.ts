import type { Upload } from '@gonghui/shared/lib/files'
import type { PickedFile } from './pick-file'

const picked = (file: File): PickedFile => ({
  name: file.name,
  size: file.size,
  send: (to) => send(file, to),
})

/** A file from the computer. Undefined where one turns back. */
export async function pickFile(endings: readonly string[]): Promise<PickedFile | undefined> {
  const file = await choose(endings)
  return file && picked(file)
}

function choose(endings: readonly string[]): Promise<File | undefined> {
  return new Promise((done) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => `.${ending}`).join(',')
    input.oncancel = () => done(undefined)
    input.onchange = () => done(input.files?.[0])
    input.click()
  })
}

/** As WeChat does it: a picture that is larger than a screen is made smaller before it is sent. */
export async function pickPicture(): Promise<PickedFile | undefined> {
  const file = await choose(['jpg', 'jpeg', 'png'])
  return file && picked(await smaller(file))
}

const MOST_PIXELS_A_SIDE = 1_600
const QUALITY = 0.85

/** What cannot be drawn stays as it is: the server says what is wrong with it. */
async function smaller(file: File): Promise<File> {
  const drawn = await createImageBitmap(file).catch(() => undefined)
  if (!drawn) return file
  const scale = MOST_PIXELS_A_SIDE / Math.max(drawn.width, drawn.height)
  if (scale >= 1) return file
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(drawn.width * scale)
  canvas.height = Math.round(drawn.height * scale)
  canvas.getContext('2d')?.drawImage(drawn, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  return blob ? new File([blob], 'picture.jpg', { type: blob.type }) : file
}

async function send(file: File, { url, headers }: Upload) {
  try {
    const { ok } = await fetch(url, { method: 'PUT', headers, body: file })
    return ok ? ('sent' as const) : ('refused' as const)
  } catch {
    return 'unreachable' as const
  }
}
