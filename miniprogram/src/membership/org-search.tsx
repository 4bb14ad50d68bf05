import type { Org } from '@gonghui/shared/lib/org'
import { findOrgs } from '@gonghui/shared/membership/org-tree'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { usePaused } from '../lib/use-paused'
import { Card, Row } from '../ui/card'
import { Field } from '../ui/field'
import { Empty, Loading, Offline } from '../ui/states'

function Found({ name, onOrg }: { readonly name: string; readonly onOrg: (org: Org) => void }) {
  const { answer, reload } = useAnswer(findOrgs, { query: { name } })
  if (answer.kind === 'loading') return <Loading rows={2} />
  if (answer.kind !== 'ready')
    return <Offline busy={answer.kind === 'offline' && answer.busy} onRetry={reload} />
  const { items } = answer.body
  if (items.length === 0)
    return <Empty icon="tree" title="没有找到" next="换个开头试试；按名称的开头或拼音首字母找，例如 hfdz" />
  return (
    <View id="found">
      {items.map((org) => (
        <Row
          key={org.orgId}
          id={`found-${org.orgId}`}
          icon="tree"
          title={org.name}
          under={org.pathNames.slice(0, -1).join(' › ') || '市总工会'}
          onTap={() => onOrg(org)}
        />
      ))}
    </View>
  )
}

/** Finds a union by how its name begins, or by its initials. */
export function OrgSearch({ onOrg }: { readonly onOrg: (org: Org) => void }) {
  const [typed, setTyped] = useState('')
  const name = usePaused(typed)
  return (
    <Card>
      <Field
        id="org-name"
        label="找工会"
        value={typed}
        onChange={setTyped}
        max={40}
        placeholder="名称的开头，或拼音首字母"
      />
      {name !== '' && <Found key={name} name={name} onOrg={onOrg} />}
    </Card>
  )
}
