import { type Role, roleNames, roles } from '@gonghui/shared/lib/roles'
import {
  listRoleChanges,
  listRoleHolders,
  type RoleChange,
  type RoleHolder,
} from '@gonghui/shared/membership/role-holders'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, SectionHead } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Chips } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { OrgPicker } from '../ui/org-picker'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { toast } from '../ui/toast'
import { ClerkInvitations } from './clerk-invitations'
import { GiveRole } from './give-role'
import { RevokeRole } from './revoke-role'

const keyOf = ({ personId, role, outletId = '' }: RoleHolder) => `${personId}-${role}-${outletId}`
const nobody = '还不是会员'

const columns = (onRevoke: (holder: RoleHolder) => void): readonly Column<RoleHolder>[] => [
  {
    name: '姓名',
    width: '1fr',
    cell: ({ nameMasked, label }) =>
      [nameMasked ?? (label ? undefined : nobody), label].filter(Boolean).join('・'),
  },
  { name: '手机', width: '1.2fr', cell: (one) => one.phoneMasked ?? '—' },
  { name: '角色', width: '1fr', cell: (one) => roleNames[one.role] },
  { name: '网点', width: '1.6fr', cell: (one) => one.outletName ?? '—' },
  {
    name: '',
    width: '96px',
    end: true,
    cell: (one) =>
      one.mayRevoke && (
        <Button id={`revoke-${keyOf(one)}`} tone="line" shape="pill" onTap={() => onRevoke(one)}>
          收回
        </Button>
      ),
  },
]

const changed: readonly Column<RoleChange>[] = [
  { name: '时间', width: '1.4fr', cell: ({ at }) => momentOf(at) },
  {
    name: '变动',
    width: '2fr',
    cell: ({ deed, role, nameMasked = nobody }) =>
      `${deed === 'given' ? '给了' : '收回了'} ${nameMasked} 的${roleNames[role]}`,
  },
  { name: '经办', width: '1fr', cell: ({ byMasked = '工作人员' }) => byMasked },
  { name: '原因', width: '1.4fr', cell: ({ reason = '—' }) => reason },
]

const filters = [
  { value: 'all' as const, text: '全部' },
  ...roles.map((value) => ({ value, text: roleNames[value] })),
]

/** What somebody with these roles may give; the server says so again. */
const givable = (held: readonly Role[]): Role[] =>
  held.includes('cadre') ? [...roles] : held.includes('operator') ? ['staff', 'clerk'] : []

/** 人员与角色: who may do what at an org, and every change of it. */
export default function Roles() {
  const { me, grants, grant, choose } = useGrant('cadre', 'operator', 'auditor')
  const [below, setBelow] = useState<{ readonly orgId: string; readonly name: string }>()
  const [role, setRole] = useState<Role | 'all'>('all')
  const [open, setOpen] = useState<'picking' | 'giving' | 'inviting'>()
  const [leaving, setLeaving] = useState<RoleHolder>()
  const org = below ?? (grant && { orgId: grant.orgId, name: grant.orgName })
  const query = org && { orgId: org.orgId, ...(role === 'all' ? {} : { role }) }
  const list = useList(listRoleHolders, query)
  const history = useList(listRoleChanges, org && { orgId: org.orgId })
  const held = me.kind === 'known' ? me.me.grants.map((one) => one.role) : []
  const options = givable(held)
  const done = (words: string) => {
    setOpen(undefined)
    setLeaving(undefined)
    toast(words)
    void list.reload()
    void history.reload()
  }
  const { state, items } = list
  return (
    <ConsolePage
      at="roles"
      title="人员与角色"
      under={org && `${org.name}：角色在本级和下级有效`}
      actions={
        org && (
          <>
            <Button id="pick-org" tone="line" shape="small" onTap={() => setOpen('picking')}>
              看下级
            </Button>
            {options.includes('clerk') && (
              <Button id="invite-clerk" tone="line" shape="small" onTap={() => setOpen('inviting')}>
                邀请核销员
              </Button>
            )}
            {options.length > 0 && (
              <Button id="new-role" shape="small" onTap={() => setOpen('giving')}>
                给角色
              </Button>
            )}
          </>
        )
      }
    >
      <OrgChoice
        grants={grants}
        grant={grant}
        onChoose={(orgId) => {
          setBelow(undefined)
          choose(orgId)
        }}
      />
      {!grant && <NoGrant me={me} what="看人员与角色" />}
      {org && (
        <View style={{ paddingBottom: '12px' }}>
          <Chips id="role-filter" value={role} options={filters} onChange={setRole} />
        </View>
      )}
      {org && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && <Table id="holders" columns={columns(setLeaving)} rows={items} keyOf={keyOf} />}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty
          icon="users"
          title={role === 'all' ? '这家工会还没有工作人员' : `这家工会没有${roleNames[role]}`}
          next="点“给角色”，从会员里选人；商户的核销员用“邀请核销员”"
        />
      )}
      <More list={list} />
      {org && options.includes('clerk') && (
        <ClerkInvitations
          key={org.orgId}
          org={org}
          inviting={open === 'inviting'}
          onInvited={() => setOpen(undefined)}
          onAccepted={() => void list.reload()}
        />
      )}
      {history.items.length > 0 && (
        <Card id="role-changes">
          <SectionHead title="今年的变动" />
          <Table
            id="changes"
            columns={changed}
            rows={history.items}
            keyOf={({ at, role: of, deed }) => `${at}-${of}-${deed}`}
          />
          <More list={history} />
        </Card>
      )}
      {open === 'picking' && grant && (
        <OrgPicker
          rootId={grant.orgId}
          chosen={org ? [org.orgId] : []}
          onChoose={(chosen) => {
            setBelow(chosen)
            setOpen(undefined)
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'giving' && org && (
        <GiveRole
          orgId={org.orgId}
          orgName={org.name}
          options={options}
          onGiven={() => done('已生效')}
          onInvite={() => setOpen('inviting')}
          onClose={() => setOpen(undefined)}
        />
      )}
      {leaving && (
        <RevokeRole
          holder={leaving}
          onRevoked={() => done('已收回，对方下一次操作就失效')}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </ConsolePage>
  )
}
