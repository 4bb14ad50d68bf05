import type { Download } from '@gonghui/shared/lib/files'
import Taro from '@tarojs/taro'

/** Fetches a file and shows it; in WeChat it can be sent on from there. @returns false where it did not come. */
export async function saveFile({ url, saveAs }: Download): Promise<boolean> {
  try {
    const filePath = `${Taro.env.USER_DATA_PATH}/${saveAs}`
    const { statusCode } = await Taro.downloadFile({ url, filePath })
    if (statusCode !== 200) return false
    const fileType = (['xlsx', 'pdf'] as const).find((ending) => saveAs.endsWith(`.${ending}`))
    if (fileType) await Taro.openDocument({ filePath, fileType, showMenu: true })
    else if (/\.(png|jpg)$/.test(saveAs)) await Taro.previewImage({ urls: [filePath] })
    else await Taro.shareFileMessage({ filePath, fileName: saveAs })
    return true
  } catch {
    return false
  }
}
