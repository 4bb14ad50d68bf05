import type { JoinCodeRow } from '@gonghui/functions/membership/join-code.rule'
import type { MemberRow } from '@gonghui/functions/membership/member.rule'
import { standingOf } from '@gonghui/functions/membership/member.rule'
import { readMemberOf } from '@gonghui/functions/membership/member.store'
import type { OrgRow } from '@gonghui/functions/membership/org.rule'
import { wordsOf } from '@gonghui/functions/membership/org-words'
import { memberWithNo } from '@gonghui/functions/membership/roll.store'
import { dayOf, epochMsOf, type Instant } from '@gonghui/shared/lib/instant'
import { holdsMembership } from '@gonghui/shared/lib/standing'
import { line } from '@gonghui/shared/lib/text'
import { memberNo as memberNoSchema } from '@gonghui/shared/membership/members'
import { terminalQr } from '../local/terminal-qr.ts'
import { type Stage, VALID_DAYS } from './founding.rule.ts'
import { appoint, cadresOf, invite, putCityUnion, readStage } from './founding.store.ts'
import { type Place, Refusal } from './place.ts'

export interface Wanted {
  /** The root union's name. */
  readonly city?: string | undefined
  /** The member number of the first cadre. */
  readonly cadre?: string | undefined
  /** Another invitation in place of the one that is out. */
  readonly again: boolean
  /** False: says what would be written, and writes nothing. */
  readonly write: boolean
  readonly place: Place
  readonly now: Instant
  readonly print: (line: string) => void
}

/** @throws Refusal where there is nothing to found, or not by these options. */
export async function found(wanted: Wanted): Promise<void> {
  const stage = await readStage(wanted.now)
  if (wanted.cadre !== undefined) return nameCadre(wanted, stage, wanted.cadre)
  if (stage.is === 'led') throw new Refusal(await ledWords(stage.city))
  if (stage.is === 'empty') return beginUnion(wanted)
  if (wanted.city !== undefined && wanted.city.trim() !== stage.city.name)
    throw new Refusal(
      `${wanted.place.words}里已经有市总工会「${stage.city.name}」，改名请由它的干部在小程序里改`,
    )
  if (wanted.again || stage.is === 'uninvited') return inviteTo(stage.city, wanted)
  if (stage.is === 'invited') return showInvitation(stage.invitation, wanted)
  wanted.print(`「${stage.city.name}」的邀请码 ${stage.invitation.scene} 已经有人用了。`)
  wanted.print(`${namingWords(wanted)}\n  不是他用的：加 --again --write 另发一张。`)
}

const DRY = '以上什么都还没有写。看清楚了，加上 --write 再运行一次。'
const invitationWords = `  邀请码  给首任干部一个人用，一次，${VALID_DAYS} 天内有效；用它入会不用审核，只成为会员，不带任何角色`

async function beginUnion(wanted: Wanted): Promise<void> {
  const { city = '', write, place, now, print } = wanted
  const name = line(40).safeParse(city)
  if (!name.success)
    throw new Refusal(`${place.words}里还没有工会：用 --city 写上市总工会的全称（40 字以内）`)
  print(`${write ? '写入' : '将写入'}${place.words}：`)
  print(`  市总工会  「${name.data}」，全市各级工会的根`)
  print(`  查找用词  ${wordsOf(name.data).join('、')}`)
  if (!write) {
    print(invitationWords)
    return print(DRY)
  }
  if (!(await putCityUnion(name.data, now)))
    throw new Refusal('刚刚有别人写入了市总工会：请再运行一次，看现在的情况')
  const stage = await readStage(now)
  if (stage.is !== 'uninvited') throw new Refusal('刚刚有别人接着做了下去：请再运行一次，看现在的情况')
  await inviteTo(stage.city, wanted)
}

async function inviteTo(city: OrgRow, wanted: Wanted): Promise<void> {
  const { write, place, now, print } = wanted
  print(`${write ? '写入' : '将写入'}${place.words}，「${city.name}」：\n${invitationWords}；以前发的作废`)
  if (!write) return print(DRY)
  showInvitation(await invite(city, now), wanted)
}

function showInvitation({ scene, validUntil = '' }: JoinCodeRow, wanted: Wanted): void {
  const until = new Date(epochMsOf(validUntil)).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
  wanted.print(`\n邀请码  ${scene}  （一次有效，到 ${until} 为止）\n\n${terminalQr(scene)}\n`)
  wanted.print('接下来：')
  wanted.print(
    '  1. 只交给首任干部本人。他在小程序首页点“扫码入会”扫上面的码（在浏览器里输入这 16 位），填姓名和手机号。',
  )
  wanted.print(namingWords(wanted))
}

const namingWords = ({ place }: Wanted) =>
  `  2. 请他当面或在电话里念出会员号（我的 → 我的工会），再运行：\n     npm run found --${place.options} --cadre 会员号`

const faceOf = ({ nameMasked, phoneMasked, orgName, joinedAt }: MemberRow) =>
  `${nameMasked}，${phoneMasked}，${orgName}，${dayOf(joinedAt)} 入会`

async function ledWords(city: OrgRow): Promise<string> {
  const members = await Promise.all((await cadresOf(city)).map(readMemberOf))
  const faces = members.map((member) => `  干部  ${member ? faceOf(member) : '（还不是会员）'}`)
  return [
    `「${city.name}」已经有干部，这条命令的事做完了：`,
    ...faces,
    '以后的工会、入会码、角色，都由干部在小程序和工作台里办。',
  ].join('\n')
}

/** Whoever runs it has the number from the cadre's own mouth, and sees whose it is before anything is written. */
async function nameCadre({ write, now, print, place }: Wanted, stage: Stage, given: string): Promise<void> {
  if (stage.is === 'empty') throw new Refusal(`${place.words}里还没有工会：先用 --city 写入市总工会`)
  const { city } = stage
  const number = memberNoSchema.safeParse(given)
  const member = number.success ? await memberWithNo(number.data) : undefined
  if (!member || !holdsMembership(standingOf(member)))
    throw new Refusal(`没有会员号是 ${given} 的会员：请他先用邀请码入会，再念一遍 12 位会员号`)
  const isHeld = stage.is === 'led' && (await cadresOf(city)).includes(member.personId)
  if (stage.is === 'led' && !isHeld) throw new Refusal(await ledWords(city))
  if (isHeld) return print(`${faceOf(member)}：已经是「${city.name}」的干部。`)
  print(`${write ? '写入' : '将写入'}${place.words}，「${city.name}」：`)
  print(`  干部  ${faceOf(member)}\n  角色变动记一条；没用过的邀请码作废`)
  if (!write) return print(DRY)
  await appoint(city, member, now)
  print('做完了。请他重新打开小程序，“我的”里就有工作台。')
}
