import { roleNames } from '@gonghui/shared/lib/roles'
import { type RoleHolder, revokeRole } from '@gonghui/shared/membership/role-holders'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { Field } from '../ui/field'
import { Confirm } from '../ui/sheet'

interface RevokeRoleProps {
  readonly holder: RoleHolder
  readonly onRevoked: () => void
  readonly onClose: () => void
}

/** Asks for the reason before a role is taken away. */
export function RevokeRole({ holder, onRevoked, onClose }: RevokeRoleProps) {
  const [reason, setReason] = useState('')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: string }>({ busy: false })
  const revoke = async () => {
    setState({ busy: true })
    const { personId, role, orgId, outletId } = holder
    const body = { personId, role, orgId, ...(outletId ? { outletId } : {}), reason: reason.trim() }
    const ended = await untilKnown(() => call(revokeRole, { body }))
    if (ended.kind === 'answer') return onRevoked()
    setState({ busy: false, error: saidOf(ended) })
  }
  const name = holder.nameMasked ?? holder.label ?? '这位工作人员'
  return (
    <Confirm
      title={`收回${name}的“${roleNames[holder.role]}”？`}
      body={
        <View>
          <View className="t14 quiet">下一次操作就失效；这次变动会记下来。</View>
          <Field
            id="revoke-reason"
            label="原因"
            value={reason}
            onChange={setReason}
            max={60}
            placeholder="例如：换岗、离职"
            error={state.error}
          />
        </View>
      }
      yes="收回"
      tone="danger"
      busy={state.busy && '正在收回…'}
      disabled={!reason.trim()}
      onYes={() => void revoke()}
      onNo={onClose}
    />
  )
}
