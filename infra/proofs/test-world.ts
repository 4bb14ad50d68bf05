/**
 * A small union for proofs: two districts, staff in every role, members admitted by the roster, drops made through the
 * API. Only what no endpoint makes yet (orgs, roles, rosters) goes through the stores. Import it after the environment
 * is set: it loads product modules.
 */
import { randomUUID } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { DropPlan } from '@gonghui/shared/benefits/drop-plan'
import { createDrop } from '@gonghui/shared/benefits/drops'
import { scheduleDrop } from '@gonghui/shared/benefits/launch'
import { createOutlet } from '@gonghui/shared/benefits/outlets'
import { DAY_MS, HOUR_MS, instantOf, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import type { Role } from '@gonghui/shared/lib/roles'
import { createJoinCode } from '@gonghui/shared/membership/join-codes'
import { giveGrant } from '../../functions/lib/grants.store.ts'
import { newId } from '../../functions/lib/ids.ts'
import { admit, newMember } from '../../functions/membership/member.store.ts'
import { putOrg } from '../../functions/membership/org.store.ts'
import { personBehind } from '../../functions/membership/person.store.ts'
import { addToRoster } from '../../functions/membership/roster.store.ts'
import { database } from '../../functions/table/database.ts'
import { askAt } from '../seed/calls.ts'
import { bringCodes } from '../seed/codes.ts'
import { inParallel } from './test-crowd.ts'
import { join, logIn, type Member, type Person, type Place, told } from './test-people.ts'

const now = () => instantOf(Date.now())
const newKey = () => randomUUID()

/** One district with a workplace below it, and the people who run it. */
export interface District {
  readonly org: Org
  readonly workplace: Org
  readonly operator: Person
  readonly cadre: Person
  readonly outletId: string
  readonly scene: string
}

export interface World {
  readonly place: Place
  readonly city: Org
  readonly here: District
  /** Its staff have every role, and none of it counts in `here`. */
  readonly there: District
}

let people = 0
const newOpenid = (what: string) => `o-${what}-${++people}`
const newPhone = () => `138${String(10_000_000 + ++people)}`

export async function staffOf(place: Place, role: Role, org: Org, outletId?: string): Promise<Person> {
  const person = await logIn(place, newOpenid(role))
  const grant = { role, orgId: org.orgId, orgPath: org.path, orgName: org.name }
  await giveGrant(person.personId, outletId === undefined ? grant : { ...grant, outletId })
  return person
}

export async function makeOutlet(operator: Person, org: Org, name = '海湾影城·新港店'): Promise<string> {
  const body = { orgId: org.orgId, name, address: '新港路 18 号', hours: '09:00–22:00' }
  return (await told(operator, createOutlet, { body }, newKey())).body.outletId
}

async function makeDistrict(place: Place, city: Org, name: string): Promise<District> {
  const seat = (level: Org['level'], parentId: string, called: string) =>
    putOrg({ orgId: newId('org', now()), name: called, level, parentId })
  const org = await seat('district', city.orgId, `${name}区总工会`)
  const workplace = await seat('workplace', org.orgId, `${name}电子工会`)
  const operator = await staffOf(place, 'operator', org)
  const cadre = await staffOf(place, 'cadre', org)
  const body = { orgId: workplace.orgId, label: '3 号门岗海报' }
  const { scene } = (await told(cadre, createJoinCode, { body }, newKey())).body
  return { org, workplace, operator, cadre, outletId: await makeOutlet(operator, org), scene }
}

export async function makeWorld(place: Place): Promise<World> {
  const city = await putOrg({ orgId: newId('org', now()), name: '深圳市总工会', level: 'city' })
  const here = await makeDistrict(place, city, '南山')
  return { place, city, here, there: await makeDistrict(place, city, '福田') }
}

/**
 * A crowd of members: put into the membership stores, then each logged in over HTTP with a real code. A third of the
 * cost of joining, which matters where hundreds are only needed to tap.
 */
export async function enrolMembers(
  { place }: Pick<World, 'place'>,
  count: number,
  { workplace }: Pick<District, 'workplace'>,
) {
  const numbered = Array.from({ length: count }, (_, i) => i)
  return inParallel(numbered, 16, async (i): Promise<Member> => {
    const openid = newOpenid('member')
    const at = now()
    const personId = await personBehind(openid, at)
    const member = newMember(
      {
        personId,
        applicationId: newId('application', at),
        name: `林工${i}`,
        phone: newPhone(),
        org: workplace,
        tags: [],
        verifiedBy: 'roster',
      },
      at,
    )
    await database.send(new TransactWriteCommand({ TransactItems: admit(member) }))
    return { ...(await logIn(place, openid)), memberId: member.memberId }
  })
}

/** So many members of a district's workplace, each logged in and admitted over HTTP. */
export async function makeMembers({ place }: World, count: number, { workplace, scene }: District) {
  const lines = Array.from({ length: count }, (_, i) => ({ name: `林工${i}`, phone: newPhone() }))
  await addToRoster(workplace.orgId, lines)
  return inParallel(
    lines,
    16,
    (line): Promise<Member> => join(place, { openid: newOpenid('member'), scene, ...line }),
  )
}

export function planOf({ org, outletId }: District, given: Partial<DropPlan> = {}): DropPlan {
  const at = now()
  return {
    orgId: org.orgId,
    kind: 'film',
    title: '1 元观影',
    cover: 'film',
    rules: '每人限一张',
    listPriceFen: 4_500,
    memberPriceFen: 100,
    stock: 50,
    perMember: 1,
    audience: { orgIds: [org.orgId] },
    opensAt: later(at, -1_000),
    closesAt: later(at, HOUR_MS),
    validUntil: later(at, 7 * DAY_MS),
    outletIds: [outletId],
    codes: 'generated',
    redeemedAt: 'here',
    ...given,
  }
}

export async function draftDrop(at: District, given: Partial<DropPlan> = {}): Promise<string> {
  return (await told(at.operator, createDrop, { body: planOf(at, given) }, newKey())).body.dropId
}

export const putCodes = ({ operator }: District, dropId: string, codes: readonly string[]): Promise<string> =>
  bringCodes(askAt(operator.place.apiBase), {
    token: operator.token,
    dropId,
    csv: ['code', ...codes].join('\n'),
    key: newKey(),
  })

/** A drop that is open now; with `codes`, one whose vouchers carry them and are used at the merchant. */
export async function openDrop(
  at: District,
  { codes, ...given }: Partial<Omit<DropPlan, 'codes'>> & { codes?: readonly string[] } = {},
): Promise<string> {
  const merchant = { codes: 'imported', redeemedAt: 'merchant' } as const
  const dropId = await draftDrop(at, { ...(codes ? merchant : {}), ...given })
  const params = { dropId }
  if (codes) await putCodes(at, dropId, codes)
  await told(at.operator, scheduleDrop, { params })
  return dropId
}
