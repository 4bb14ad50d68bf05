import { catalog } from '../lib/problems.ts'

// Apart from the rest of this capability's: the claim's function loads these, and none of what desks are told.

export const unknownDrop = catalog({
  'drop-unknown': { status: 404, title: '没有找到这场福利', next: '去福利页看看别的' },
})

/** Why a claim or an entry is refused, in order of precedence. */
export const claimProblems = catalog({
  ...unknownDrop,
  'drop-by-lottery': { status: 409, title: '这场是抽签，不用抢', next: '截止前点“报名抽签”，开奖后看结果' },
  'drop-first-come': { status: 409, title: '这场先到先得，不抽签', next: '到点直接点“立即抢”' },
  'drop-no-opening': { status: 409, title: '这场不用登记摇号', next: '到点直接点“立即抢”' },
  'drop-gathering': { status: 409, title: '这场先登记，再统一摇号', next: '请刷新页面，点“立即抢”登记' },
  'opening-over': { status: 409, title: '登记时间已过，没有你的登记', next: '摇号后有剩的，先到先得' },
  'draw-part-unknown': { status: 404, title: '公示文件没有这一部分', next: '请看文件里写的总部分数' },
  'draw-not-listed': {
    status: 409,
    title: '报名名单还没有公布',
    next: '截止几分钟后自动公布，公布后再录号码',
  },
  'draw-too-early': { status: 409, title: '这一期福彩3D 还没有开奖', next: '请到开奖时间后再录' },
  'draw-number-fixed': { status: 409, title: '号码已经两人核对生效', next: '不能再改，请刷新看开奖结果' },
  'drop-not-open': { status: 409, title: '还没到开抢时间', next: '到点再来，不用提前刷' },
  'drop-closed': { status: 409, title: '这场已经结束', next: '去福利页看看下一场' },
  'drop-paused': { status: 409, title: '这场暂停了', next: '恢复后可以继续抢，请留意公告' },
  'audience-org': { status: 403, title: '这场不面向你所在的工会', next: '去福利页看看你能抢的' },
  'audience-tag': { status: 403, title: '这场只面向特定职工', next: '符合条件请找单位工会登记' },
  'audience-joined': { status: 403, title: '入会时间还不够', next: '看看规则里对入会时间的要求' },
  'audience-roster': {
    status: 403,
    title: '只给单位名册上的会员',
    next: '请所在工会把你加进名册，再打开看看',
  },
  'org-stopped': {
    status: 409,
    title: '你所在的单位这场先停了',
    next: '恢复后可以继续抢，请留意福利页的公告',
  },
  'limit-reached': { status: 409, title: '你已经领到上限', next: '去券包里使用' },
  'points-short': { status: 409, title: '积分不够', next: '参加主题阅读可以攒积分' },
  'hold-over': { status: 409, title: '保留时间已过，名额放回去了', next: '积分没有扣；还有名额的话可以再领' },
  'drop-sold-out': { status: 409, title: '已抢完', next: '你的次数没有用掉，留意下一场' },
})
