import { type Standing, standingNames } from '@gonghui/shared/lib/standing'
import type { MemberFace } from '@gonghui/shared/membership/members'
import { type StandingDeed, setStanding } from '@gonghui/shared/membership/standing'
import { sendMember } from '@gonghui/shared/membership/transfers'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { Chip, Fact } from '../ui/card'
import { Field } from '../ui/field'
import { OrgSearch } from './org-search'

type Choice = StandingDeed | 'send'

const deeds: Readonly<Record<Choice, { text: string; means: string; example: string }>> = {
  suspend: {
    text: '暂停会籍',
    means: '不能领新福利，手里的券照常能用；仍算本会会员。会员会看到原因。',
    example: '例如：停薪留职一年',
  },
  resume: {
    text: '恢复会籍',
    means: '马上恢复，可以照常领福利。原工会已撤销的，恢复到它的上级工会。',
    example: '例如：已返岗',
  },
  retire: {
    text: '办理退休',
    means: '保留会籍，不再计入会员人数，不再领在职福利；券、积分和记录都在。',
    example: '例如：2026 年 6 月退休',
  },
  'report-death': {
    text: '登记去世',
    means: '会籍终止，手机号释放；记录保留。登记错了，可以让本人重新申请，由干部审核恢复。',
    example: '例如：家属 6 月 10 日来告',
  },
  send: { text: '转出', means: '由对方工会接收后生效；会员可以撤回。', example: '例如：调到新单位' },
}

const open: Readonly<Record<Standing, readonly Choice[]>> = {
  active: ['send', 'suspend', 'retire', 'report-death'],
  suspended: ['resume', 'retire', 'report-death'],
  retired: ['resume', 'report-death'],
  left: [],
  deceased: [],
}

/** How a member stands, and what a cadre may do about it: each with a reason, and with what it means. */
export function StandingDesk({
  member,
  onChanged,
}: {
  readonly member: MemberFace
  readonly onChanged: () => void
}) {
  const [choice, setChoice] = useState<Choice>()
  const [reason, setReason] = useState('')
  const [to, setTo] = useState<{ orgId: string; name: string }>()
  const standing = useDeed(setStanding, onChanged)
  const sending = useDeed(sendMember, onChanged)
  const state = choice === 'send' ? sending.state : standing.state
  const params = { memberId: member.memberId }
  const { standing: seen } = member

  const act = () => {
    if (choice === undefined) return
    if (choice !== 'send')
      return void standing.send(
        { params, body: { deed: choice, seen, reason: reason.trim() } },
        ({ member: after }) => `${after.nameMasked}：${standingNames[after.standing]}`,
      )
    if (to)
      void sending.send(
        { params, body: { toOrgId: to.orgId, reason: reason.trim() } },
        () => `已提交，等${to.name}接收`,
      )
  }

  return (
    <View className="field" id="standing-desk">
      <Text className="field-label">会籍</Text>
      <View className="row" style={{ gap: '8px' }}>
        <Chip tone={seen === 'active' ? 'ok' : seen === 'suspended' ? 'wait' : 'plain'}>
          {standingNames[seen]}
        </Chip>
        {member.standingReason && (
          <Text className="t12 quiet">
            {member.standingSince && dateOf(member.standingSince)} {member.standingReason}
          </Text>
        )}
      </View>
      <View className="row" style={{ gap: '8px', flexWrap: 'wrap', paddingTop: '8px' }}>
        {open[seen].map((one) => (
          <Button
            key={one}
            id={`deed-${one}`}
            tone={one === choice ? 'pale' : 'line'}
            shape="pill"
            onTap={() => setChoice(one === choice ? undefined : one)}
          >
            {deeds[one].text}
          </Button>
        ))}
      </View>
      {choice && (
        <View id="deed-form">
          <View className="t14 quiet" style={{ paddingTop: '8px' }}>
            {deeds[choice].means}
          </View>
          {choice === 'send' && !to && <OrgSearch onOrg={setTo} />}
          {choice === 'send' && to && (
            <Fact name="转到">
              {to.name}{' '}
              <Button id="other-org" tone="quiet" shape="small" onTap={() => setTo(undefined)}>
                换一家
              </Button>
            </Fact>
          )}
          <Field
            id="deed-reason"
            label="原因"
            value={reason}
            onChange={setReason}
            hint="会员看得到，也记入会籍记录"
            placeholder={deeds[choice].example}
            error={state.kind === 'failed' ? state.words : undefined}
          />
          <Button
            id="deed-do"
            tone={choice === 'send' || choice === 'resume' ? 'primary' : 'danger'}
            disabled={!reason.trim() || (choice === 'send' && !to)}
            busy={state.kind === 'sending' && '正在办理…'}
            onTap={act}
          >
            确认{deeds[choice].text}
          </Button>
        </View>
      )}
    </View>
  )
}
