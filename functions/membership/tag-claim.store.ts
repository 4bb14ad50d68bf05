import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { DAY_MS, type Instant, later } from '@gonghui/shared/lib/instant'
import type { Org } from '@gonghui/shared/lib/org'
import { isAtOrBelow, leafOf, pathsAbove } from '@gonghui/shared/lib/roles'
import { inOrder, type Tag } from '@gonghui/shared/lib/tags'
import type { QueuedTagClaim } from '@gonghui/shared/membership/tags'
import { afterOf, cursorOf } from '../lib/cursor.ts'
import { forgetLater } from '../lib/forgetting.store.ts'
import { newId } from '../lib/ids.ts'
import { seal, unseal } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessCancelled } from '../table/failures.ts'
import { read, readAll, readPage, readRange } from '../table/reads.ts'
import type { MemberRow } from './member.rule.ts'
import { readMember } from './member.store.ts'
import { changeTags } from './roll.store.ts'
import { shownToClaimant, type TagClaimRow } from './tag-claim.rule.ts'

const keyOfClaim = (claimId: string) => keyOf('a claim to a tag', { claimId })

export const readTagClaim = (claimId: string): Promise<TagClaimRow | undefined> =>
  read<TagClaimRow>(keyOfClaim(claimId))

export async function readTagClaimOf(memberId: string, tag: Tag): Promise<TagClaimRow | undefined> {
  const latest = await read<{ claimId: string }>(keyOf('a member’s claim to a tag', { memberId, tag }))
  return latest && readTagClaim(latest.claimId)
}

/** A member's latest claim to each tag. */
export async function readTagClaimsOf(memberId: string): Promise<TagClaimRow[]> {
  const latest = await readRange<{ claimId: string }>(rangeOf('a member’s claim to a tag', { memberId }), {
    strong: true,
  })
  return readAll<TagClaimRow>(
    latest.map(({ claimId }) => keyOfClaim(claimId)),
    { strong: true },
  )
}

export function newTagClaim(
  member: MemberRow,
  { tag, proof, consented }: { readonly tag: Tag; readonly proof: string; readonly consented: boolean },
  now: Instant,
): TagClaimRow {
  const claimId = newId('tagClaim', now)
  const { memberId, orgPath, orgName, nameMasked, phoneMasked } = member
  return {
    claimId,
    memberId,
    tag,
    state: 'waiting',
    orgPath,
    orgName,
    proofSealed: seal(proof, `${claimId}/proof`),
    nameMasked,
    phoneMasked,
    claimedAt: now,
    ...(consented ? { consentedAt: now } : {}),
  }
}

export const shownToDecide = (row: TagClaimRow): QueuedTagClaim => ({
  ...shownToClaimant(row),
  memberId: row.memberId,
  nameMasked: row.nameMasked,
  phoneMasked: row.phoneMasked,
  orgName: row.orgName,
  proof: unseal(row.proofSealed, `${row.claimId}/proof`),
})

const queueKeys = ({ orgPath, claimId }: TagClaimRow) =>
  pathsAbove(orgPath).map((path) =>
    keyOf('a claim to a tag waiting at or below an org', { orgId: leafOf(path), claimId }),
  )

/**
 * The member's latest claim to a tag is the one that there is: an earlier one, decided, goes with its proof, for nothing
 * would lead to it. False: another claim to this tag has come meanwhile, so read and decide again.
 */
export async function fileTagClaim(row: TagClaimRow, latest: TagClaimRow | undefined): Promise<boolean> {
  const { claimId, memberId, tag } = row
  const isLatest = latest
    ? {
        ConditionExpression: 'claimId = :latest',
        ExpressionAttributeValues: { ':latest': latest.claimId },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' }
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          {
            Put: {
              TableName: TABLE,
              Item: { ...keyOf('a member’s claim to a tag', { memberId, tag }), claimId },
              ...isLatest,
            },
          },
          { Put: { TableName: TABLE, Item: { ...keyOfClaim(claimId), ...row } } },
          ...(latest ? [{ Delete: { TableName: TABLE, Key: { ...keyOfClaim(latest.claimId) } } }] : []),
          ...queueKeys(row).map((key) => ({ Put: { TableName: TABLE, Item: { ...key, claimId } } })),
        ],
      }),
    ),
  )
  return result === 'done'
}

interface Decision {
  readonly state: 'granted' | 'refused'
  readonly by: string
  readonly at: Instant
  readonly reason?: string
}

const decide = ({ claimId }: TagClaimRow, { state, by, at, reason }: Decision) => ({
  Update: {
    TableName: TABLE,
    Key: { ...keyOfClaim(claimId) },
    UpdateExpression: `SET #state = :state, decidedAt = :at, decidedBy = :by${reason ? ', reason = :reason' : ''}`,
    ConditionExpression: '#state = :waiting',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':state': state,
      ':at': at,
      ':by': by,
      ':waiting': 'waiting',
      ...(reason ? { ':reason': reason } : {}),
    },
  },
})

/** The proof of one that was refused is kept so long for whoever asks why. */
const REFUSED_KEPT_DAYS = 180

/** A decision, and with a yes the member's tag, together. False: something is not as it was read. */
export async function decideTagClaim(
  row: TagClaimRow,
  decision: Decision,
  member: MemberRow | undefined,
): Promise<boolean> {
  const gained =
    decision.state === 'granted' && member
      ? changeTags(member, inOrder([...member.tags, row.tag]), decision)
      : []
  const result = await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: [
          decide(row, decision),
          ...gained,
          ...(decision.state === 'refused'
            ? [forgetLater('tag-claim', row.claimId, later(decision.at, REFUSED_KEPT_DAYS * DAY_MS))]
            : []),
          ...queueKeys(row).map((key) => ({ Delete: { TableName: TABLE, Key: { ...key } } })),
        ],
      }),
    ),
  )
  return result === 'done'
}

/** A claim that was refused half a year ago goes; where it is the member's latest to this tag, they have none. */
export async function forgetTagClaim(claimId: string): Promise<void> {
  const row = await readTagClaim(claimId)
  if (row?.state !== 'refused') return
  const { memberId, tag } = row
  const latest = {
    Delete: {
      TableName: TABLE,
      Key: { ...keyOf('a member’s claim to a tag', { memberId, tag }) },
      ConditionExpression: 'claimId = :it',
      ExpressionAttributeValues: { ':it': claimId },
    },
  }
  await unlessCancelled(() => database.send(new TransactWriteCommand({ TransactItems: [latest] })))
  await removeTagClaim(row)
}

/** Removes a claim with its proof, and its place in every queue. */
export async function removeTagClaim(row: TagClaimRow): Promise<void> {
  const keys = [keyOfClaim(row.claimId), ...queueKeys(row)]
  await unlessCancelled(() =>
    database.send(
      new TransactWriteCommand({
        TransactItems: keys.map((Key) => ({ Delete: { TableName: TABLE, Key: { ...Key } } })),
      }),
    ),
  )
}

const PAGE = 30

/** What waits at an org and below it, the oldest first: of those who are there still, for a proof is shown with it. */
export async function readTagQueue({ orgId, path }: Org, cursor: string | undefined) {
  const range = rangeOf('a claim to a tag waiting at or below an org', { orgId })
  const { items: places, after } = await readPage<{ claimId: string }>(range, {
    limit: PAGE,
    after: afterOf(range, cursor),
    strong: true,
  })
  const rows = await readAll<TagClaimRow>(
    places.map(({ claimId }) => keyOfClaim(claimId)),
    { strong: true },
  )
  const byId = new Map(rows.map((row) => [row.claimId, row]))
  const items = places.flatMap(({ claimId }) => byId.get(claimId) ?? [])
  const waiting = items.filter(({ state }) => state === 'waiting')
  const members = await Promise.all(waiting.map(({ memberId }) => readMember(memberId)))
  const isHere = (member: MemberRow | undefined) => member && isAtOrBelow(member.orgPath, path)
  return { items: waiting.filter((_, at) => isHere(members[at])), ...cursorOf(range, after) }
}
