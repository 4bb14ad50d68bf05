import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { expect, test } from 'vitest'
import type { Me, MeState } from '../lib/me'
import type { Answer } from '../lib/use-answer'
import { enrolmentOf } from './use-campaign'

const known = (member: boolean): MeState => ({
  kind: 'known',
  me: { personId: 'per_1', grants: [], ...(member && { member: { memberId: 'mem_1' } }) } as unknown as Me,
  stale: false,
})
const refused = (code: string): Answer<unknown> => ({ kind: 'refused', problem: { code } as ProblemDocument })
const loading: Answer<unknown> = { kind: 'loading' }

test.each<[MeState, Answer<unknown>, string]>([
  [{ kind: 'loading' }, loading, 'loading'],
  [{ kind: 'offline' }, loading, 'offline'],
  [{ kind: 'visitor' }, loading, 'visitor'],
  [known(false), loading, 'none'],
  [known(true), loading, 'loading'],
  [known(true), { kind: 'offline', busy: false }, 'offline'],
  [known(true), refused('not-enrolled'), 'none'],
  [known(true), refused('campaign-unknown'), 'refused'],
  [known(true), { kind: 'ready', body: {}, stale: true }, 'reading'],
])('nobody is told that they have not enrolled unless it is known: %j, %j: %s', (me, mine, kind) => {
  expect(enrolmentOf(me, mine).kind).toBe(kind)
})
