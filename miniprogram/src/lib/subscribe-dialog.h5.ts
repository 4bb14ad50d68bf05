/** A browser has no WeChat messages: there is the inbox. */
export const hasSubscriptions = false

export const askInWechat = async (_: string[]): Promise<string[]> => []
