/**
 * The demo: a city union of four levels with its people, outlets and drops. What has an endpoint goes through it; orgs,
 * rosters and the very first roles go through the product's own stores. Safe to repeat, also after being cut short:
 * what is there is found and left as it is.
 */
import { instantOf } from '@gonghui/shared/lib/instant'
import { askAt } from './calls.ts'
import { putCampaigns } from './campaigns.ts'
import { putCheckInLists } from './desk.ts'
import { putDrops } from './drops.ts'
import { grantRoles } from './grants.ts'
import { join, putPosters } from './joining.ts'
import { putLotteries } from './lotteries.ts'
import { putOutlets } from './outlets.ts'
import { signInAll } from './people.ts'
import { putReviewCode } from './review.ts'
import { REVIEW_ORG, REVIEW_SCENE } from './review-code.ts'
import { putSingles } from './singles.ts'
import { enrolStaff } from './staff.ts'
import { claimTags } from './tags.ts'
import { putRoster, putUnion } from './union.ts'

export interface Where {
  readonly apiBase: string
  /** The fake WeChat server, whose users the people are. */
  readonly wechatBase: string
  readonly print: (line: string) => void
}

/** The environment must be the product's: its stores read it as they load. */
export async function seed({ apiBase, wechatBase, print }: Where): Promise<void> {
  const start = instantOf(Date.now())
  const ask = askAt(apiBase)
  const union = await putUnion()
  const [lines, cast] = await Promise.all([putRoster(union), signInAll(ask, wechatBase)])
  await grantRoles(cast, union)
  const [outlets, posters] = await Promise.all([putOutlets(ask, cast, union), putPosters(ask, cast, union)])
  await grantRoles(cast, union, outlets)
  const members = await join(ask, { cast, posters, wechatBase })
  await Promise.all([
    claimTags(ask, members),
    putCheckInLists(ask, cast, union),
    putReviewCode(union),
    putSingles({ ask, cast, union, members }),
  ])
  const stage = { ask, cast, union, outlets, members, start }
  await Promise.all([putDrops(stage), putLotteries(stage), putCampaigns(stage), enrolStaff(cast, union)])

  const drops = '7 场福利，3 场抽签，1 个主题阅读'
  print(`演示数据：${union.size} 个工会，名册 ${lines} 人，${outlets.size} 个网点，${drops}。`)
  print('入会码（在“加入工会”点“扫码入会”，输入即可）：')
  for (const { org, scene } of posters.values()) print(`  ${scene}  ${org}`)
  print(`给微信审核员的演示码（扫了就是会员，不用审核）：\n  ${REVIEW_SCENE}  ${REVIEW_ORG}`)
}
