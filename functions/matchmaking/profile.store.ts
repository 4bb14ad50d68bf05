import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { lookupHash, seal, unseal } from '../lib/secrets.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { refusedAt, unlessCancelled } from '../table/failures.ts'
import { read, readAll } from '../table/reads.ts'
import { bandChanges } from './band.store.ts'
import { singleCounted } from './figures.store.ts'
import { isListed, type Profile } from './profile.rule.ts'
import type { Single } from './summary.rule.ts'

/** Everything that people wrote, and whose it is, lies sealed; what the table's conditions need stands beside it. */
const sealedFields = ['whose', 'draft', 'submitted', 'approved', 'reason', 'photos'] as const
type SealedField = (typeof sealedFields)[number]
export type ProfileRow = Omit<Profile, SealedField> & { readonly sealed: Readonly<Record<string, string>> }

const keyOfProfile = (profileId: string) => keyOf('a single’s profile', { profileId })

function rowOf(profile: Profile): ProfileRow {
  const { whose, draft, submitted, approved, reason, photos, ...open } = profile
  const sealed = Object.entries({ whose, draft, submitted, approved, reason, photos })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, seal(JSON.stringify(value), `${open.profileId}/${name}`)])
  return { ...open, sealed: Object.fromEntries(sealed) }
}

export function profileFrom({ sealed, ...open }: ProfileRow): Profile {
  const opened = sealedFields.flatMap((name) => {
    const text = sealed[name]
    return text === undefined ? [] : [[name, JSON.parse(unseal(text, `${open.profileId}/${name}`))]]
  })
  return { ...open, ...Object.fromEntries(opened) } as Profile
}

export async function readProfile(profileId: string, { strong = true } = {}): Promise<Profile | undefined> {
  const row = await read<ProfileRow>(keyOfProfile(profileId), { strong })
  return row && profileFrom(row)
}

/** In no particular order; those that are not there are left out. */
export async function readProfiles(
  profileIds: readonly string[],
  { strong = false } = {},
): Promise<Profile[]> {
  const rows = await readAll<ProfileRow>([...new Set(profileIds)].map(keyOfProfile), { strong })
  return rows.map(profileFrom)
}

/** A profile as the others’ suggestions know it; undefined while nobody may be shown it. */
export const singleOf = (profile: Profile | undefined): Single | undefined =>
  profile && isListed(profile) ? asSingle(profile.profileId, profile.orgPath, profile.approved) : undefined

export function asSingle(
  profileId: string,
  orgPath: string,
  { facts: { aboutMe: _, ...facts }, wishes }: NonNullable<Profile['approved']>,
): Single {
  return { profileId, employer: lookupHash('employer', leafOf(orgPath)).slice(0, 8), facts, wishes }
}

const queueKeys = (profile: Profile | undefined) =>
  profile?.review === 'in-review' && profile.submittedAt !== undefined
    ? pathsAbove(profile.orgPath).map((path) =>
        keyOf('a profile waiting at or below an org', {
          orgId: leafOf(path),
          submittedAt: profile.submittedAt ?? '',
          profileId: profile.profileId,
        }),
      )
    : []

function queueChanges(before: Profile | undefined, after: Profile | undefined) {
  const [were, are] = [queueKeys(before), queueKeys(after)]
  const left = were.filter(({ pk, sk }) => !are.some((key) => key.pk === pk && key.sk === sk))
  return [
    ...left.map((key) => ({ Delete: { TableName: TABLE, Key: { ...key } } })),
    ...are.map((key) => ({ Put: { TableName: TABLE, Item: { ...key, profileId: after?.profileId } } })),
  ]
}

const asRead = (before: Profile | undefined) =>
  before
    ? {
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': before.revision },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' }

/** More than there can be changes of one band of singles at once. */
const BAND_TRIES = 20

type Writes = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>

/**
 * Puts a profile in place of the one that was read, and with it its places: in the queue of its workplace and those
 * above, and among the singles that others are suggested. All of it or nothing; so nobody is ever found who may not
 * be seen. With `after` undefined it is gone. False: it is not as it was read, or one of `also` was refused.
 */
export async function replaceProfile(
  before: Profile | undefined,
  after: Profile | undefined,
  also: Writes = [],
): Promise<boolean> {
  const profileId = (after ?? before)?.profileId
  if (profileId === undefined) throw new Error('there is no profile to replace')
  const key = keyOfProfile(profileId)
  const write = after
    ? { Put: { TableName: TABLE, Item: { ...key, ...rowOf(after) }, ...asRead(before) } }
    : { Delete: { TableName: TABLE, Key: { ...key }, ...asRead(before) } }
  for (let tries = 0; tries < BAND_TRIES; tries++) {
    const bands = await bandChanges(singleOf(before), singleOf(after))
    const counted = singleCounted([before?.orgPath, after?.orgPath], [singleOf(before), singleOf(after)])
    const items: Writes = [write, ...also, ...queueChanges(before, after), ...counted, ...bands]
    const result = await unlessCancelled(() =>
      database.send(new TransactWriteCommand({ TransactItems: items })),
    )
    if (result === 'done') return true
    // Only a band that somebody else changed meanwhile is read and changed again.
    for (let i = 0; i <= also.length; i++) if (refusedAt(result, i)) return false
  }
  throw new Error('a band of singles kept changing')
}

/** What follows a profile that was read: its next revision. */
export const changed = (profile: Profile, change: Partial<Profile>): Profile => ({
  ...profile,
  ...change,
  revision: profile.revision + 1,
})
