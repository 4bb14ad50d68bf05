import { instantOf } from '@gonghui/shared/lib/instant'
import * as inboxContracts from '@gonghui/shared/messages/inbox'
import * as subscriptionContracts from '@gonghui/shared/messages/subscriptions'
import middy from '@middy/core'
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda'
import { inRequest } from '../lib/log.ts'
import { on, serve } from '../lib/server.ts'
import { countUnread, listMessages, readMessages } from './inbox.ts'
import { sendDue } from './sending.ts'
import { keepConsents, listSubscriptions } from './subscriptions.ts'
import { templatesFrom } from './template.rule.ts'

const answer = serve([
  on(inboxContracts.listMessages, listMessages),
  on(inboxContracts.countUnread, countUnread),
  on(inboxContracts.readMessages, readMessages),
  on(subscriptionContracts.listSubscriptions, listSubscriptions),
  on(subscriptionContracts.keepConsents, keepConsents),
])

const clock = () => instantOf(Date.now())

/** The inbox; and, every minute, what is to be sent to WeChat. */
export const handler = middy(
  async (event: APIGatewayProxyEventV2 | { readonly job: string }, context: Context): Promise<unknown> => {
    if (!('job' in event)) return answer(event, context)
    const templates = templatesFrom(process.env.WECHAT_TEMPLATES)
    const sending = { templates, clock, msLeft: () => context.getRemainingTimeInMillis() }
    return inRequest(context.awsRequestId, () => sendDue(sending))
  },
)
