import type { Upload } from '@gonghui/shared/lib/files'
import Taro from '@tarojs/taro'

/** A file that the user picked, and the way to send it where an upload says. */
export interface PickedFile {
  readonly name: string
  /** In bytes. */
  readonly size: number
  readonly send: (to: Upload) => Promise<'sent' | 'refused' | 'unreachable'>
}

/** In WeChat a file that was sent in a chat. Undefined where one turns back. @param endings without the dot. */
export async function pickFile(endings: readonly string[]): Promise<PickedFile | undefined> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
    const file = tempFiles[0]
    return file && { name: file.name, size: file.size, send: (to) => send(file.path, to) }
  } catch {
    return undefined
  }
}

/** A picture from the album or the camera, in WeChat's own smaller form. Undefined where one turns back. */
export async function pickPicture(): Promise<PickedFile | undefined> {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] })
    const file = tempFiles[0]
    return file && { name: file.tempFilePath, size: file.size, send: (to) => send(file.tempFilePath, to) }
  } catch {
    return undefined
  }
}

async function send(path: string, { url, headers }: Upload) {
  try {
    const data = Taro.getFileSystemManager().readFileSync(path) as ArrayBuffer
    const { statusCode } = await Taro.request({ url, method: 'PUT', header: headers, data, timeout: 120_000 })
    return statusCode === 200 ? ('sent' as const) : ('refused' as const)
  } catch {
    return 'unreachable' as const
  }
}
