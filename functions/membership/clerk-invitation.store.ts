import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '@gonghui/shared/lib/instant'
import type { Grant } from '@gonghui/shared/lib/roles'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { type Repeatable, rememberResult } from '../lib/repeat.store.ts'
import { lookupHash, seal, unseal } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { isRefused, refusedAt, rowFrom, unlessCancelled, unlessRefused } from '../table/failures.ts'
import { read, readAll, readPage } from '../table/reads.ts'
import { endOfTerm } from '../table/terms.ts'
import { type InvitationRow, validUntilOf } from './clerk-invitation.rule.ts'
import { drawCode } from './join-code.store.ts'
import { giving } from './role.store.ts'

const PAGE = 20

const hashOf = (code: string) => lookupHash('clerk-invitation', code)
const keyOfInvitation = (codeHash: string) => keyOf('an invitation of a clerk', { codeHash })
const bound = (codeHash: string) => `${codeHash}/code`

export const codeOf = ({ codeSealed, codeHash }: InvitationRow): string => unseal(codeSealed, bound(codeHash))

export function newInvitation(
  given: Pick<InvitationRow, 'orgId' | 'outletId' | 'label' | 'invitedBy'>,
  invitedAt: Instant,
): InvitationRow {
  const code = drawCode('C')
  const codeHash = hashOf(code)
  const codeSealed = seal(code, bound(codeHash))
  return { ...given, codeHash, codeSealed, invitedAt, validUntil: validUntilOf(invitedAt) }
}

export const readInvitation = (codeHash: string): Promise<InvitationRow | undefined> =>
  read<InvitationRow>(keyOfInvitation(codeHash))

export const invitationWith = (code: string): Promise<InvitationRow | undefined> =>
  readInvitation(hashOf(code))

/** Writes a new invitation and its place in the org's list, once per request. False: something of it was there before. */
export async function putInvitation(row: InvitationRow, repeat: Repeatable): Promise<boolean> {
  const { codeHash, orgId, invitedAt } = row
  const expiresAt = endOfTerm('an invitation of a clerk', invitedAt)
  const place = keyOf('an invitation of a clerk by an org', { orgId, invitedAt, codeHash })
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOfInvitation(codeHash), ...row, expiresAt },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          { Put: { TableName: TABLE, Item: { ...place, codeHash, expiresAt } } },
          rememberResult(repeat, codeHash, invitedAt),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** The invitations of one org, the newest first. */
export async function readInvitationsOf(orgId: string, cursor: string | undefined) {
  const range = rangeOf('an invitation of a clerk by an org', { orgId })
  const { items: places, after } = await readPage<{ codeHash: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    newestFirst: true,
    strong: true,
  })
  const rows = await readAll<InvitationRow>(
    places.map(({ codeHash }) => keyOfInvitation(codeHash)),
    { strong: true },
  )
  const byHash = new Map(rows.map((row) => [row.codeHash, row]))
  return { items: places.flatMap(({ codeHash }) => byHash.get(codeHash) ?? []), ...cursorOf(range, after) }
}

/** From here on nobody accepts it. @returns undefined where somebody has. */
export async function revokeInvitation(
  { codeHash }: InvitationRow,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<InvitationRow | undefined> {
  const result = await unlessRefused(
    database.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: { ...keyOfInvitation(codeHash) },
        UpdateExpression:
          'SET revokedAt = if_not_exists(revokedAt, :at), revokedBy = if_not_exists(revokedBy, :by)',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(acceptedBy)',
        ExpressionAttributeValues: { ':at': at, ':by': by },
        ReturnValues: 'ALL_NEW',
      }),
    ),
  )
  return isRefused(result) ? undefined : rowFrom<InvitationRow>(result.Attributes)
}

/**
 * Spends the invitation and gives the role in one transaction: of however many who open it at once one has it.
 * @returns the invitation as it stood where it was refused; `held` where the person has the role already.
 */
export async function acceptInvitation(
  { codeHash, label, invitedBy }: InvitationRow,
  { personId, grant, now }: { readonly personId: string; readonly grant: Grant; readonly now: Instant },
): Promise<'done' | 'held' | InvitationRow> {
  const spent = {
    Update: {
      TableName: TABLE,
      Key: { ...keyOfInvitation(codeHash) },
      UpdateExpression: 'SET acceptedBy = :personId, acceptedAt = :now',
      ConditionExpression: [
        'attribute_exists(pk)',
        'attribute_not_exists(acceptedBy)',
        'attribute_not_exists(revokedAt)',
        'validUntil > :now',
      ].join(' AND '),
      ExpressionAttributeValues: { ':personId': personId, ':now': now },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  }
  const given = giving(personId, grant, { by: invitedBy, at: now, label })
  const result = await unlessCancelled(() =>
    database.send(new TransactWriteCommand({ TransactItems: [spent, ...given] })),
  )
  if (result === 'done') return 'done'
  return refusedAt(result, 0) ? rowFrom<InvitationRow>(result[0]?.item) : 'held'
}
