import {
  DECIDED_AT_ONCE,
  type DecisionOutcome,
  decideApplications,
  type QueuedApplication,
} from '@gonghui/shared/membership/applications'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'

/** Many decided in one go: asked about, under way, and what became of each. */
export type Bulk =
  | { readonly kind: 'no' }
  | { readonly kind: 'asking' | 'sending'; readonly decision: 'approve' | 'refuse'; readonly error?: string }
  | { readonly kind: 'done'; readonly lines: readonly Line[] }

export interface Line {
  readonly application: QueuedApplication
  readonly told: DecisionOutcome
}

export function useBulk(items: readonly QueuedApplication[], reload: () => Promise<void>) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [bulk, setBulk] = useState<Bulk>({ kind: 'no' })
  // One that was decided meanwhile is not on the list any more, and is not sent.
  const chosen = items.filter(({ applicationId }) => ticked.has(applicationId)).slice(0, DECIDED_AT_ONCE)

  const tick = (applicationId: string, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(applicationId)
    else next.delete(applicationId)
    setTicked(next)
  }

  const send = async (decision: 'approve' | 'refuse', reason: string) => {
    setBulk({ kind: 'sending', decision })
    const sent = chosen
    const applicationIds = sent.map(({ applicationId }) => applicationId)
    const body = { decision, applicationIds, ...(decision === 'refuse' ? { reason } : {}) }
    const ended = await untilKnown(() => call(decideApplications, { body }))
    if (ended.kind !== 'answer') {
      const error = saidOf(ended, '再点一次不会重复处理')
      return setBulk({ kind: 'asking', decision, error })
    }
    const byId = new Map(sent.map((application) => [application.applicationId, application]))
    const lines = ended.body.outcomes.flatMap((told) => {
      const application = byId.get(told.applicationId)
      return application ? [{ application, told }] : []
    })
    // What is not known stays ticked, to be sent again.
    setTicked(new Set(lines.flatMap(({ told }) => (told.outcome === 'unknown' ? [told.applicationId] : []))))
    setBulk({ kind: 'done', lines })
    await reload()
  }

  return {
    ticked,
    tick,
    tickAll: (on: boolean) =>
      setTicked(new Set(on ? items.slice(0, DECIDED_AT_ONCE).map((one) => one.applicationId) : [])),
    chosen,
    bulk,
    ask: (decision: 'approve' | 'refuse') => setBulk({ kind: 'asking', decision }),
    close: () => setBulk({ kind: 'no' }),
    send,
  }
}
