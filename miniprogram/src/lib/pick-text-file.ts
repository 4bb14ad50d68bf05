import Taro from '@tarojs/taro'

/** A text file that the user picks: in WeChat, one that was sent in a chat. Undefined where one turns back. */
export async function pickTextFile(): Promise<string | undefined> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['csv', 'txt'] })
    const path = tempFiles[0]?.path
    return path && String(Taro.getFileSystemManager().readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
