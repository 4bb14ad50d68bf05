import { putJoinCode } from '@gonghui/functions/membership/join-code.store'
import { instantOf } from '@gonghui/shared/lib/instant'
import { REVIEW_ORG, REVIEW_SCENE } from './review-code.ts'
import { named, type Union } from './union.ts'

/** Whoever scans it is a member of the demonstration's union at once. The demo's has no end and no cap. */
export async function putReviewCode(union: Union): Promise<void> {
  const { orgId, name, path, pathNames } = named(union, REVIEW_ORG)
  await putJoinCode(
    {
      ...{ scene: REVIEW_SCENE, label: '微信审核', admitsAtOnce: true, applied: 0 },
      ...{ orgId, orgName: name, orgPath: path, orgPathNames: pathNames },
      ...{ createdAt: instantOf(Date.now()), createdBy: 'union' },
    },
    { personId: 'seed', key: 'seed-review-code', body: {} },
  )
}
