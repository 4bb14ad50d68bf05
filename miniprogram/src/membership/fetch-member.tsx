import type { Grant } from '@gonghui/shared/lib/roles'
import { fetchMember } from '@gonghui/shared/membership/transfers'
import { useState } from 'react'
import { useDeed } from '../lib/use-deed'
import { Field } from '../ui/field'
import { OrgField } from '../ui/org-field'
import { OrgPicker } from '../ui/org-picker'
import { Confirm } from '../ui/sheet'

interface FetchMemberProps {
  readonly org: Grant
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** Asks for a member of another union by what only they can tell: their number and name. */
export function FetchMember({ org, onClose, onDone }: FetchMemberProps) {
  const [to, setTo] = useState<{ orgId: string; name: string }>({ orgId: org.orgId, name: org.orgName })
  const [picking, setPicking] = useState(false)
  const [memberNo, setMemberNo] = useState('')
  const [name, setName] = useState('')
  const [reason, setReason] = useState('')
  const { state, send } = useDeed(fetchMember, onDone)
  const isWhole = /^\d{12}$/.test(memberNo.replace(/[\s-]/g, '')) && name.trim() && reason.trim()

  const ask = () =>
    void send({ body: { toOrgId: to.orgId, memberNo, name, reason: reason.trim() } }, ({ transfer }) => {
      onClose()
      return `已发起，等会员本人或${transfer.fromOrgName}同意`
    })

  if (picking)
    return (
      <OrgPicker
        rootId={org.orgId}
        chosen={[to.orgId]}
        onClose={() => setPicking(false)}
        onChoose={(one) => {
          setTo(one)
          setPicking(false)
        }}
      />
    )
  return (
    <Confirm
      title="转入一位会员"
      body={
        <>
          <OrgField label="转入哪家工会" name={to.name} onTap={() => setPicking(true)} />
          <Field
            id="fetch-no"
            label="会员号"
            value={memberNo}
            onChange={setMemberNo}
            max={16}
            type="number"
            placeholder="12 位，请会员本人报"
          />
          <Field id="fetch-name" label="姓名" value={name} onChange={setName} max={40} />
          <Field
            id="fetch-reason"
            label="原因"
            value={reason}
            onChange={setReason}
            hint="会员和原工会都会看到"
            placeholder="例如：6 月起在本单位上班"
            error={state.kind === 'failed' ? state.words : undefined}
          />
        </>
      }
      yes="发起转入"
      disabled={!isWhole}
      busy={state.kind === 'sending' && '正在提交…'}
      onNo={onClose}
      onYes={ask}
    />
  )
}
