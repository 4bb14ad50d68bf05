import { grantTag, listTagClaims, type QueuedTagClaim, refuseTag } from '@gonghui/shared/membership/tags'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { saidOf, untilKnown } from '../lib/until-known'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { dateOf } from '../lib/words'
import { Button } from '../ui/button'
import { ConsolePage } from '../ui/console'
import { Field } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { toast } from '../ui/toast'

/** The decision that is being asked about. */
type Deciding =
  | { readonly kind: 'no' }
  | {
      readonly kind: 'grant' | 'refuse'
      readonly about: QueuedTagClaim
      readonly sending: boolean
      readonly error?: string
    }

/** 标签审核: what members say of themselves, with what shows it. */
export default function TagClaims() {
  const { me, grants, grant, choose } = useGrant('cadre')
  const list = useList(listTagClaims, grant ? { orgId: grant.orgId } : undefined)
  const [deciding, ask] = useState<Deciding>({ kind: 'no' })
  const [reason, setReason] = useState('')
  const { state, items } = list

  const send = async (kind: 'grant' | 'refuse', about: QueuedTagClaim) => {
    ask({ kind, about, sending: true })
    const params = { claimId: about.claimId }
    const ended = await (kind === 'grant'
      ? untilKnown(() => call(grantTag, { params }))
      : untilKnown(() => call(refuseTag, { params, body: { reason: reason.trim() } })))
    if (ended.kind === 'answer') {
      ask({ kind: 'no' })
      setReason('')
      toast(kind === 'grant' ? `${about.nameMasked} 有了“${about.tag}”标签` : '已退回，原因已告诉会员')
      return list.reload()
    }
    const error = saidOf(ended, '再点一次不会重复处理')
    ask({ kind, about, sending: false, error })
  }

  const columns: Column<QueuedTagClaim>[] = [
    { name: '会员', width: '1.2fr', cell: (one) => `${one.nameMasked} ${one.phoneMasked}` },
    { name: '工会', width: '1.6fr', cell: (one) => one.orgName },
    { name: '标签', width: '110px', cell: (one) => one.tag },
    { name: '凭据', width: '2.4fr', cell: (one) => one.proof },
    { name: '提交', width: '90px', cell: (one) => dateOf(one.claimedAt) },
    {
      name: '审核',
      width: '180px',
      end: true,
      cell: (one) => (
        <View className="row" style={{ justifyContent: 'flex-end', gap: '8px' }}>
          <Button
            id={`refuse-${one.claimId}`}
            tone="line"
            shape="pill"
            onTap={() => ask({ kind: 'refuse', about: one, sending: false })}
          >
            退回
          </Button>
          <Button
            id={`grant-${one.claimId}`}
            shape="pill"
            onTap={() => ask({ kind: 'grant', about: one, sending: false })}
          >
            同意
          </Button>
        </View>
      ),
    },
  ]

  return (
    <ConsolePage at="tag-claims" title="标签审核" under={grant && `${grant.orgName}和下级工会，先到的在前`}>
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="审核标签" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table id="tag-claims" columns={columns} rows={items} keyOf={(one) => one.claimId} />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="check" title="没有等待审核的标签" next="会员在“我的标签”里申请后会出现在这里" />
      )}
      <More list={list} />
      {deciding.kind !== 'no' && (
        <Confirm
          title={
            deciding.kind === 'grant'
              ? `给 ${deciding.about.nameMasked} 加上“${deciding.about.tag}”标签？`
              : `退回 ${deciding.about.nameMasked} 的“${deciding.about.tag}”申请？`
          }
          body={
            deciding.kind === 'grant' ? (
              <View>
                <View>凭据：{deciding.about.proof}</View>
                {deciding.error && <View className="no">{deciding.error}</View>}
              </View>
            ) : (
              <Field
                id="refuse-reason"
                label="退回原因"
                value={reason}
                onChange={setReason}
                hint="会员会看到这句话"
                placeholder="例如：证书编号查不到"
                error={deciding.error}
              />
            )
          }
          yes={deciding.kind === 'grant' ? '同意' : '退回申请'}
          tone={deciding.kind === 'grant' ? 'primary' : 'danger'}
          disabled={deciding.kind === 'refuse' && !reason.trim()}
          busy={deciding.sending && '正在提交…'}
          onNo={() => ask({ kind: 'no' })}
          onYes={() => void send(deciding.kind, deciding.about)}
        />
      )}
    </ConsolePage>
  )
}
