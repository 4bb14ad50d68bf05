import { type Instant, inWords } from '@gonghui/shared/lib/instant'
import type { Subject } from '@gonghui/shared/messages/subscriptions'
import type { Said } from '../lib/messages.ts'

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
const SINGLES = 'matchmaking/home'
const INTRODUCTIONS = 'matchmaking/introductions'
const eventPage = (eventId: string) => `matchmaking/event?eventId=${eventId}`

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
        title: '转会办好了',
        text: `你已从${said.fromOrgName}转到${said.toOrgName}，券和积分都跟着你`,
        page: TRANSFER,
        brief: { about: said.toOrgName, outcome: '已转入', at, hint: '券和积分都跟着你' },
      }
    case 'transfer-declined':
      return {
        subject: 'admission',
        title: '转会没有办成',
        text: `${said.fromOrgName}到${said.toOrgName}的转会没有被接收，会籍不变`,
        page: TRANSFER,
        brief: { about: said.toOrgName, outcome: '未接收', at, hint: '会籍不变，原因见会籍页' },
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
    // A phone lies where others see it: WeChat is told no more than that there is something to look at.
    case 'profile-approved':
      return {
        subject: 'singles',
        title: '交友资料通过了',
        text: '单位红娘核实好了，去看看今天为你推荐的人',
        page: SINGLES,
        brief: { about: '在线红娘', outcome: '已通过', at, hint: '打开小程序看看' },
      }
    case 'profile-returned':
      return {
        subject: 'singles',
        title: '交友资料要改一改',
        text: '单位红娘写了要改的地方，改好再交',
        page: SINGLES,
        brief: { about: '在线红娘', outcome: '请修改', at, hint: '打开小程序看要改哪里' },
      }
    case 'hearts-mutual':
      return {
        subject: 'singles',
        title: '你们互相心动了',
        text: '已告诉两边的单位红娘。红娘确认后，会请你们各再同意一次',
        page: INTRODUCTIONS,
        brief: { about: '在线红娘', outcome: '有新进展', at, hint: '打开小程序看看' },
      }
    case 'introduction-confirmed':
      return {
        subject: 'singles',
        title: '红娘牵线了，等你点头',
        text: '你们互相心动，红娘已确认。双方都同意，才交换姓名和手机号',
        page: INTRODUCTIONS,
        brief: { about: '在线红娘', outcome: '等你确认', at, hint: '打开小程序看看' },
      }
    case 'contacts-exchanged':
      return {
        subject: 'singles',
        title: '可以联系了',
        text: '双方都同意了，联系方式在“心动和牵线”里',
        page: INTRODUCTIONS,
        brief: { about: '在线红娘', outcome: '有新进展', at, hint: '打开小程序看看' },
      }
    case 'event-place':
      return {
        subject: 'event',
        title: '你有名额了',
        text: `“${said.title}”${inWords(said.startsAt)} 开场，地点：${said.venue}。来不了请早点退出`,
        page: eventPage(said.eventId),
        brief: {
          about: said.title,
          outcome: '有名额了',
          at: said.startsAt,
          hint: '你有名额了，来不了请早点退出',
        },
      }
    case 'event-moved':
      return {
        subject: 'event',
        title: '活动改了时间或地点',
        text: `“${said.title}”${inWords(said.startsAt)} 开场，地点：${said.venue}。来不了请早点退出`,
        page: eventPage(said.eventId),
        brief: { about: said.title, outcome: '有改动', at: said.startsAt, hint: '时间或地点改了，打开看看' },
      }
    case 'event-cancelled':
      return {
        subject: 'event',
        title: '活动取消了',
        text: `“${said.title}”（原定 ${inWords(said.startsAt)}）取消了，原因在活动页里`,
        page: eventPage(said.eventId),
        brief: { about: said.title, outcome: '已取消', at: said.startsAt, hint: '活动取消了，不用来了' },
      }
    case 'quiz-won':
      return {
        title: '答题抽奖中奖了',
        text: `“${said.title}”抽中了你，${said.points} 积分已经到账`,
        page: `reading/campaign?campaignId=${said.campaignId}`,
        brief: { about: said.title, outcome: '中奖', at, hint: '积分已经到账' },
      }
  }
}
