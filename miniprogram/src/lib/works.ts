import type { Grant, Role } from '@gonghui/shared/lib/roles'
import type { Switchable } from '@gonghui/shared/lib/switches'
import type { IconName } from '../ui/icon-paths'
import type { IsOn } from './switches'

interface Work {
  readonly icon: IconName
  readonly text: string
  /** What one does there, in a few words. */
  readonly under: string
  readonly url: string
  readonly roles: readonly Role[]
  /** Which capability it is dead without, where a deployment may do without it. */
  readonly capability?: Switchable
}

/**
 * What one's roles open, in the order of the console's rail; the first is where one begins. The server checks the
 * roles again on every call.
 */
const byPlace = {
  drops: {
    icon: 'gift',
    text: '福利场次',
    under: '新建、排期、看数',
    url: '/console/drops',
    roles: ['operator', 'staff', 'auditor'],
  },
  outlets: {
    icon: 'shop',
    text: '网点',
    under: '登记、更正、闭店',
    url: '/console/outlets',
    roles: ['operator'],
  },
  'look-up': {
    icon: 'phone',
    text: '客服查询',
    under: '按券码、会员码查来龙去脉',
    url: '/console/look-up',
    roles: ['operator', 'staff'],
  },
  exports: {
    icon: 'doc',
    text: '我的导出',
    under: '导出的表格，一天内下载',
    url: '/console/exports',
    roles: ['operator', 'staff', 'auditor'],
  },
  approvals: {
    icon: 'check',
    text: '待审批',
    under: '数量或金额大的场次，第二人把关',
    url: '/console/approvals',
    roles: ['operator', 'auditor', 'cadre'],
  },
  campaigns: {
    icon: 'book',
    text: '主题阅读',
    under: '办读书活动：书单、规则、发布',
    url: '/console/campaigns',
    roles: ['operator', 'staff'],
    capability: 'reading',
  },
  clerk: {
    icon: 'ticket',
    text: '核销台',
    under: '扫会员的券码，确认后核销',
    url: '/benefits/clerk',
    roles: ['clerk'],
  },
  desk: {
    icon: 'scan',
    text: '签到验码',
    under: '活动签到，验会员码',
    url: '/membership/desk',
    roles: ['staff', 'operator', 'matchmaker', 'cadre'],
  },
  orgs: {
    icon: 'tree',
    text: '组织',
    under: '下级工会和会员人数',
    url: '/membership/orgs',
    roles: ['cadre'],
  },
  applications: {
    icon: 'users',
    text: '入会审核',
    under: '看申请，同意或退回',
    url: '/membership/applications',
    roles: ['cadre'],
  },
  repairs: {
    icon: 'person',
    text: '重复核实',
    under: '手机号已有会员的申请',
    url: '/membership/repairs',
    roles: ['cadre'],
  },
  members: {
    icon: 'id',
    text: '会员',
    under: '找会员，设标签',
    url: '/membership/members',
    roles: ['cadre'],
  },
  transfers: {
    icon: 'out',
    text: '会员转移',
    under: '接收转入，发起转出',
    url: '/membership/transfers',
    roles: ['cadre'],
  },
  'tag-claims': {
    icon: 'check',
    text: '标签审核',
    under: '核对会员申请的标签',
    url: '/membership/tag-claims',
    roles: ['cadre'],
  },
  roster: {
    icon: 'doc',
    text: '名册',
    under: '导入单位的职工名单，扫码马上入会',
    url: '/membership/roster',
    roles: ['cadre'],
  },
  'join-codes': {
    icon: 'qr',
    text: '入会码',
    under: '给单位生成入会海报码',
    url: '/membership/join-codes',
    roles: ['cadre'],
  },
  roles: {
    icon: 'person',
    text: '人员与角色',
    under: '谁能做什么，给和收回',
    url: '/console/roles',
    roles: ['cadre', 'operator', 'auditor'],
  },
  reviews: {
    icon: 'id',
    text: '资料审核',
    under: '核实交友资料，通过或退回',
    url: '/matchmaking/reviews',
    roles: ['matchmaker'],
    capability: 'matchmaking',
  },
  cases: {
    icon: 'heart',
    text: '牵线',
    under: '确认互相心动的两个人',
    url: '/matchmaking/cases',
    roles: ['matchmaker'],
    capability: 'matchmaking',
  },
  reports: {
    icon: 'bell',
    text: '举报查实',
    under: '查实被举报的资料',
    url: '/matchmaking/reports',
    roles: ['matchmaker'],
    capability: 'matchmaking',
  },
  events: {
    icon: 'users',
    text: '相亲会',
    under: '办一场：名额、签到、排桌',
    url: '/matchmaking/managed-events',
    roles: ['matchmaker', 'staff'],
    capability: 'matchmaking',
  },
  figures: {
    icon: 'chart',
    text: '交友数据',
    under: '只有人数，没有人',
    url: '/matchmaking/figures',
    roles: ['matchmaker', 'staff'],
    capability: 'matchmaking',
  },
} as const satisfies Readonly<Record<string, Work>>

export type WorkPlace = keyof typeof byPlace

const works = Object.entries(byPlace).map(
  ([place, work]) => ({ place: place as WorkPlace, ...work }) as const,
)

/** All that somebody with these roles opens here. */
export const worksFor = (grants: readonly Grant[], isOn: IsOn): (Work & { readonly place: WorkPlace })[] =>
  works.filter(
    ({ roles, capability }: Work) => isOn(capability) && grants.some(({ role }) => roles.includes(role)),
  )

/** Where somebody with these roles begins; undefined where they open nothing. */
export const workOf = (grants: readonly Grant[], isOn: IsOn): string | undefined =>
  worksFor(grants, isOn)[0]?.url
