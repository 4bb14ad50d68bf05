import type { Download } from '@gonghui/shared/lib/files'
import Taro from '@tarojs/taro'
import { notFetched } from './file-words'
import { readyToSend } from './ready-file'

/**
 * Fetches a file and shows it. What WeChat cannot show (.zip, .csv) waits for a tap that sends it to a chat.
 * @returns what to say where it did not come.
 */
export async function saveFile({ url, saveAs }: Download): Promise<string | undefined> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${saveAs}`
  const said = await fetchTo(filePath, url)
  if (said !== undefined) return said
  try {
    const fileType = (['xlsx', 'pdf'] as const).find((ending) => saveAs.endsWith(`.${ending}`))
    if (fileType) await Taro.openDocument({ filePath, fileType, showMenu: true })
    else if (/\.(png|jpg)$/.test(saveAs)) await Taro.previewImage({ urls: [filePath] })
    else readyToSend({ filePath, saveAs })
  } catch {
    // It is there all the same, and opens elsewhere.
    readyToSend({ filePath, saveAs })
  }
  return undefined
}

async function fetchTo(filePath: string, url: string): Promise<string | undefined> {
  try {
    const { statusCode } = await Taro.downloadFile({ url, filePath })
    return statusCode === 200 ? undefined : notFetched(statusCode)
  } catch (fault) {
    const { errMsg = '' } = fault as { readonly errMsg?: string }
    if (/domain list/.test(errMsg)) return '微信没有放行这个下载地址，请告诉系统管理员'
    if (/limit|maximum/.test(errMsg)) return '小程序的存储空间满了，请删掉小程序重新进入，或在电脑上下载'
    return notFetched()
  }
}
