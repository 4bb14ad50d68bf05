import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import { dayOf } from '@gonghui/shared/lib/instant'
import type { Grant, Role } from '@gonghui/shared/lib/roles'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { grantRows } from '../lib/grants.store.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { refusedAt, unlessCancelled } from '../table/failures.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import { endOfTerm } from '../table/terms.ts'
import type { MemberRow } from './member.rule.ts'
import type { Person } from './person.store.ts'

const PAGE = 50

export interface Holder extends Grant {
  readonly personId: string
  /** Of a clerk who was invited: what the inviter calls them. */
  readonly label?: string
}
export interface Change {
  readonly at: Instant
  readonly deed: 'given' | 'taken'
  readonly role: Role
  readonly personId: string
  readonly by: string
  readonly reason?: string
}

export async function readHolders(orgId: string, role: Role | undefined, cursor: string | undefined) {
  const range = rangeOf('who holds a role at an org', { orgId, ...(role ? { role } : {}) })
  const page = await readPage<Holder>(range, { limit: PAGE, after: afterOf(range, cursor), strong: true })
  return { items: page.items, ...cursorOf(range, page.after) }
}

export async function readChanges(orgId: string, year: string, cursor: string | undefined) {
  const range = rangeOf('a change of roles at an org in a year', { orgId, year })
  const page = await readPage<Change>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    newestFirst: true,
  })
  return { items: page.items, ...cursorOf(range, page.after) }
}

/** The members behind persons, by the person's id; who is no member is left out. */
export async function membersBehind(personIds: readonly string[]): Promise<Map<string, MemberRow>> {
  const unique = [...new Set(personIds)]
  const persons = await readAll<Person>(unique.map((personId) => keyOf('a person', { personId })))
  const memberIds = persons.flatMap(({ memberId }) => memberId ?? [])
  const members = await readAll<MemberRow>(memberIds.map((memberId) => keyOf('a member', { memberId })))
  return new Map(members.map((member) => [member.personId, member]))
}

/** Of an outlet what roles and invitations say of it. */
export interface OutletRow {
  readonly outletId: string
  readonly orgId: string
  readonly name: string
  readonly address: string
}
export const readOutletName = (outletId: string): Promise<OutletRow | undefined> =>
  read<OutletRow>(keyOf('an outlet', { outletId }))
export const readOutletNames = (outletIds: readonly string[]): Promise<OutletRow[]> =>
  readAll<OutletRow>([...new Set(outletIds)].map((outletId) => keyOf('an outlet', { outletId })))

const noted = (orgId: string, change: Change) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...keyOf('a change of roles at an org in a year', {
        orgId,
        year: dayOf(change.at).slice(0, 4),
        at: change.at,
        personId: change.personId,
        role: change.role,
      }),
      ...change,
      expiresAt: endOfTerm('a change of roles at an org in a year', change.at),
    },
  },
})

interface Giving {
  readonly by: string
  readonly at: Instant
  readonly label?: string
}

/** What gives a role and notes who gave it; refused where the person has it already. */
export function giving(personId: string, grant: Grant, { by, at, label }: Giving) {
  const [own, atOrg] = grantRows(personId, grant)
  return [
    { Put: { TableName: TABLE, Item: own, ConditionExpression: 'attribute_not_exists(pk)' } },
    { Put: { TableName: TABLE, Item: { ...atOrg, ...(label === undefined ? {} : { label }) } } },
    noted(grant.orgId, { at, deed: 'given', role: grant.role, personId, by }),
  ]
}

/** Gives a role. @returns false where the person has it already. */
export async function putGrant(personId: string, grant: Grant, deed: Giving): Promise<boolean> {
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: giving(personId, grant, deed) })),
  )
  return result === 'done'
}

interface Taking {
  readonly by: string
  readonly at: Instant
  readonly reason: string
  /** Whether another cadre of the org must be left. */
  readonly leaveACadre: boolean
}

const TRIES = 8

/**
 * Takes a role away and notes who did. Where a cadre must be left, the very row of another one is checked in the same
 * transaction: of two cadres who take each other's role at once, one is refused.
 * @returns `gone` where nobody has it.
 */
export async function takeGrant(
  personId: string,
  { role, orgId, outletId = '-' }: Pick<Grant, 'role' | 'orgId' | 'outletId'>,
  { by, at, reason, leaveACadre }: Taking,
): Promise<'taken' | 'gone' | 'last-cadre'> {
  const own = keyOf('a person’s role at an org', { personId, role, orgId, outletId })
  const atOrg = keyOf('who holds a role at an org', { orgId, role, personId, outletId })
  for (let tries = 0; tries < TRIES; tries++) {
    if (!(await read(own))) {
      await forgetHolder(own, atOrg)
      return 'gone'
    }
    const other = leaveACadre ? await anotherCadre(orgId, personId) : undefined
    if (leaveACadre && !other) return 'last-cadre'
    const result = await unlessCancelled(() =>
      database.send(
        new TransactWriteCommand({
          TransactItems: [
            { Delete: { TableName: TABLE, Key: { ...own }, ConditionExpression: 'attribute_exists(pk)' } },
            { Delete: { TableName: TABLE, Key: { ...atOrg } } },
            noted(orgId, { at, deed: 'taken', role, personId, by, reason }),
            ...(other
              ? [
                  {
                    ConditionCheck: {
                      TableName: TABLE,
                      Key: other,
                      ConditionExpression: 'attribute_exists(pk)',
                    },
                  },
                ]
              : []),
          ],
        }),
      ),
    )
    if (result === 'done') return 'taken'
    if (refusedAt(result, 0)) return 'gone'
  }
  throw new Error(`the cadres of ${orgId} keep changing`)
}

/** An org's row of a role that its holder has no more would count as one who holds it. */
const forgetHolder = (own: object, atOrg: object) =>
  unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            ConditionCheck: {
              TableName: TABLE,
              Key: { ...own },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          { Delete: { TableName: TABLE, Key: { ...atOrg } } },
        ],
      }),
    ),
  )

async function anotherCadre(orgId: string, personId: string) {
  const range = rangeOf('who holds a role at an org', { orgId, role: 'cadre' })
  const cadres = await readRange<Holder>(range, { strong: true })
  const other = cadres.find((holder) => holder.personId !== personId)
  return (
    other &&
    keyOf('who holds a role at an org', { orgId, role: 'cadre', personId: other.personId, outletId: '-' })
  )
}
