import { getApprovalRule, setApprovalRule } from '@gonghui/shared/benefits/approvals'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useAnswer } from '../lib/use-answer'
import { grouped, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { yuanOf } from './approval-words'
import { DeedDialog } from './deed-dialog'

const wholeOf = (typed: string): number | undefined =>
  /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : undefined

interface ApprovalRuleCardProps {
  readonly orgId: string
  /** A cadre sets it; whom it binds does not. */
  readonly mayChange: boolean
}

/** 审批门槛: what one operator may open alone, and who set it. */
export function ApprovalRuleCard({ orgId, mayChange }: ApprovalRuleCardProps) {
  const { answer, reload } = useAnswer(getApprovalRule, { query: { orgId } })
  const [open, setOpen] = useState(false)
  const [units, setUnits] = useState('')
  const [money, setMoney] = useState('')
  if (answer.kind !== 'ready') return null
  const { rule } = answer.body
  const [most, yuan] = [wholeOf(units), wholeOf(money)]
  return (
    <Card id="approval-rule">
      <SectionHead
        title="审批门槛"
        end={
          mayChange && (
            <Button
              id="set-rule"
              tone="pale"
              shape="pill"
              onTap={() => {
                setUnits(String(rule.units))
                setMoney(String(Math.floor(rule.fen / 100)))
                setOpen(true)
              }}
            >
              修改
            </Button>
          )
        }
      />
      <View className="t14">
        超过 <Text className="bold numbers">{grouped(rule.units)}</Text> 份，或补贴超过{' '}
        <Text className="bold numbers">{yuanOf(rule.fen)}</Text>，要第二位运营审批才能排期。
      </View>
      <View className="t12 quiet">
        {rule.setBy
          ? `${rule.setBy.orgName}${rule.setBy.byMasked ? `・${rule.setBy.byMasked}` : ''}・${momentOf(rule.setBy.at)}：${rule.setBy.reason}`
          : '按默认；工会干部可以改，本级没定的按上级的。'}
      </View>
      {open && (
        <DeedDialog
          to={setApprovalRule}
          title="审批门槛"
          words="按“最多补到”的份数和工会补贴的金额算，超过任何一个就要审批。马上生效，管本级和没有另定的下级。"
          yes="保存"
          busy="正在保存…"
          example="今年预算收紧"
          given={(reason) =>
            most !== undefined && yuan !== undefined
              ? { body: { orgId, units: most, fen: yuan * 100, reason } }
              : undefined
          }
          done={() => '已保存'}
          onChanged={reload}
          onClose={() => setOpen(false)}
        >
          <Field id="rule-units" label="份数超过" type="number" value={units} onChange={setUnits} max={7} />
          <Field
            id="rule-yuan"
            label="补贴超过（元）"
            type="number"
            value={money}
            onChange={setMoney}
            max={7}
          />
        </DeedDialog>
      )}
    </Card>
  )
}
