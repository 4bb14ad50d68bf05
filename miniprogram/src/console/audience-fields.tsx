import './console-drops.scss'
import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Choice } from '../ui/field'
import { Icon } from '../ui/icon'
import { OrgPicker } from '../ui/org-picker'
import { TagChips } from '../ui/tag-chips'
import type { AudienceForm } from './audience-form'
import { MemberAge } from './member-age'

interface AudienceFieldsProps {
  /** 谁能抢, 谁能参加. */
  readonly title: string
  readonly editor: {
    readonly form: AudienceForm
    readonly change: (part: Partial<AudienceForm>) => void
    readonly errors: Readonly<Record<string, string>>
  }
  /** One's own union: the top of what may be chosen. */
  readonly rootId: string
  /** When it begins, as the form has it: what a membership is that old at. */
  readonly beginsAt?: string
  /** Who that is now. */
  readonly children?: ReactNode
}

/** Whom it is for: a drop, a campaign. */
export function AudienceFields({
  title,
  editor: { form, change, errors },
  rootId,
  beginsAt = '',
  children,
}: AudienceFieldsProps) {
  const [picking, setPicking] = useState(false)
  return (
    <Card>
      <SectionHead title={title} />
      <View className="field">
        <Text className="field-label">这些工会和它们下级的会员</Text>
        <View className="editor-orgs">
          {form.orgs.map((org) => (
            <View
              key={org.orgId}
              className="editor-org"
              onClick={() => change({ orgs: form.orgs.filter(({ orgId }) => orgId !== org.orgId) })}
            >
              <Text>{org.name}</Text>
              <Icon name="cross" size="s" />
            </View>
          ))}
          <Button id="add-org" tone="quiet" shape="pill" icon="plus" onTap={() => setPicking(true)}>
            加一家
          </Button>
        </View>
        {errors.audience && <Text className="field-error">{errors.audience}</Text>}
      </View>
      <View className="field">
        <Text className="field-label">只给有这些标签的（可不选）</Text>
        <TagChips id="tags" chosen={form.tags} onChange={(tags) => change({ tags })} />
        <Text className="field-hint">有其中一个就行</Text>
      </View>
      <MemberAge
        value={form.joinedBefore}
        beginsAt={beginsAt}
        onChange={(joinedBefore) => change({ joinedBefore })}
      />
      <Choice
        id="on-roster"
        label="身份核对"
        value={form.onRoster ? 'roster' : 'any'}
        options={[
          { value: 'any', text: '会员都行' },
          { value: 'roster', text: '只给名册上的' },
        ]}
        hint="“名册上的”指姓名和手机号与单位名册对得上；由工会干部审核入会的不算"
        onChange={(chosen) => change({ onRoster: chosen === 'roster' })}
      />
      {children}
      {picking && (
        <OrgPicker
          rootId={rootId}
          chosen={form.orgs.map(({ orgId }) => orgId)}
          onChoose={(org) => {
            change({ orgs: [...form.orgs, org] })
            setPicking(false)
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </Card>
  )
}
