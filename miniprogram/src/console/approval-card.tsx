import {
  type Approval,
  approveDrop,
  askApproval,
  getApproval,
  refuseDrop,
} from '@gonghui/shared/benefits/approvals'
import type { ManagedDrop } from '@gonghui/shared/benefits/drops'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { refusalWords } from '../lib/until-known'
import { useAnswer } from '../lib/use-answer'
import { useDeed } from '../lib/use-deed'
import { grouped, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, SectionHead } from '../ui/card'
import { Offline } from '../ui/states'
import { yuanOf } from './approval-words'
import { DeedDialog } from './deed-dialog'

const chips = {
  asked: { tone: 'wait', text: '待审批' },
  approved: { tone: 'ok', text: '已同意' },
  refused: { tone: 'no', text: '没同意' },
} as const

function Record({ approval }: { readonly approval: Approval }) {
  const { askedAt, askedByMasked, decidedAt, decidedByMasked, reason } = approval
  return (
    <View>
      <Fact name="送审">
        {askedByMasked ?? '运营'}・{momentOf(askedAt)}
      </Fact>
      {decidedAt && (
        <Fact name="审批">
          {decidedByMasked ?? '运营'}・{momentOf(decidedAt)}
        </Fact>
      )}
      {reason && <Fact name="说明">{reason}</Fact>}
    </View>
  )
}

interface ApprovalCardProps {
  readonly drop: ManagedDrop
  readonly isOperator: boolean
  readonly onChanged: () => unknown
}

/** 第二人审批: whether it is needed, who asked, who decided; and the buttons of those whose turn it is. */
export function ApprovalCard({ drop, isOperator, onChanged }: ApprovalCardProps) {
  const params = { dropId: drop.dropId }
  const { answer, reload } = useAnswer(getApproval, { params })
  const again = async () => {
    await reload()
    await onChanged()
  }
  const asking = useDeed(askApproval, again)
  const [deciding, setDeciding] = useState<'approve' | 'refuse'>()
  // Most drops need none, so nothing is said while it is asked; but that it is not known is no word that none is needed.
  if (answer.kind === 'loading') return null
  if (answer.kind !== 'ready')
    return (
      <Card id="approval-unknown">
        <SectionHead title="第二人审批" />
        {answer.kind === 'offline' ? (
          <Offline busy={answer.busy} onRetry={() => void reload()} />
        ) : (
          <Text className="t14">{refusalWords(answer.problem)}</Text>
        )}
      </Card>
    )
  const { needed, units, fen, rule, approval, mayDecide } = answer.body
  const isDraft = drop.state === 'draft'
  if (!approval && !(needed && isDraft)) return null
  // An edit has voided what was said of an earlier revision; of what is published, what was judged then stands.
  const standing = approval && (approval.isOfThisRevision || !isDraft) ? approval : undefined
  const chip = standing ? chips[standing.state] : ({ tone: 'wait', text: '还没送审' } as const)
  const { revision } = drop
  return (
    <Card id="approval">
      <SectionHead title="第二人审批" end={<Chip tone={chip.tone}>{chip.text}</Chip>} />
      <View className="t14">
        {grouped(units)} 份，最多补贴 {yuanOf(fen)}
        <Text className="quiet">
          （超过 {grouped(rule.units)} 份或 {yuanOf(rule.fen)} 就要审批）
        </Text>
      </View>
      {standing && <Record approval={standing} />}
      {approval && !standing && <View className="t12 quiet">内容改过，上一版的审批已作废，要重新送审。</View>}
      {isDraft && isOperator && standing?.state !== 'asked' && standing?.state !== 'approved' && (
        <View className="control-way">
          <Button
            id="ask-approval"
            shape="small"
            busy={asking.state.kind === 'sending' && '正在送审…'}
            onTap={() =>
              void asking.send({ params, body: { revision } }, () => '已送审，请另一位运营到“待审批”处理')
            }
          >
            送审
          </Button>
          {asking.state.kind === 'failed' && <Text className="block no">{asking.state.words}</Text>}
        </View>
      )}
      {mayDecide && (
        <View className="row control-way">
          <Button id="refuse" tone="line" shape="small" onTap={() => setDeciding('refuse')}>
            不同意
          </Button>
          <Button id="approve" shape="small" icon="check" onTap={() => setDeciding('approve')}>
            同意
          </Button>
        </View>
      )}
      {isDraft && standing?.state === 'asked' && !mayDecide && (
        <View className="t12 quiet">本级或上级的另一位运营同意后就可以排期。改动内容会作废这次送审。</View>
      )}
      {deciding && (
        <DeedDialog
          to={deciding === 'approve' ? approveDrop : refuseDrop}
          title={deciding === 'approve' ? '同意这一场？' : '不同意这一场？'}
          words={`${drop.title}：${grouped(units)} 份，最多补贴 ${yuanOf(fen)}，${momentOf(drop.opensAt)} 开抢。只对现在这一版内容有效。`}
          yes={deciding === 'approve' ? '同意' : '不同意'}
          busy="正在提交…"
          tone={deciding === 'approve' ? 'primary' : 'danger'}
          example={deciding === 'approve' ? '已核对合同和预算' : '库存和合同不一致'}
          given={(reason) => ({ params, body: { revision, reason } })}
          done={() => (deciding === 'approve' ? '已同意' : '已退回')}
          onChanged={again}
          onClose={() => setDeciding(undefined)}
        />
      )}
    </Card>
  )
}
