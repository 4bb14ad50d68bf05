import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { findOrgs } from '@gonghui/shared/membership/org-tree'
import { listOrgs } from '@gonghui/shared/membership/orgs'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { usePaused } from '../lib/use-paused'
import { Button } from './button'
import { Field } from './field'
import { Icon } from './icon'
import { Sheet } from './sheet'
import { Empty, Loading, Offline, Refused } from './states'

type Chosen = Pick<AnswerOf<typeof listOrgs>['body']['org'], 'orgId' | 'name'>

interface OrgPickerProps {
  /** The top of what one may choose from. */
  readonly rootId: string
  readonly chosen: readonly string[]
  readonly onChoose: (org: Chosen) => void
  readonly onClose: () => void
}

/** Down the tree of unions a level at a time, or by how a name begins. */
export function OrgPicker({ rootId, chosen, onChoose, onClose }: OrgPickerProps) {
  const [trail, setTrail] = useState<readonly string[]>([rootId])
  const [typed, setTyped] = useState('')
  const name = usePaused(typed)
  const at = trail[trail.length - 1] ?? rootId
  const { answer, reload } = useAnswer(listOrgs, { query: { orgId: at } })
  const ready = answer.kind === 'ready' && answer.body.org.orgId === at ? answer.body : undefined

  const line = (org: Chosen, deeper: boolean, under = '') => (
    <View className="line-row" key={org.orgId}>
      <View className="grow row" onClick={() => deeper && setTrail([...trail, org.orgId])}>
        <View>
          <Text className="block t14">{org.name}</Text>
          {under && <Text className="block t12 quiet">{under}</Text>}
        </View>
        {deeper && (
          <View className="faint">
            <Icon name="right" size="s" />
          </View>
        )}
      </View>
      <Button
        id={`org-${org.orgId}`}
        tone="pale"
        shape="pill"
        disabled={chosen.includes(org.orgId)}
        onTap={() => onChoose(org)}
      >
        {chosen.includes(org.orgId) ? '已选' : '选这家'}
      </Button>
    </View>
  )

  return (
    <Sheet title="选工会" onClose={onClose}>
      <Field
        id="find-org"
        label="按名称找"
        value={typed}
        onChange={setTyped}
        max={40}
        placeholder="名称的开头，或拼音首字母"
      />
      {name !== '' && <Found key={name} name={name} rootId={rootId} line={line} />}
      {name === '' && trail.length > 1 && (
        <View
          className="row quiet t14"
          style={{ minHeight: '40px' }}
          onClick={() => setTrail(trail.slice(0, -1))}
        >
          <Icon name="left" size="s" />
          <Text>上一级</Text>
        </View>
      )}
      {name === '' && answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {name === '' && answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {name === '' && !ready && answer.kind !== 'offline' && answer.kind !== 'refused' && (
        <Loading rows={2} />
      )}
      {name === '' && ready && line(ready.org, false)}
      {name === '' && ready?.below.map((org) => line(org, org.level !== 'workplace'))}
    </Sheet>
  )
}

interface FoundProps {
  readonly name: string
  readonly rootId: string
  readonly line: (org: Chosen, deeper: boolean, under: string) => ReactNode
}

/** What was found, of that which may be chosen. */
function Found({ name, rootId, line }: FoundProps) {
  const { answer, reload } = useAnswer(findOrgs, { query: { name } })
  if (answer.kind === 'loading') return <Loading rows={2} />
  if (answer.kind !== 'ready')
    return <Offline busy={answer.kind === 'offline' && answer.busy} onRetry={reload} />
  const found = answer.body.items.filter(({ path }) => path.split('/').includes(rootId))
  if (found.length === 0) return <Empty icon="tree" title="没有找到" next="换个开头试试，例如 hfdz" />
  return (
    <View id="found-orgs">
      {found.map((org) => line(org, false, org.pathNames.slice(0, -1).join(' › ')))}
    </View>
  )
}
