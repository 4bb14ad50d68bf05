import type { Instant } from '@gonghui/shared/lib/instant'
import { holds } from '@gonghui/shared/lib/roles'
import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import type {
  createJoinCode as createContract,
  getJoinCode as getContract,
  listJoinCodes as listContract,
  noteJoinStep as noteContract,
  revokeJoinCode as revokeContract,
} from '@gonghui/shared/membership/join-codes'
import { guess, WRONG_CODES_AT_ADDRESS } from '../lib/attempts.store.ts'
import { earlierResult } from '../lib/repeat.store.ts'
import { lookupHash } from '../lib/secrets.ts'
import { type Handler, isRefusal, refuse, reply } from '../lib/server.ts'
import { pageOver } from './absorbed-pages.ts'
import { isBounded, type JoinCodeRow, NO_STEPS, shownToAnyone, shownToCadre } from './join-code.rule.ts'
import { drawCode, putJoinCode, readJoinCode, readJoinCodesOf, readSteps, revoke } from './join-code.store.ts'
import { noteStep } from './join-step.store.ts'
import { withAbsorbed } from './org.rule.ts'
import { readOrgNow, readStanding } from './org-lookup.store.ts'

/** Who tries scenes out: the person, or the address where nobody is signed in. */
const scannerOf = (personId: string | undefined, address: string) =>
  personId === undefined
    ? { subject: `scan-${lookupHash('address', address)}`, most: WRONG_CODES_AT_ADDRESS }
    : { subject: `scan-${personId}` }

/** A poster's code is drawn, and whoever scans posters gets none wrong; who does so again and again is guessing. */
async function scanned(
  scene: string,
  { personId, address = '' }: { readonly personId?: string | undefined; readonly address?: string },
  now: Instant,
) {
  const row = await guess(scannerOf(personId, address), now, () => readJoinCode(scene))
  if (row === 'too-many') return refuse('join-code-attempts')
  return row ?? refuse('join-code-unknown')
}

export const getJoinCode: Handler<typeof getContract> = async ({ params, caller, from, now }) => {
  const row = await scanned(params.scene, { personId: caller?.personId, address: from.address }, now)
  if (isRefusal(row)) return row
  const org = await readStanding(row.orgId)
  if (!org) return refuse('join-code-unknown')
  return reply(200, { ...shownToAnyone(row, org, now), consentVersion: CONSENT_VERSION, serverTime: now })
}

const TRIES = 5

export const createJoinCode: Handler<typeof createContract> = async ({ body, caller, key, now }) => {
  const org = await readOrgNow(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  if (org.closedAt !== undefined) return refuse('org-closed')
  if (body.admitsAtOnce && !isBounded(body, now)) return refuse('join-code-unbounded')
  const repeat = { personId: caller.personId, key, body }
  for (let tries = 0; tries < TRIES; tries++) {
    const earlier = await earlierResult(repeat)
    if (earlier === 'reused') return refuse('idempotency-key-reused')
    if (earlier !== undefined) {
      const made = await readJoinCode(earlier)
      if (!made) throw new Error('a request is remembered, but the join code it made is gone')
      return reply(200, shownToCadre(made, await readSteps(made.scene), org, now))
    }
    const row: JoinCodeRow = {
      scene: drawCode('J'),
      label: body.label,
      orgId: org.orgId,
      orgName: org.name,
      orgPath: org.path,
      orgPathNames: org.pathNames,
      createdAt: now,
      createdBy: caller.personId,
      applied: 0,
      ...(body.expiresAt === undefined ? {} : { validUntil: body.expiresAt }),
      ...(body.cap === undefined ? {} : { cap: body.cap }),
      ...(body.admitsAtOnce ? { admitsAtOnce: true } : {}),
    }
    if (await putJoinCode(row, repeat)) return reply(201, shownToCadre(row, NO_STEPS, org, now))
  }
  throw new Error('a new join code was refused, though nothing like it is there')
}

export const listJoinCodes: Handler<typeof listContract> = async ({ query, caller, now }) => {
  const org = await readOrgNow(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  // Those of the orgs it absorbed let people into it as well.
  const { items, cursor } = await pageOver(withAbsorbed(org), query.cursor, readJoinCodesOf)
  return reply(200, {
    items: items.map(({ code, steps }) => shownToCadre(code, steps, org, now)),
    cursor,
    serverTime: now,
  })
}

/** Revoked again, it stays revoked as it was. */
export const revokeJoinCode: Handler<typeof revokeContract> = async ({ params, caller, now }) => {
  const row = await readJoinCode(params.scene)
  const org = row && (await readStanding(row.orgId))
  if (!row || !org) return refuse('join-code-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  const revokedAt = row.revokedAt ?? now
  await revoke(row.scene, { by: caller.personId, at: revokedAt })
  return reply(200, shownToCadre({ ...row, revokedAt }, await readSteps(row.scene), org, now))
}

export const noteJoinStep: Handler<typeof noteContract> = async ({ params, body, caller, now }) => {
  const row = await scanned(params.scene, { personId: caller.personId }, now)
  if (isRefusal(row)) return row
  await noteStep({ scene: params.scene, personId: caller.personId, step: body.step }, now)
  return reply(200, { noted: true })
}
