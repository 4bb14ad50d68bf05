import { apply, approveApplication, CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { createJoinCode, listJoinCodes } from '@gonghui/shared/membership/join-codes'
import { getMe } from '@gonghui/shared/membership/sessions'
import { type Ask, answered } from './calls.ts'
import { type Cast, type SignedIn, wechatCode } from './people.ts'
import { named, type Union } from './union.ts'

export interface Poster {
  readonly org: string
  readonly scene: string
  readonly cadre: SignedIn
}

/** Whose join codes hang where: three enterprises, the third looked after by its district. */
const POSTERS = [
  { org: '海风电子工会委员会', cadre: 'cadre-haifeng', label: '3 号门岗海报', slug: 'haifeng' },
  { org: '山海物流工会委员会', cadre: 'cadre-shanhai', label: '分拣中心食堂', slug: 'shanhai' },
  { org: '星桥软件工会委员会', cadre: 'cadre-nanshan', label: '一楼前台', slug: 'xingqiao' },
] as const

/** The join codes, made once: one that hangs already is found by its label. */
export async function putPosters(ask: Ask, cast: Cast, union: Union): Promise<ReadonlyMap<string, Poster>> {
  const posters = await Promise.all(
    POSTERS.map(async ({ org: name, cadre: openid, label, slug }) => {
      const cadre = named(cast, openid)
      const { token } = cadre.session
      const { orgId } = named(union, name)
      const { items } = answered(listJoinCodes, await ask(listJoinCodes, { query: { orgId } }, { token }))
      const hanging = items.find((code) => code.label === label)
      const made =
        hanging ??
        answered(
          createJoinCode,
          await ask(createJoinCode, { body: { orgId, label } }, { token, key: `seed-join-code-${slug}` }),
        )
      return { org: name, scene: made.scene, cadre }
    }),
  )
  return new Map(posters.map((poster) => [poster.org, poster]))
}

/** Members join by roster or by their cadre's approval; applicants are left waiting. Answers the bearer tokens. */
export async function join(
  ask: Ask,
  { cast, posters, wechatBase }: { cast: Cast; posters: ReadonlyMap<string, Poster>; wechatBase: string },
): Promise<ReadonlyMap<string, string>> {
  const joining = [...cast.values()].filter(({ role }) => role === 'member' || role === 'applicant')
  const tokens = await Promise.all(
    joining.map(async (person) => {
      const { token } = person.session
      const poster = named(posters, person.org)
      const before = answered(getMe, await ask(getMe, {}, { token }))
      const waits = before.application?.state === 'waiting'
      if (!before.member && !waits) await applyAt(ask, person, poster.scene, wechatBase)
      if (!before.member && person.role === 'member') await approveIfWaiting(ask, person, poster.cadre)
      const after = answered(getMe, await ask(getMe, {}, { token }))
      return [person.openid, after.token ?? token] as const
    }),
  )
  return new Map(tokens)
}

async function applyAt(ask: Ask, person: SignedIn, scene: string, wechatBase: string): Promise<void> {
  const { openid, phone, name, session } = person
  const phoneCode = await wechatCode(wechatBase, 'phone-codes', { openid, phone })
  const body = { scene, name, phoneCode, consentVersion: CONSENT_VERSION }
  answered(apply, await ask(apply, { body }, session))
}

async function approveIfWaiting(ask: Ask, person: SignedIn, cadre: SignedIn): Promise<void> {
  const { application } = answered(getMe, await ask(getMe, {}, person.session))
  if (application?.state !== 'waiting') return
  const params = { applicationId: application.applicationId }
  answered(approveApplication, await ask(approveApplication, { params }, cadre.session))
}
