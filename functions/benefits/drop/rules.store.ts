import type { RulesVersion } from '@gonghui/shared/benefits/rules'
import { keyOf, rangeOf } from '../../table/access-patterns.ts'
import { TABLE } from '../../table/database.ts'
import { read, readRange } from '../../table/reads.ts'
import type { Drop } from './drop.rule.ts'

/** A version of a drop's rules as it was published, and by whom: it stays when the next comes. */
export interface RulesRow extends RulesVersion {
  readonly dropId: string
  readonly by: string
}

/** Two digits, so that the ninth comes before the tenth. */
const keyOfRules = (dropId: string, version: number) =>
  keyOf('a version of a drop’s rules', { dropId, version: String(version).padStart(2, '0') })

/** To be written in the transaction that publishes it. */
export const published = ({ dropId, rules, rulesVersion }: Drop, from: string, by: string) => ({
  Put: {
    TableName: TABLE,
    Item: {
      ...keyOfRules(dropId, rulesVersion),
      ...({ dropId, version: rulesVersion, text: rules, from, by } satisfies RulesRow),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

export const readRules = (dropId: string, version: number): Promise<RulesRow | undefined> =>
  read<RulesRow>(keyOfRules(dropId, version), { strong: false })

export const readAllRules = (dropId: string): Promise<RulesRow[]> =>
  readRange<RulesRow>(rangeOf('a version of a drop’s rules', { dropId }))
