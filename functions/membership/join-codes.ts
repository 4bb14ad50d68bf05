import { holds } from '@gonghui/shared/lib/roles'
import { CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import type {
  createJoinCode as createContract,
  getJoinCode as getContract,
  listJoinCodes as listContract,
  noteJoinStep as noteContract,
  revokeJoinCode as revokeContract,
} from '@gonghui/shared/membership/join-codes'
import { readOrg } from '../lib/orgs.store.ts'
import { earlierResult } from '../lib/repeat.store.ts'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { type JoinCodeRow, NO_STEPS, shownToAnyone, shownToCadre } from './join-code.rule.ts'
import {
  drawScene,
  putJoinCode,
  readJoinCode,
  readJoinCodesOf,
  readSteps,
  revoke,
} from './join-code.store.ts'
import { noteStep } from './join-step.store.ts'
import { readStanding } from './org-lookup.store.ts'

export const getJoinCode: Handler<typeof getContract> = async ({ params, now }) => {
  const row = await readJoinCode(params.scene)
  const org = row && (await readStanding(row.orgId))
  if (!row || !org) return refuse('join-code-unknown')
  return reply(200, { ...shownToAnyone(row, org, now), consentVersion: CONSENT_VERSION, serverTime: now })
}

const TRIES = 5

export const createJoinCode: Handler<typeof createContract> = async ({ body, caller, key, now }) => {
  const org = await readOrg(body.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
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
      scene: drawScene(),
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
    }
    if (await putJoinCode(row, repeat)) return reply(201, shownToCadre(row, NO_STEPS, org, now))
  }
  throw new Error('a new join code was refused, though nothing like it is there')
}

export const listJoinCodes: Handler<typeof listContract> = async ({ query, caller, now }) => {
  const org = await readOrg(query.orgId)
  if (!org) return refuse('org-unknown')
  if (!holds(caller.grants, 'cadre', org.path)) return refuse('org-out-of-scope')
  const { items, cursor } = await readJoinCodesOf(org.orgId, query.cursor)
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
  if (!(await readJoinCode(params.scene))) return refuse('join-code-unknown')
  await noteStep({ scene: params.scene, personId: caller.personId, step: body.step }, now)
  return reply(200, { noted: true })
}
