import { instantOf } from '@gonghui/shared/lib/instant'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { inRequest } from '../lib/log.ts'
import { foldCampaigns } from './fold.ts'

/** What the clock sets off every minute; a function of its own, so that a long count keeps no other job waiting. */
export const handler = middy(async (_event: unknown, context: Context) =>
  inRequest(context.awsRequestId, () =>
    foldCampaigns(instantOf(Date.now()), () => context.getRemainingTimeInMillis()),
  ),
)
