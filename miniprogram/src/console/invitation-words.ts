import type { ClerkInvitation } from '@gonghui/shared/membership/clerk-invitations'

/** What becomes of an invitation, in a word and in a sentence. */
export const invitationStateWords = {
  waiting: {
    text: '等待接受',
    tone: 'wait',
    head: { tone: 'wait', icon: 'clock', title: '等待接受', under: '本人扫码确认后生效' },
  },
  accepted: {
    text: '已接受',
    tone: 'ok',
    head: { tone: 'ok', icon: 'check', title: '已接受', under: '马上能在这个网点核销；收回在上面的名单里办' },
  },
  revoked: {
    text: '已撤回',
    tone: 'plain',
    head: { tone: 'wait', icon: 'cross', title: '已撤回', under: '这个码不能再用，可以重新邀请' },
  },
  expired: {
    text: '已过期',
    tone: 'plain',
    head: { tone: 'wait', icon: 'clock', title: '已过期', under: '24 小时内没有人接受，可以重新邀请' },
  },
} as const satisfies Readonly<Record<ClerkInvitation['state'], object>>
