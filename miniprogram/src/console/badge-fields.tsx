import { Text, View } from '@tarojs/components'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Chips, Field } from '../ui/field'
import type { BadgeForm } from './campaign-form'
import type { CampaignEditor } from './use-campaign-editor'
import './console-reading.scss'

export const deedChoices: readonly { value: BadgeForm['deed']; text: string }[] = [
  { value: 'days', text: '读够天数' },
  { value: 'streak', text: '连续天数' },
  { value: 'books', text: '读完本数' },
  { value: 'quizzes', text: '答题过关' },
]

/** The badges: each a deed, how often, and what it is worth. */
export function BadgeFields({ editor: { form, change, errors } }: { readonly editor: CampaignEditor }) {
  const put = (at: number, part: Partial<BadgeForm>) =>
    change({ badges: form.badges.map((badge, i) => (i === at ? { ...badge, ...part } : badge)) })
  return (
    <Card>
      <SectionHead
        title="徽章"
        end={
          <Button
            id="add-badge"
            tone="quiet"
            shape="pill"
            icon="plus"
            disabled={form.badges.length >= 12}
            onTap={() =>
              change({ badges: [...form.badges, { name: '', deed: 'days', times: '7', points: '0' }] })
            }
          >
            加一枚
          </Button>
        }
      />
      {form.badges.map((badge, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a badge has no other name while it is typed
        <View key={at} className="reading-badge-form">
          <Chips
            id={`badge-deed-${at}`}
            value={badge.deed}
            options={deedChoices}
            onChange={(deed) => put(at, { deed })}
          />
          <View className="reading-badge-line">
            <Field
              id={`badge-name-${at}`}
              label="名字"
              max={12}
              value={badge.name}
              onChange={(name) => put(at, { name })}
            />
            <Field
              id={`badge-times-${at}`}
              label="达到"
              type="number"
              value={badge.times}
              onChange={(times) => put(at, { times })}
            />
            <Field
              id={`badge-points-${at}`}
              label="得积分"
              type="number"
              value={badge.points}
              onChange={(points) => put(at, { points })}
            />
          </View>
          <Button
            id={`drop-badge-${at}`}
            tone="quiet"
            shape="pill"
            icon="cross"
            onTap={() => change({ badges: form.badges.filter((_, i) => i !== at) })}
          >
            去掉
          </Button>
        </View>
      ))}
      {errors.badges && <Text className="field-error">{errors.badges}</Text>}
    </Card>
  )
}
