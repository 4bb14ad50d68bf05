import { type Instant, inWords } from '@gonghui/shared/lib/instant'
import type { Said } from '../lib/messages.ts'
import type { Words } from './words.rule.ts'

const SINGLES = 'matchmaking/home'
const INTRODUCTIONS = 'matchmaking/introductions'
const eventPage = (eventId: string) => `matchmaking/event?eventId=${eventId}`

type OfSingles = Extract<
  Said,
  { readonly revision: number } | { readonly introductionId: string } | { readonly eventId: string }
>

/**
 * What is said of looking for a partner. A phone lies where others see it: of an introduction WeChat is told no more than
 * that there is something to look at.
 */
export function singlesWordsOf(said: OfSingles, at: Instant): Words {
  switch (said.kind) {
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
  }
}
