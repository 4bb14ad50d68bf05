import { catalog } from '../lib/problems.ts'

/** Why the inbox refuses. */
export const messagesProblems = catalog({
  'message-unknown': { status: 404, title: '没有找到这条消息', next: '消息保存 180 天；请回到列表刷新' },
})
