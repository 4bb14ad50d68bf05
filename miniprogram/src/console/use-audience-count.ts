import { countAudience } from '@gonghui/shared/benefits/audience'
import type { Call } from '@gonghui/shared/lib/client'
import { useMemo } from 'react'
import { useAnswer } from '../lib/use-answer'
import { usePaused } from '../lib/use-paused'
import { audienceIn } from './audience-form'
import type { EditorForm } from './editor-form'

type Asked = Call<typeof countAudience>

/** How many members the form is for now, in all and per pool; asked anew a moment after it was changed. */
export function useAudienceCount({ quotas, way, ...form }: EditorForm) {
  const { orgs } = form
  const asked: Asked = {
    body: {
      audience: audienceIn(form),
      quotaOrgIds: way === 'lottery' ? [] : quotas.map(({ orgId }) => orgId),
    },
  }
  const content = JSON.stringify(asked)
  const paused = usePaused(content)
  const given = useMemo(
    () => (paused === '' || orgs.length === 0 ? undefined : (JSON.parse(paused) as Asked)),
    [paused, orgs.length],
  )
  const { answer, reload } = useAnswer(countAudience, given)
  return { answer, reload, isBehind: paused !== content, isAsked: orgs.length > 0 }
}
export type AudienceCount = ReturnType<typeof useAudienceCount>
