import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { keepConsents, listSubscriptions, type Subject } from '@gonghui/shared/messages/subscriptions'
import { useEffect, useState } from 'react'
import { call, newKey } from './api'
import { askInWechat, hasSubscriptions } from './subscribe-dialog'
import { untilKnown } from './until-known'

type Subscription = AnswerOf<typeof listSubscriptions>['body']['items'][number]

/**
 * A WeChat message about something, to be asked for on a tap: `ask` opens WeChat's question and writes the yes down
 * behind everything else, so whatever the tap does besides waits for nothing.
 */
export function useSubscription(subject: Subject) {
  const [subscription, setSubscription] = useState<Subscription>()
  const take = (items: readonly Subscription[]) =>
    setSubscription(items.find((one) => one.subject === subject))

  // The question must follow the tap at once, so the template is known before it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `take` is made anew each time and does the same.
  useEffect(() => {
    if (!hasSubscriptions) return
    void call(listSubscriptions, {}).then((ended) => ended.kind === 'answer' && take(ended.body.items))
  }, [subject])

  const ask = async () => {
    if (!subscription) return
    const templateIds = await askInWechat([subscription.templateId])
    if (templateIds.length === 0) return
    const key = newKey()
    const ended = await untilKnown(() => call(keepConsents, { body: { templateIds } }, { key }))
    if (ended.kind === 'answer') take(ended.body.items)
  }
  return {
    /** There is such a message, and none is agreed to yet. */
    offered: subscription?.left === 0,
    agreed: (subscription?.left ?? 0) > 0,
    ask: () => void ask(),
  }
}
