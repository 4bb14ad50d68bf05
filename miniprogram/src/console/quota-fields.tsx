import { Text } from '@tarojs/components'
import { useState } from 'react'
import { grouped } from '../lib/words'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Choice } from '../ui/field'
import { MomentField } from '../ui/moment-field'
import { OrgPicker } from '../ui/org-picker'
import { unitsLeft } from './quota-form'
import { QuotaLine } from './quota-line'
import type { AudienceCount } from './use-audience-count'
import type { Editor } from './use-editor'
import './quota-fields.scss'

const reflows = [
  { value: 'at', text: '到时间并入公共池' },
  { value: 'never', text: '一直留给他们' },
] as const

interface QuotaFieldsProps {
  readonly editor: Editor
  readonly rootId: string
  readonly count: AudienceCount
}

/** 各单位名额: units for org subtrees, what they leave for everybody, and until when they are kept. */
export function QuotaFields({ editor: { form, change, errors }, rootId, count }: QuotaFieldsProps) {
  const [picking, setPicking] = useState(false)
  const { quotas } = form
  const ready = count.answer.kind === 'ready' ? count.answer.body : undefined
  const peopleOf = (orgId?: string) => ready?.pools.find((pool) => pool.orgId === orgId)?.people
  const left = unitsLeft(form.stock, quotas)
  const [root] = form.orgs.length === 1 ? form.orgs : []
  const put = (at: number, units: string) =>
    change({ quotas: quotas.map((quota, i) => (i === at ? { ...quota, units } : quota)) })
  return (
    <Card id="quotas">
      <SectionHead
        title="各单位名额"
        end={
          <Button id="add-quota" tone="quiet" shape="pill" icon="plus" onTap={() => setPicking(true)}>
            加一家
          </Button>
        }
      />
      {quotas.length === 0 && (
        <Text className="t14 quiet">
          不分名额，全部放在公共池，谁都能抢。要保证某些单位有份，就给它们留名额。
        </Text>
      )}
      {quotas.map(({ orgId, name, units }, at) => (
        <QuotaLine
          key={orgId}
          id={`quota-${orgId}`}
          name={name}
          units={units}
          people={peopleOf(orgId)}
          perMember={Number(form.perMember)}
          error={errors[`quotas.${at}`]}
          until={form.reflow === 'at' ? '，要等并入公共池才有人能领' : '，没有人能领'}
          onUnits={(next) => put(at, next)}
          onRemove={() => change({ quotas: quotas.filter((one) => one.orgId !== orgId) })}
        />
      ))}
      {quotas.length > 0 && (
        <>
          <QuotaLine
            id="quota-rest"
            name="公共池"
            left={Number.isNaN(left) ? '填了库存才知道' : left < 0 ? '不够分' : `${grouped(left)} 份`}
            units={String(left)}
            people={peopleOf()}
            perMember={Number(form.perMember)}
            error={left < 0 ? `各单位名额比库存多 ${grouped(-left)} 份` : errors.quotas}
          />
          <Text className="t12 quiet quota-note">
            单位和它上级都有名额的，会员用自己最近一级的。其他单位的会员抢公共池。
          </Text>
          <Choice
            id="reflow"
            label="名额没抢完的"
            value={form.reflow}
            options={reflows}
            onChange={(reflow) => change({ reflow })}
          />
          {form.reflow === 'at' && (
            <MomentField
              id="reflow-at"
              label="并入的时间"
              value={form.reflowAt}
              onChange={(reflowAt) => change({ reflowAt })}
              error={errors.reflowAt}
              hint="从这一刻起，剩下的所有人都能抢"
            />
          )}
        </>
      )}
      {picking && (
        <OrgPicker
          rootId={root?.orgId ?? rootId}
          chosen={quotas.map(({ orgId }) => orgId)}
          onChoose={({ orgId, name }) => {
            change({ quotas: [...quotas, { orgId, name, units: '' }] })
            setPicking(false)
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </Card>
  )
}
