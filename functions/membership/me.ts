import { epochMsOf } from '@gonghui/shared/lib/instant'
import type { getMe as contract } from '@gonghui/shared/membership/sessions'
import { grantsOf } from '../lib/grants.store.ts'
import { type Handler, reply } from '../lib/server.ts'
import { issueToken } from '../lib/tokens.ts'
import { shownToApplicant } from './application.rule.ts'
import { readApplicationOf } from './application.store.ts'
import { membershipOf, tellsTheSame } from './member.rule.ts'
import { readFormer, readMemberOf, shownToSelf } from './member.store.ts'
import { readPerson } from './person.store.ts'

export const getMe: Handler<typeof contract> = async ({ caller, now }) => {
  const { personId } = caller
  const [row, application, grants] = await Promise.all([
    readMemberOf(personId),
    readApplicationOf(personId),
    grantsOf(personId),
  ])
  const member = row && membershipOf(row)
  const former = row ? undefined : await readFormer(await readPerson(personId))
  return reply(200, {
    personId,
    ...(row ? { member: shownToSelf(row) } : {}),
    ...(application ? { application: shownToApplicant(application, now) } : {}),
    ...(former
      ? { former: { orgName: former.orgName, endedAt: former.standingSince ?? former.joinedAt } }
      : {}),
    grants,
    ...(tellsTheSame(caller.member, member)
      ? {}
      : { token: issueToken({ ...caller, member }, epochMsOf(now)) }),
    serverTime: now,
  })
}
