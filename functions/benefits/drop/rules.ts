import type * as contracts from '@gonghui/shared/benefits/rules'
import { type Handler, refuse, reply } from '../../lib/server.ts'
import { steered } from '../day/controls.ts'
import { isOnShow } from './drop.rule.ts'
import { knownDrop } from './drop.store.ts'
import { rulesChanged } from './rules.rule.ts'
import { published, readAllRules } from './rules.store.ts'

/** 改规则. */
export const changeRules: Handler<typeof contracts.changeRules> = ({ params, body, caller, now }) =>
  steered(
    params.dropId,
    caller,
    {
      deed: 'change-rules',
      reason: body.reason,
      steer: (drop) => rulesChanged(drop, body.rules, now),
      beside: (next) => [published(next, next.rulesSince?.at(-1)?.from ?? now, caller.personId)],
    },
    now,
  )

export const listRules: Handler<typeof contracts.listRules> = async ({ params, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop || !isOnShow(drop, now)) return refuse('drop-unknown')
  const kept = await readAllRules(drop.dropId)
  const versions = kept.map(({ version, text, from }) => ({ version, text, from }))
  // Of what was published before versions were kept there is the text that stands.
  const first = { version: 1, text: drop.rules, from: drop.publishedAt ?? drop.createdAt }
  return reply(200, { versions: versions.length > 0 ? versions.reverse() : [first], serverTime: now })
}
