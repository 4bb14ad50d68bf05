import { changeRules } from '@gonghui/shared/benefits/rules'
import { useState } from 'react'
import { Field } from '../ui/field'
import { DeedDialog } from './deed-dialog'
import type { DialogProps } from './drop-dialogs'

/** 改规则: a new version for who claims from now on; who has claimed keeps theirs. */
export function RulesDialog({ drop, ...rest }: DialogProps) {
  const [rules, setRules] = useState(drop.rules)
  const isChange = rules.trim() !== drop.rules
  return (
    <DeedDialog
      {...rest}
      to={changeRules}
      title={`改规则（现在第 ${drop.rulesVersion} 版）`}
      words="改完成为新的一版，两秒后生效；已领的仍按领取时那一版，会员都能看到。价格、每人限、谁能抢、名额、开抢时间和网点排期后不能改，要改请复制一场。"
      yes={`发布第 ${drop.rulesVersion + 1} 版`}
      busy="正在发布…"
      example="影院来函，周末加收 5 元"
      given={(reason) =>
        isChange ? { params: { dropId: drop.dropId }, body: { rules: rules.trim(), reason } } : undefined
      }
      done={() => '新一版规则已发布'}
    >
      <Field id="new-rules" label="规则" lines={6} max={4_000} value={rules} onChange={setRules} />
    </DeedDialog>
  )
}
