import { epochMsOf } from '@gonghui/shared/lib/instant'
import type { QueuedApplication, QueueFilter } from '@gonghui/shared/membership/applications'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { serverNowMs } from '../lib/server-clock'
import { useGrant } from '../lib/use-grant'
import { waitedWords } from '../lib/words'
import { Button } from '../ui/button'
import { Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Chips, Field } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { OrgPicker } from '../ui/org-picker'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { type Column, Table } from '../ui/table'
import { Tick } from '../ui/tick'
import { BulkBar } from './bulk-bar'
import { useApplications } from './use-applications'
import { useBulk } from './use-bulk'
import './applications.scss'

const filters: readonly { value: QueueFilter; text: string }[] = [
  { value: 'all', text: '全部' },
  { value: 'overdue', text: '超时的' },
  { value: 'ours', text: '轮到本级办的' },
]

/** How long it has waited; that it is overdue is said in words. */
function Age({ one }: { readonly one: QueuedApplication }) {
  const nowMs = serverNowMs()
  const isLate = one.dueAt !== undefined && epochMsOf(one.dueAt) <= nowMs
  return (
    <View>
      <View className="row" style={{ gap: '6px' }}>
        <Text>{waitedWords(nowMs - epochMsOf(one.submittedAt))}</Text>
        {isLate && <Chip tone="no">超时</Chip>}
      </View>
      {one.escalatedTo && <View className="t12 quiet">已报{one.escalatedTo}</View>}
    </View>
  )
}

/** 入会审核: who waits, first come first; each decision is asked once more. */
export default function Applications() {
  const { me, grants, grant, choose } = useGrant('cadre')
  const [scope, setScope] = useState<{ orgId: string; name: string }>()
  const [picking, setPicking] = useState(false)
  const { list, show, setShow, deciding, ask, send } = useApplications(scope?.orgId ?? grant?.orgId)
  const bulk = useBulk(list.items, list.reload)
  const [reason, setReason] = useState('')
  const { state, items } = list

  const columns: Column<QueuedApplication>[] = [
    {
      name: '姓名',
      width: '1.2fr',
      cell: (one) => (
        <View className="queue-name">
          <Tick
            id={`tick-${one.applicationId}`}
            ticked={bulk.ticked.has(one.applicationId)}
            onTick={(on) => bulk.tick(one.applicationId, on)}
          >
            {one.name}
          </Tick>
        </View>
      ),
    },
    { name: '手机号', width: '1.2fr', cell: (one) => one.phoneMasked },
    { name: '申请加入', width: '2fr', cell: (one) => one.orgName },
    { name: '入会码', width: '1.4fr', cell: (one) => one.joinCodeLabel },
    { name: '已等', width: '1.4fr', cell: (one) => <Age one={one} /> },
    {
      name: '审核',
      width: '180px',
      end: true,
      cell: (one) => (
        <View className="row" style={{ justifyContent: 'flex-end', gap: '8px' }}>
          <Button
            id={`refuse-${one.applicationId}`}
            tone="line"
            shape="pill"
            onTap={() => ask({ kind: 'refuse', about: one })}
          >
            退回
          </Button>
          <Button
            id={`approve-${one.applicationId}`}
            shape="pill"
            onTap={() => ask({ kind: 'approve', about: one })}
          >
            同意
          </Button>
        </View>
      ),
    },
  ]

  const close = () => {
    ask({ kind: 'no' })
    setReason('')
  }
  const deed = deciding.kind === 'sending' ? deciding.deed : deciding.kind
  const about = deciding.kind === 'no' ? undefined : deciding.about
  const error = deciding.kind === 'approve' || deciding.kind === 'refuse' ? deciding.error : undefined
  const busy = deciding.kind === 'sending' && '正在提交…'

  return (
    <ConsolePage at="applications" title="入会审核" under={grant && `${grant.orgName}和下级工会，先到的在前`}>
      <OrgChoice
        grants={grants}
        grant={grant}
        onChoose={(orgId) => {
          setScope(undefined)
          choose(orgId)
        }}
      />
      {!grant && <NoGrant me={me} what="审核入会" />}
      {grant && (
        <View className="queue-filter">
          <Chips id="show" value={show} options={filters} onChange={setShow} />
          <Button id="pick-scope" tone="quiet" shape="small" onTap={() => setPicking(true)}>
            {scope ? `只看：${scope.name}` : '按工会筛选'}
          </Button>
          {scope && (
            <Button id="clear-scope" tone="quiet" shape="small" onTap={() => setScope(undefined)}>
              清除
            </Button>
          )}
        </View>
      )}
      {(items.length > 0 || bulk.bulk.kind !== 'no') && <BulkBar desk={bulk} count={items.length} />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table id="applications" columns={columns} rows={items} keyOf={(one) => one.applicationId} />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty
          icon="users"
          title={show === 'overdue' ? '没有超时的申请' : '没有等待审核的申请'}
          next={show === 'all' ? '有人扫码申请后会出现在这里' : '可以切到“全部”看看'}
        />
      )}
      <More list={list} />
      {about && deed === 'approve' && (
        <Confirm
          title={`同意 ${about.name} 入会？`}
          body={
            <View>
              <View>
                {about.phoneMasked}，申请加入{about.orgName}。同意后马上成为会员。
              </View>
              {error && <View className="no">{error}</View>}
            </View>
          }
          yes="同意入会"
          busy={busy}
          onNo={close}
          onYes={() => void send('approve', about, '')}
        />
      )}
      {about && deed === 'refuse' && (
        <Confirm
          title={`退回 ${about.name} 的申请？`}
          body={
            <Field
              id="refuse-reason"
              label="退回原因"
              value={reason}
              onChange={setReason}
              hint="申请人会看到这句话"
              placeholder="例如：姓名和单位登记的不一致"
              error={error}
            />
          }
          yes="退回申请"
          tone="danger"
          disabled={!reason.trim()}
          busy={busy}
          onNo={close}
          onYes={() => void send('refuse', about, reason.trim()).then(() => setReason(''))}
        />
      )}
      {picking && grant && (
        <OrgPicker
          rootId={grant.orgId}
          chosen={scope ? [scope.orgId] : []}
          onClose={() => setPicking(false)}
          onChoose={(org) => {
            setScope(org)
            setPicking(false)
          }}
        />
      )}
    </ConsolePage>
  )
}
