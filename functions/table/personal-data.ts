import type { Pattern } from './access-patterns.ts'

/**
 * Every row that is about somebody, in one table: what it holds, what becomes of it when they have themselves erased,
 * and how long it is kept otherwise. The export and the erasure work by it, `docs/personal-data.md` prints it, and a
 * proof looks through the whole table for names, phones and ids to see that it tells the truth.
 */
export interface Kept {
  readonly holds: string
  /**
   * `goes`: removed. `nameless`: stays for the books, under an id behind which there is nobody any more. `fades`: is
   * forgotten by itself within its short term. `others`: it is the record of what they did in office.
   */
  readonly onErasure: 'goes' | 'nameless' | 'fades' | 'others'
  readonly kept: string
  /** Where the term is counted from the deed itself: every such row carries its end, and the table removes it then. */
  readonly days?: number
}

type Term = string | Pick<Kept, 'kept' | 'days'>
const inDays = (days: number): Term => ({ kept: `${days} 天`, days })
const inYears = (years: number): Term => ({ kept: `${years} 年`, days: years * 365 })

const kind = (onErasure: Kept['onErasure'], holds: string, term: Term): Kept => ({
  holds,
  onErasure,
  ...(typeof term === 'string' ? { kept: term } : term),
})
const goes = (holds: string, term: Term = '到注销') => kind('goes', holds, term)
const nameless = (holds: string, term: Term) => kind('nameless', holds, term)
const fades = (holds: string, term: Term) => kind('fades', holds, term)
const others = (holds: string, term: Term) => kind('others', holds, term)

/** Counted from the last day on which one of its vouchers may be used. */
const WITH_DROP = '场次的券到期后 2 年'

export const personalData: Readonly<Partial<Record<Pattern, Kept>>> = {
  'the person behind a WeChat user': goes('微信用户编号的密钥散列'),
  'a person': nameless('微信用户编号（加密）', '到注销；注销后只留编号 30 天，让还没过期的登录办不成事'),
  'a person’s role at an org': goes('角色（有角色的要先收回才能注销）', '到收回'),
  'who holds a role at an org': goes('谁有什么角色；受邀的核销员怎么称呼', '到收回'),
  'an invitation of a clerk': fades('请谁当核销员：邀请人写的称呼、接受的人的编号', inDays(30)),
  'a change of roles at an org in a year': others('谁给谁、收回谁的角色', inYears(3)),
  'a person’s application': goes('最近一份申请的编号'),
  'a consent a person gave with an application': nameless(
    '申请时对隐私说明的同意：版本、时间',
    '申请在就在，申请删去后再 3 年',
  ),
  'an answer of a person to the privacy notice': nameless('对隐私说明的回答：版本、时间、设备', inYears(3)),
  'a person’s wish to be erased': nameless('注销申请：时间', '注销后 30 天'),
  'what is to be forgotten on a day': fades('到期要忘掉的编号', '到期当天'),
  'a phone that WeChat told of a person': goes('微信给的手机号（加密）', '1 小时'),
  'a session': goes('登录：设备、最近使用', '30 天不用即失效'),
  'a session of a person': goes('登录的编号', '30 天不用即失效'),
  'a sign-in to the console': fades('扫码登录：遮住的称呼', '1 小时'),
  'an earlier result of a repeated request': fades('请求编号和结果的编号', '7 天'),
  'attempts in a minute': fades('输错的次数', '10 分钟'),
  'a list that a person took out': others('导出过哪些名单', '29 天'),
  'a list taken out of a drop': others('谁导出过名单', '2 年'),
  'a message to a person': goes(
    '消息（加密）：哪件事、哪场福利或活动、哪个工会，没有姓名和手机号',
    inDays(180),
  ),
  'a message to be sent': fades('要发到微信的消息编号', '到发出，最长 7 天'),
  'what a person lets us send by a template': goes('还同意收几条微信订阅消息'),
  'a job': fades('任务：发起人的编号', inDays(30)),

  'a member': goes('姓名、手机号（加密），会员号，所在工会，标签，在名册上的哪一行（密钥散列）'),
  'the member with a phone': goes('手机号的密钥散列'),
  'the member with a member number': goes('会员号'),
  'a member on an org’s roll': goes('会员名单上的位置'),
  'something that happened to a member': goes('入会、转移、标签变动'),
  'a look at a member’s whole name and phone': nameless(
    '谁在什么时候看过完整信息；注销后原因抹去',
    inYears(3),
  ),
  'a transfer': nameless('会员转移：遮住的姓名和手机号、写的原因；注销后抹去', '2 年'),
  'a member’s latest transfer': goes('最近一次会员转移的编号', '到注销，最长 2 年'),
  'a look at an applicant’s whole name and phone': nameless(
    '谁看过申请人的完整信息；申请删去时原因抹去',
    inYears(3),
  ),
  'a member’s claim to a tag': goes('标签申请的编号', '通过的到注销；没有通过的 180 天'),
  'a claim to a tag': goes('标签申请：凭据（加密）', '通过的到注销；没有通过的 180 天'),
  'the member with digits shown': fades('数字会员码', '几分钟'),
  'a member on a check-in list': nameless('活动签到：遮住的姓名和手机号；注销后抹去', inYears(2)),
  'a check-in in the order of arrival': nameless('活动签到：遮住的姓名和手机号；注销后抹去', inYears(2)),
  'a member’s visit to a door': goes('在哪张签到表上', inYears(2)),
  'a one-time code sent to a phone': fades('验证码的散列', '5 分钟'),
  'one-time codes sent on a day': fades('一天发了几次验证码', '2 天'),
  'a roster entry': nameless(
    '单位提供的名册：姓名、手机号（加密）；注销后与本人断开',
    '到单位移走；工会撤销时全部删去',
  ),
  'a step of a person on a join code': goes('扫过哪张海报', inDays(400)),
  'an application': goes('申请：姓名、手机号（加密）', '等结果的到有结果，通过的到注销，没有通过的 180 天'),

  'an outlet': others('谁最后改的网点', '长期，闭店以后也留着，账目里有它'),
  'the rehearsals of a drop': others('谁彩排的', WITH_DROP),
  'an approval threshold of an org': others('谁定的审批线', '长期'),
  'a version of a drop’s rules': others('谁改的规则', WITH_DROP),
  'a deed on a drop': others('谁对场次做了什么', WITH_DROP),
  'a drop': others('谁建、谁发布', WITH_DROP),
  'a copy of a drop': others('谁建、谁发布', WITH_DROP),
  'a change of a drop’s stock': others('谁加了多少', WITH_DROP),
  'a check-in list': others('谁建的签到表', '长期'),
  'a check-in list of an org': others('谁建的签到表', '长期'),
  'a join code': others('谁建的入会码', '长期'),
  'something that happened to an org': others('谁改了组织', '长期'),

  'a member’s claim on a drop': nameless('领到的券：场次、状态、时间', WITH_DROP),
  'a voucher of a drop that was voided': nameless('作废的券：场次、原因、时间', WITH_DROP),
  'a voucher of a drop that is under way': fades('办到一半的券', '办完为止'),
  'who waits for a drop': goes('候补的位置', '到场次结束'),
  'who waits for a pool of a drop': goes('候补的位置', '到场次结束'),
  'a member’s wait for a drop': goes('候补的位置', '到场次结束'),
  'who is to be reminded of a drop': fades('开抢前要提醒谁', '到开抢'),
  'a person’s wish to be reminded of a drop': goes('开抢前要提醒我的场次', '到开抢'),
  'an entry in a drop': nameless('抽签登记；开奖前注销的撤下', '2 年零 90 天'),
  'a redemption': nameless('核销：哪张券、哪个网点、什么时候', WITH_DROP),
  'a redemption at an outlet on a day': nameless('核销：哪张券、什么时候', WITH_DROP),
  'who was granted all there was': nameless('已领满的编号', WITH_DROP),

  'a member’s enrolment in a campaign': goes('参加了哪个读书活动'),
  'a check-in of a member': goes('阅读打卡的笔记'),
  'a picture of a member’s check-in': goes('阅读打卡的图片（已去掉拍摄信息），只有本人看得到'),
  'a review of a book by a member': goes('书评'),
  'a reader of a campaign': nameless('读了几天、几页，过了哪些答题；笔名注销时抹去', '到注销，之后再 2 年'),
  'a note': goes('读书笔记', '2 年'),
  'a note of a member': goes('写过哪篇笔记', '2 年'),
  'a like of a member': goes('给哪篇笔记点过赞；赞的总数不变', '2 年'),
  'a part of a roll of a quiz’s draw': nameless(
    '答题抽奖的名单（散列编号）和中奖者的编号；开奖前注销的不在名单里',
    '2 年零 90 天',
  ),
  'a certificate': goes('阅读证书：读了几天、几本，什么时候领的'),
  'an attempt of a member at a quiz': goes('答题记录'),
  'the balance of a member’s points': goes('积分余额'),
  'an entry of a member’s points': goes('积分明细'),

  'a single’s profile': nameless(
    '交友资料（加密）；删除或注销后只在有未了结或查实的举报时留下编号',
    '到删除；注销后留下的编号再 3 年',
  ),
  'whom a single is done with': goes('不再推荐谁（散列编号）'),
  'what a single was suggested on a day': goes('哪天推荐了谁（散列编号）；近期推荐过的排在后面', inDays(14)),
  'hearts a single gave on a day': goes('当天心动几次', '2 天'),
  'a heart a single gave': goes('没有回应的心动', inDays(180)),
  'an introduction of a single': goes('牵线的编号'),
  'two singles': nameless(
    '两人之间走到哪一步；联系方式在结束时抹去',
    '没有回应的心动 180 天；牵过的线结束后 3 年',
  ),
  'a look at a single’s name': nameless('红娘什么时候、为什么看过谁的姓名；注销后原因抹去', '2 年'),
  'a report': nameless('举报：理由（加密）', '处理后 3 年'),
  'a photo of a single': goes('交友照片（已去掉拍摄信息）'),
  'the line of an event': goes('报名的先后和号码（散列编号）', '活动后 1 年'),
  'an event of a single': goes('报了哪场相亲会，会后心动给了几号'),
}
