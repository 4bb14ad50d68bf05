import Taro from '@tarojs/taro'

export const hasSubscriptions = true

/**
 * WeChat's own question, which must come straight from a tap. Whoever says no, or has switched messages off, has
 * answered: nothing is told of it. @returns the templates that were agreed to.
 * https://developers.weixin.qq.com/miniprogram/dev/api/open-api/subscribe-message/wx.requestSubscribeMessage.html
 */
export async function askInWechat(tmplIds: string[]): Promise<string[]> {
  try {
    const answer = (await Taro.requestSubscribeMessage({ tmplIds, entityIds: [] })) as Record<string, unknown>
    return tmplIds.filter((templateId) => answer[templateId] === 'accept')
  } catch {
    return []
  }
}
