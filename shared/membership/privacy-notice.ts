/** The privacy notice in force; who agreed to an older one is asked again. */
export const CONSENT_VERSION = '2026-12'

interface NoticePart {
  readonly title: string
  readonly text: string
}

export interface PrivacyNotice {
  readonly version: string
  /** The day it came into force. */
  readonly since: string
  /** What is new in it, for who agreed to the one before. */
  readonly changed: string
  readonly parts: readonly NoticePart[]
}

/**
 * What the member reads and answers. A changed text is a new version: everybody is asked again, and the ledger says
 * who agreed to which. PIPL 14, 17: purpose, manner, kinds, term, and how one's rights are used.
 */
export const privacyNotice: PrivacyNotice = {
  version: CONSENT_VERSION,
  since: '2026-11-22',
  changed: '写明了保存多久，新增自己导出、注销和查看登录设备的办法。',
  parts: [
    {
      title: '我们取什么',
      text: '你的姓名和手机号，以及微信给本小程序的用户编号。不取身份证、位置和通讯录。参加职工交友时另行征得你的单独同意。',
    },
    {
      title: '用来做什么',
      text: '只用来和单位名册核对、办理入会、发放和核销福利、开展你报名的活动，以及把结果告诉你。',
    },
    {
      title: '谁能看到',
      text: '审核你的工会干部能看到姓名和遮去中间几位的手机号；商户核销时只看到遮住的称呼。谁看过你的完整姓名和手机号，你在“谁看过我的信息”里看得到。',
    },
    {
      title: '怎样保存',
      text: '姓名和手机号加密保存，保存到你注销为止。没有通过的申请保存 180 天，查看记录和同意记录保存 3 年，福利台账去掉姓名和手机号后保存 2 年。',
    },
    {
      title: '你的权利',
      text: '可以不同意，仍能浏览福利；同意后随时可以撤回。可以自己导出全部信息，可以注销账号（七天内可反悔）。要更正姓名或手机号，请联系所在单位工会。',
    },
  ],
}
