import { type Role, roleNames } from '@gonghui/shared/lib/roles'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../ui/button'
import { Fact } from '../ui/card'
import { Choice, Field } from '../ui/field'
import { Sheet } from '../ui/sheet'
import { OutletChoice } from './outlet-choice'
import { useGiving } from './use-roles'

const MEANS: Readonly<Record<Role, string>> = {
  operator: '新建和管理福利场次、网点',
  staff: '看数、签到，不改场次',
  clerk: '在一个网点核销',
  cadre: '审核入会、管会员和角色',
  matchmaker: '审核单身资料、办活动、牵线',
  auditor: '只看不改，查变动和账目',
}

interface GiveRoleProps {
  readonly orgId: string
  readonly orgName: string
  readonly options: readonly Role[]
  readonly onGiven: () => void
  /** Whom one looks for is no member. */
  readonly onInvite: () => void
  readonly onClose: () => void
}

/** 给角色: find the member, see that it is the right one, choose what they may do. */
export function GiveRole({ orgId, orgName, options, onGiven, onInvite, onClose }: GiveRoleProps) {
  const { giving, find, give, again } = useGiving(orgId, onGiven)
  const [typed, setTyped] = useState('')
  const [role, setRole] = useState<Role>(options[0] ?? 'staff')
  const [outletId, setOutletId] = useState('')
  if (giving.kind === 'finding')
    return (
      <Sheet title={`给${orgName}的角色`} onClose={onClose}>
        <Field
          id="candidate"
          label="给哪位会员"
          value={typed}
          onChange={setTyped}
          max={20}
          placeholder="会员号或手机号"
          hint="只能给自己管的会员；商户的核销员不用是会员，用邀请码"
          error={giving.error}
        />
        <View className="sheet-ways">
          <Button id="not-a-member" tone="line" onTap={onInvite}>
            邀请商户核销员
          </Button>
          <Button
            id="find-candidate"
            disabled={!typed.trim()}
            busy={giving.busy && '查找中…'}
            onTap={() => void find(typed)}
          >
            查找
          </Button>
        </View>
      </Sheet>
    )
  const { who, busy, error } = giving
  return (
    <Sheet title={`给${orgName}的角色`} onClose={onClose}>
      <Fact name="会员">{who.nameMasked}</Fact>
      <Fact name="手机">{who.phoneMasked}</Fact>
      <Fact name="所在工会">{who.orgName}</Fact>
      <Choice
        id="role"
        label="角色"
        value={role}
        options={options.map((value) => ({ value, text: roleNames[value] }))}
        onChange={setRole}
        hint={`${MEANS[role]}；在${orgName}和它的下级有效`}
        error={error}
      />
      {role === 'clerk' && <OutletChoice orgId={orgId} value={outletId} onChange={setOutletId} />}
      <View className="sheet-ways">
        <Button id="other-candidate" tone="line" onTap={again}>
          换一位
        </Button>
        <Button
          id="give-role"
          disabled={role === 'clerk' && !outletId}
          busy={busy && '正在保存…'}
          onTap={() => void give(role, role === 'clerk' ? outletId : undefined)}
        >
          设为{roleNames[role]}
        </Button>
      </View>
    </Sheet>
  )
}
