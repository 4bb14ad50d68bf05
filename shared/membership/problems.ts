import { catalog, memberCodeProblems, orgProblems, wechatProblems } from '../lib/problems.ts'

/** Why membership refuses, in order of precedence. */
export const membershipProblems = catalog({
  'login-code-invalid': { status: 401, title: '微信登录没有成功', next: '请关掉小程序重新打开' },
  ...wechatProblems,
  'renewal-invalid': { status: 401, title: '登录已失效', next: '请重新登录' },
  ...orgProblems,
  'join-code-unknown': { status: 404, title: '没有找到这个入会码', next: '请重新扫海报，或问问单位工会' },
  'join-code-revoked': { status: 410, title: '这个入会码已停用', next: '请向单位工会要新的入会码' },
  'join-code-expired': { status: 410, title: '这个入会码已过期', next: '请向单位工会要新的入会码' },
  'join-code-full': { status: 409, title: '这个入会码的名额用完了', next: '请向单位工会要新的入会码' },
  'consent-outdated': { status: 409, title: '隐私说明已更新', next: '请看过新的说明，同意后再提交' },
  'already-member': { status: 409, title: '你已经是会员了', next: '要换单位请办理会员转移' },
  'application-waiting': {
    status: 409,
    title: '你在另一家工会的申请还在审核',
    next: '请等审核结果，或请对方退回',
  },
  'phone-code-too-soon': { status: 409, title: '验证码刚发过', next: '请等一分钟再要新的验证码' },
  'phone-code-limit': { status: 409, title: '今天的验证码次数用完了', next: '请明天再试，或用微信手机号' },
  'phone-code-invalid': { status: 409, title: '手机号没有验证成功', next: '请重新获取验证码' },
  'sms-busy': { status: 503, title: '短信暂时发不出去', next: '请稍后再试，或用微信手机号' },
  'phone-taken': { status: 409, title: '这个手机号已是另一位会员的', next: '请联系上级工会核实' },
  'application-unknown': { status: 404, title: '没有找到这份申请', next: '请刷新列表' },
  'application-decided': { status: 409, title: '这份申请已经处理过了', next: '请刷新列表查看结果' },
  ...memberCodeProblems,
  'check-in-list-unknown': { status: 404, title: '没有找到这张签到表', next: '请返回列表重新选' },
  'check-in-not-invited': {
    status: 409,
    title: '这张签到表只限本工会的会员',
    next: '请会员联系所在的工会',
  },
  'member-unknown': { status: 404, title: '没有找到这位会员', next: '请核对号码；不在本级和下级的查不到' },
  'member-changed': { status: 409, title: '这位会员刚被别人改过', next: '请刷新后再改' },
  'tag-consent-missing': {
    status: 409,
    title: '这个标签属于敏感信息，要你单独同意',
    next: '看过说明、勾选同意后再提交',
  },
  'tag-held': { status: 409, title: '你已经有这个标签了', next: '不用再申请' },
  'tag-claim-unknown': { status: 404, title: '没有找到这份标签申请', next: '请刷新列表' },
  'tag-claim-decided': { status: 409, title: '这份标签申请已经处理过了', next: '请刷新列表查看结果' },
})
