import Taro from '@tarojs/taro'
import { create } from 'zustand'

/** A file that lies on the phone. */
export interface ReadyFile {
  readonly filePath: string
  readonly saveAs: string
}

/** WeChat lets a file go to a chat only from within a tap, so what was fetched waits here for one. */
const useStore = create<{ readonly file?: ReadyFile }>(() => ({}))

export const useReadyFile = (): ReadyFile | undefined => useStore().file
export const readyToSend = (file: ReadyFile) => useStore.setState({ file })
export const leaveReadyFile = () => useStore.setState({}, true)

/** To be called in the tap itself, before anything is awaited. @returns what to say where it was not sent. */
export async function sendReadyFile({ filePath, saveAs }: ReadyFile): Promise<string | undefined> {
  try {
    await Taro.shareFileMessage({ filePath, fileName: saveAs })
    leaveReadyFile()
    return undefined
  } catch (fault) {
    const { errMsg = '' } = fault as { readonly errMsg?: string }
    return /cancel/.test(errMsg) ? undefined : '微信没有发出去，请再点一次；还不行请升级微信'
  }
}
