import type { AnswerOf } from '@gonghui/shared/lib/contract'
import { listOrgs } from '@gonghui/shared/membership/orgs'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { Button } from './button'
import { Icon } from './icon'
import { Sheet } from './sheet'
import { Loading, Offline, Refused } from './states'

type Chosen = Pick<AnswerOf<typeof listOrgs>['body']['org'], 'orgId' | 'name'>

interface OrgPickerProps {
  /** The top of what one may choose from. */
  readonly rootId: string
  readonly chosen: readonly string[]
  readonly onChoose: (org: Chosen) => void
  readonly onClose: () => void
}

/** Down the tree of unions, a level at a time. */
export function OrgPicker({ rootId, chosen, onChoose, onClose }: OrgPickerProps) {
  const [trail, setTrail] = useState<readonly string[]>([rootId])
  const at = trail[trail.length - 1] ?? rootId
  const { answer, reload } = useAnswer(listOrgs, { query: { orgId: at } })
  const ready = answer.kind === 'ready' && answer.body.org.orgId === at ? answer.body : undefined

  const line = (org: Chosen, deeper: boolean) => (
    <View className="line-row" key={org.orgId}>
      <View className="grow row" onClick={() => deeper && setTrail([...trail, org.orgId])}>
        <Text className="t14">{org.name}</Text>
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
      {trail.length > 1 && (
        <View
          className="row quiet t14"
          style={{ minHeight: '40px' }}
          onClick={() => setTrail(trail.slice(0, -1))}
        >
          <Icon name="left" size="s" />
          <Text>上一级</Text>
        </View>
      )}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={reload} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {!ready && answer.kind !== 'offline' && answer.kind !== 'refused' && <Loading rows={2} />}
      {ready && line(ready.org, false)}
      {ready?.below.map((org) => line(org, org.level !== 'workplace'))}
    </Sheet>
  )
}
