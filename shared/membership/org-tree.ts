import * as z from 'zod/mini'
import { contract } from '../lib/contract.ts'
import { idOf } from '../lib/ids.ts'
import { org, orgLevels } from '../lib/org.ts'
import { pageOf, pageQuery } from '../lib/page.ts'
import { refusalsFrom } from '../lib/problems.ts'
import { line } from '../lib/text.ts'
import { membershipProblems } from './problems.ts'

/** An org as the cadres above it see it. */
export const managedOrg = z.extend(org, {
  state: z.enum(['open', 'closed', 'merged']),
  /** Counts the changes; a change names the one it was made on. */
  revision: z.int(),
  /** Members of it and of every org below it. */
  members: z.int(),
})
export type ManagedOrg = z.infer<typeof managedOrg>

const name = line(40)
const revision = z.int().check(z.minimum(1))
const ofOrg = { audience: ['cadre'], params: z.strictObject({ orgId: idOf('org') }) } as const
const changed = { 200: z.object({ org: managedOrg, serverTime: z.string() }) }

export const findOrgs = contract({
  name: 'membership.find-orgs',
  summary: '按名称的开头或拼音首字母找工会（hfdz 找海风电子）',
  method: 'GET',
  path: '/v1/membership/orgs/search',
  audience: 'anyone',
  query: z.strictObject({ name }),
  replies: { 200: z.object({ items: z.array(org), serverTime: z.string() }) },
})

export const getManagedOrg = contract({
  ...ofOrg,
  name: 'membership.get-managed-org',
  summary: '一家工会和它的下一级，连同会员人数',
  method: 'GET',
  path: '/v1/membership/managed-orgs/{orgId}',
  replies: {
    200: z.object({
      org: managedOrg,
      /** Members of the org itself, of no org below it. */
      ownMembers: z.int(),
      below: z.array(managedOrg),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

export const listOrgHistory = contract({
  ...ofOrg,
  name: 'membership.list-org-history',
  summary: '一家工会改过什么，新的在前',
  method: 'GET',
  path: '/v1/membership/managed-orgs/{orgId}/history',
  query: z.strictObject({ ...pageQuery }),
  replies: { 200: pageOf(z.object({ at: z.string(), deed: z.string(), words: z.string() })) },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope'),
})

export const createOrg = contract({
  name: 'membership.create-org',
  summary: '在一家工会下面新建工会',
  method: 'POST',
  path: '/v1/membership/managed-orgs',
  audience: ['cadre'],
  body: z.strictObject({ aboveId: idOf('org'), name, level: z.enum(orgLevels) }),
  needsKey: true,
  replies: { 201: managedOrg, 200: managedOrg },
  refusals: refusalsFrom(
    membershipProblems,
    'org-unknown',
    'org-out-of-scope',
    'org-closed',
    'org-level-wrong',
    'org-name-taken',
  ),
})

const ofChange = ['org-unknown', 'org-out-of-scope', 'org-closed', 'org-changed'] as const

export const renameOrg = contract({
  ...ofOrg,
  name: 'membership.rename-org',
  summary: '给工会改名',
  method: 'PUT',
  path: '/v1/membership/managed-orgs/{orgId}/name',
  body: z.strictObject({ revision, name }),
  replies: changed,
  refusals: refusalsFrom(membershipProblems, ...ofChange, 'org-name-taken'),
})

export const moveOrg = contract({
  ...ofOrg,
  name: 'membership.move-org',
  summary: '把一家工会和它的下级移到另一家工会下面',
  method: 'POST',
  path: '/v1/membership/managed-orgs/{orgId}/move',
  body: z.strictObject({ revision, aboveId: idOf('org') }),
  replies: changed,
  refusals: refusalsFrom(
    membershipProblems,
    ...ofChange,
    'org-below-itself',
    'org-level-wrong',
    'org-name-taken',
  ),
})

export const mergeOrg = contract({
  ...ofOrg,
  name: 'membership.merge-org',
  summary: '把一家工会并入同级的另一家：会员和下级都过去，原来的入会码接着能用',
  method: 'POST',
  path: '/v1/membership/managed-orgs/{orgId}/merge',
  body: z.strictObject({ revision, intoId: idOf('org') }),
  replies: changed,
  refusals: refusalsFrom(
    membershipProblems,
    ...ofChange,
    'org-below-itself',
    'org-level-wrong',
    'org-absorbed-many',
    'org-name-taken',
  ),
})

export const closeOrg = contract({
  ...ofOrg,
  name: 'membership.close-org',
  summary: '撤销一家没有会员、没有下级的工会',
  method: 'POST',
  path: '/v1/membership/managed-orgs/{orgId}/close',
  body: z.strictObject({ revision }),
  replies: changed,
  refusals: refusalsFrom(membershipProblems, ...ofChange, 'org-not-empty'),
})

/** What one line of an import would do, or has done. */
export const importedLine = z.object({
  line: z.int(),
  name: z.string(),
  deed: z.enum(['create', 'rename', 'move', 'same', 'wrong']),
  words: z.string(),
})
export type ImportedLine = z.infer<typeof importedLine>

export const importOrgs = contract({
  ...ofOrg,
  name: 'membership.import-orgs',
  summary: '从 CSV 导入下级工会；先试算，看清会改什么再导入',
  method: 'POST',
  path: '/v1/membership/managed-orgs/{orgId}/import',
  body: z.strictObject({ csv: z.string().check(z.minLength(1), z.maxLength(200_000)), dryRun: z.boolean() }),
  replies: {
    200: z.object({
      counts: z.object({
        create: z.int(),
        rename: z.int(),
        move: z.int(),
        same: z.int(),
        wrong: z.int(),
      }),
      /** The first two hundred that are not the same. */
      lines: z.array(importedLine),
      /** Whether all of it was imported. Where somebody else changed the same unions meanwhile, those lines are wrong. */
      done: z.boolean(),
      serverTime: z.string(),
    }),
  },
  refusals: refusalsFrom(membershipProblems, 'org-unknown', 'org-out-of-scope', 'org-import-unreadable'),
})
