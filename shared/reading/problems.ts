import { catalog, orgProblems } from '../lib/problems.ts'

/** Why reading refuses, in order of precedence: the thing itself, then its time, then me, then what I did. */
export const readingProblems = catalog({
  ...orgProblems,
  'campaign-unknown': { status: 404, title: '没有找到这个活动', next: '去书香打卡看看正在办的活动' },
  'campaign-changed': { status: 409, title: '别人刚改过这个活动', next: '请刷新后在新内容上修改' },
  'campaign-not-draft': { status: 409, title: '活动已经发布，不能再改', next: '要改内容请复制一个新的' },
  'campaign-step-impossible': { status: 409, title: '现在不能做这一步', next: '请刷新看看活动的状态' },
  'campaign-in-the-past': { status: 409, title: '活动日期已经过了', next: '请把起止日期改到今天以后' },
  'campaign-coming': { status: 409, title: '活动还没开始', next: '到开始那天再来打卡' },
  'campaign-closed': { status: 409, title: '活动已经结束', next: '去书香打卡看看别的活动' },
  'audience-org': { status: 403, title: '这个活动不面向你所在的工会', next: '去书香打卡看看你能参加的' },
  'audience-tag': { status: 403, title: '这个活动只面向特定职工', next: '符合条件请找单位工会登记' },
  'audience-joined': { status: 403, title: '入会时间还不够', next: '看看活动对入会时间的要求' },
  'not-enrolled': { status: 409, title: '你还没有报名', next: '先点“我要参加”，再来打卡' },
  'book-unknown': { status: 404, title: '书单里没有这本书', next: '请从书单里重新选一本' },
  'check-in-future': { status: 409, title: '不能给以后的日子打卡', next: '请看看手机的日期，今天的今天打' },
  'check-in-too-late': { status: 409, title: '超过补打卡的期限了', next: '从今天重新开始，连着读下去' },
  'check-in-outside': { status: 409, title: '这一天不在活动期间', next: '请选活动期间的日子' },
  'check-in-too-many': { status: 409, title: '这一天的打卡次数够多了', next: '读完再一起打一次就好' },
  'check-in-too-much': {
    status: 409,
    title: '这一天的时长或页数太多了',
    next: '一天最多记 16 小时、1500 页，请按实际填写',
  },
  'book-not-begun': { status: 409, title: '这本书还没有打过卡', next: '先读一读、打一次卡，再记为读完' },
})
