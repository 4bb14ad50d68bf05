import { type Instant, inWords } from '@gonghui/shared/lib/instant'
import type { Subject } from '@gonghui/shared/messages/subscriptions'
import type { Said } from '../lib/messages.ts'
import { singlesWordsOf } from './singles-words.rule.ts'

/** What a message says: in the inbox (`title`, `text`), and in the fields of a WeChat template. */
export interface Words {
  /** Absent: it is told in the inbox alone. */
  readonly subject?: Subject
  readonly title: string
  readonly text: string
  readonly page: string
  /** What it is about, how it went in a word, when, and what to do. */
  readonly brief: {
    readonly about: string
    readonly outcome: string
    readonly at: Instant
    readonly hint: string
  }
}

const APPLICATION = 'membership/status'
const TRANSFER = 'membership/union'

const CORRECTED = { name: '姓名', phone: '手机号', both: '姓名和手机号' } as const

/** @param at the instant of what the message tells. */
export function wordsOf(said: Said, at: Instant): Words {
  switch (said.kind) {
    case 'application-admitted':
      return {
        subject: 'admission',
        title: '入会申请通过了',
        text: `欢迎加入${said.orgName}，可以领会员福利了`,
        page: APPLICATION,
        brief: { about: said.orgName, outcome: '已通过', at, hint: '可以领会员福利了' },
      }
    case 'application-refused':
      return {
        subject: 'admission',
        title: '入会申请没有通过',
        text: `${said.orgName}退回了你的申请，看看原因，改好可以再申请`,
        page: APPLICATION,
        brief: { about: said.orgName, outcome: '未通过', at, hint: '看看原因，改好可以再申请' },
      }
    case 'application-merged':
      return {
        subject: 'admission',
        title: '会员身份已转到这个微信',
        text: `${said.orgName}核实了是你本人，券、积分和记录都在`,
        page: APPLICATION,
        brief: { about: said.orgName, outcome: '已核实', at, hint: '券、积分和记录都在' },
      }
    case 'transfer-accepted':
      return {
        subject: 'admission',
        title: '会员转移办好了',
        text: `你已从${said.fromOrgName}转到${said.toOrgName}，券和积分都跟着你`,
        page: TRANSFER,
        brief: { about: said.toOrgName, outcome: '已转入', at, hint: '券和积分都跟着你' },
      }
    case 'transfer-declined':
      return {
        subject: 'admission',
        title: '会员转移没有办成',
        text: `${said.fromOrgName}到${said.toOrgName}的转移没有被接收，会籍不变`,
        page: TRANSFER,
        brief: { about: said.toOrgName, outcome: '未接收', at, hint: '会籍不变，原因见会籍页' },
      }
    case 'member-corrected':
      return {
        title: '工会更正了你的资料',
        text: `${said.orgName}更正了你登记的${CORRECTED[said.what]}。不是你要改的，请马上联系工会`,
        page: TRANSFER,
        brief: { about: said.orgName, outcome: '已更正', at, hint: '不是你要改的，请联系工会' },
      }
    case 'phone-passed-on':
      return {
        title: '你登记的手机号换人了',
        text: `${said.orgName}核实这个号码现在是别人的。会籍、券和积分都不变，请联系工会登记新号码`,
        page: TRANSFER,
        brief: { about: said.orgName, outcome: '请更新', at, hint: '请联系工会登记新号码' },
      }
    case 'offer':
      return {
        subject: 'offer',
        title: '候补到了',
        text: `“${said.title}”有名额留给你，${inWords(said.until)} 前领取，过时给下一位`,
        page: `benefits/voucher?voucherId=${said.voucherId}`,
        brief: {
          about: said.title,
          outcome: '候补成功',
          at: said.until,
          hint: '请在这之前领取，过时给下一位',
        },
      }
    case 'voucher-ending':
      return {
        subject: 'ending',
        title: '有券快到期了',
        text: `“${said.title}”的券用到 ${inWords(said.until)}，用不上可以退给别人`,
        page: `benefits/voucher?voucherId=${said.voucherId}`,
        brief: { about: said.title, outcome: '快到期', at: said.until, hint: '到期作废，用不上可以退给别人' },
      }
    case 'opening-soon':
      return {
        subject: 'opening',
        title: '马上开始',
        text: `“${said.title}”${inWords(said.opensAt)} 开始，现在去等着`,
        page: `benefits/drop?dropId=${said.dropId}`,
        brief: { about: said.title, outcome: '即将开始', at: said.opensAt, hint: '点开在页面上等倒计时' },
      }
    case 'quiz-won':
      return {
        title: '答题抽奖中奖了',
        text: `“${said.title}”抽中了你，${said.points} 积分已经到账`,
        page: `reading/campaign?campaignId=${said.campaignId}`,
        brief: { about: said.title, outcome: '中奖', at, hint: '积分已经到账' },
      }
    default:
      return singlesWordsOf(said, at)
  }
}
