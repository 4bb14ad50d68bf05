import { instantOf } from '@gonghui/shared/lib/instant'
import * as contracts from '@gonghui/shared/membership/org-tree'
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { grantsOf } from '../lib/grants.store.ts'
import { inRequest } from '../lib/log.ts'
import { on, serve } from '../lib/server.ts'
import { importOrgs } from './org-import.ts'
import {
  closeOrg,
  createOrg,
  findOrgs,
  getManagedOrg,
  listOrgHistory,
  mergeOrg,
  moveOrg,
  renameOrg,
} from './org-tree.ts'
import { carryThroughOrgs } from './org-work.ts'

const clock = () => instantOf(Date.now())

const answer = serve(
  [
    on(contracts.findOrgs, findOrgs),
    on(contracts.getManagedOrg, getManagedOrg),
    on(contracts.listOrgHistory, listOrgHistory),
    on(contracts.createOrg, createOrg),
    on(contracts.renameOrg, renameOrg),
    on(contracts.moveOrg, moveOrg),
    on(contracts.mergeOrg, mergeOrg),
    on(contracts.closeOrg, closeOrg),
    on(contracts.importOrgs, importOrgs),
  ],
  { grantsOf },
)

/**
 * The tree of unions, apart from the rest of membership: it brings a dictionary of pinyin, and works in longer steps.
 * The clock comes here too, every minute, for what a request did not carry through.
 */
export const handler = middy(
  async (event: APIGatewayProxyEventV2 | { readonly job: string }, context: Context): Promise<unknown> =>
    'job' in event
      ? inRequest(context.awsRequestId, () =>
          carryThroughOrgs({ clock, msLeft: () => context.getRemainingTimeInMillis() }),
        )
      : answer(event, context),
)
