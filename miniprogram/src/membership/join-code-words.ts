/** How a join code stands, as its cadre reads it. */
export const joinCodeStateWords = {
  valid: { text: '有效', tone: 'ok' },
  revoked: { text: '已停用', tone: 'plain' },
  expired: { text: '已过期', tone: 'plain' },
  full: { text: '名额已满', tone: 'wait' },
} as const
