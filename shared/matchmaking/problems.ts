import { catalog, contentProblems, orgProblems } from '../lib/problems.ts'

/** Why matchmaking refuses, in order of precedence. None of them says whether somebody is there who may not be seen. */
export const matchmakingProblems = catalog({
  ...orgProblems,
  'profile-missing': { status: 404, title: '你还没有交友资料', next: '先填资料，交给单位红娘审核' },
  'profile-suspended': {
    status: 403,
    title: '你的交友服务已暂停',
    next: '有疑问请联系所在单位工会',
  },
  'under-age': { status: 409, title: '未满 18 周岁不能使用', next: '年满 18 周岁后再来' },
  'consent-outdated': { status: 409, title: '交友服务的说明已更新', next: '请看过新的说明，同意后再提交' },
  'profile-changed': { status: 409, title: '资料刚在别处改过', next: '请刷新后再改' },
  'profile-incomplete': { status: 409, title: '资料还没填完', next: '请补上没填的几项' },
  'profile-in-review': { status: 409, title: '资料正在审核', next: '等单位红娘审核后再提交' },
  'text-tells-who': {
    status: 409,
    title: '自我介绍里露出了身份或联系方式',
    next: '请去掉姓名、单位、电话、微信号，互相同意后红娘会帮你们交换',
  },
  ...contentProblems,
  'profile-not-listed': { status: 409, title: '资料通过审核后才能使用', next: '请等单位红娘审核' },
  'profile-moved': { status: 409, title: '你换了单位', next: '请重新提交资料，由新单位的红娘核实' },
  'profile-paused': { status: 409, title: '你已暂停交友', next: '先在“我的资料”里恢复' },
  'profile-unknown': { status: 404, title: '没有找到这份资料', next: '请刷新列表' },
  'profile-decided': { status: 409, title: '这份资料已经处理过了', next: '请刷新列表查看结果' },
  'single-unknown': { status: 404, title: '这位朋友现在不在了', next: '看看今天的其他推荐' },
  'hearts-used-up': { status: 409, title: '今天的心动次数用完了', next: '明天再来，慢慢看不着急' },
  'introduction-unknown': { status: 404, title: '没有找到这次牵线', next: '请刷新列表' },
  'introduction-over': { status: 409, title: '这次牵线已经结束', next: '请刷新查看' },
  'introduction-not-yet': { status: 409, title: '还没到这一步', next: '请等红娘或对方确认' },
  'report-unknown': { status: 404, title: '没有找到这条举报', next: '请刷新列表' },
  'report-decided': { status: 409, title: '这条举报已经处理过了', next: '请刷新列表查看结果' },
})
