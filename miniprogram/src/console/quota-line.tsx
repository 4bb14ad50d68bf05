import type { People } from '@gonghui/shared/benefits/audience'
import { Input, Text, View } from '@tarojs/components'
import { grouped } from '../lib/words'
import { Icon } from '../ui/icon'
import { peopleWords } from './people-count'
import { idleUnits, unitsOf } from './quota-form'

interface QuotaLineProps {
  readonly id: string
  readonly name: string
  readonly units: string
  /** What stands in place of a field, where the units are not typed. */
  readonly left?: string
  readonly people: People | undefined
  readonly perMember: number
  readonly error: string | undefined
  /** ，到 11:00 为止: until when they would lie there. */
  readonly until?: string
  readonly onUnits?: (units: string) => void
  readonly onRemove?: () => void
}

/** One pool: its units, its people, and what is wrong or wasteful with the two of them. */
export function QuotaLine(line: QuotaLineProps) {
  const { id, name, units, left, people, perMember, error, until = '', onUnits, onRemove } = line
  const idle = people ? idleUnits(unitsOf(units), people, perMember) : 0
  return (
    <View className="quota" id={id}>
      <View className="row quota-line">
        <View className="grow">
          <Text className="block t14 bold">{name}</Text>
          <Text className="block t12 quiet">
            {people ? `符合条件 ${peopleWords(people)}` : '人数还没有数好'}
          </Text>
        </View>
        {left === undefined ? (
          <View className={`field-box quota-box ${error ? 'field-wrong' : ''}`}>
            <Input
              id={`${id}-units`}
              className="field-input"
              type="number"
              value={units}
              placeholder="份数"
              placeholderClass="field-placeholder"
              maxlength={6}
              onInput={({ detail }) => onUnits?.(detail.value)}
            />
          </View>
        ) : (
          <Text className="bold numbers quota-left">{left}</Text>
        )}
        <View
          className={`quota-remove ${onRemove ? '' : 'quota-kept'}`}
          id={`${id}-remove`}
          aria-label={`去掉${name}的名额`}
          {...(onRemove ? { onClick: onRemove } : {})}
        >
          {onRemove && <Icon name="cross" size="s" />}
        </View>
      </View>
      {error && <Text className="field-error">{error}</Text>}
      {!error && idle > 0 && (
        <Text className="quota-idle" id={`${id}-idle`}>
          {people?.count === 0
            ? `这里没有符合条件的人，${grouped(idle)} 份会闲着`
            : `这里最多只能领走 ${grouped(unitsOf(units) - idle)} 份，有 ${grouped(idle)} 份会闲着`}
          {until}
        </Text>
      )}
    </View>
  )
}
