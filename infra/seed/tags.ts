import { claimTag, listMyTags } from '@gonghui/shared/membership/tags'
import { type Ask, answered } from './calls.ts'

/** What two members say of themselves, for a cadre to look at. */
const CLAIMS = [
  { openid: 'member-chen', tag: '劳模', proof: '2023 年南山区“最美劳动者”，荣誉证书编号 NS2023-0117' },
  { openid: 'member-he', tag: '退役军人', proof: '2016 年退役，优待证编号 粤B20160342' },
] as const

/** Claimed once: whatever became of a claim, it is left as it is. */
export async function claimTags(ask: Ask, members: ReadonlyMap<string, string>): Promise<void> {
  for (const { openid, tag, proof } of CLAIMS) {
    const who = { token: members.get(openid) }
    const { tags, claims } = answered(listMyTags, await ask(listMyTags, {}, who))
    if (tags.includes(tag) || claims.some((claim) => claim.tag === tag)) continue
    answered(claimTag, await ask(claimTag, { body: { tag, proof } }, who))
  }
}
