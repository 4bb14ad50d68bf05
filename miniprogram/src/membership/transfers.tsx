import { type DeskTransfer, listTransfers, type TransferDeed } from '@gonghui/shared/membership/transfers'
import { View } from '@tarojs/components'
import { useState } from 'react'
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
import { FetchMember } from './fetch-member'
import { askedWords } from './union-words'
import { useAnswering } from './use-answering'

const names: Readonly<Record<TransferDeed, string>> = { accept: '接收', decline: '谢绝', withdraw: '撤回' }

/** 会员转移: what comes and what goes, with this union and below. */
export default function Transfers() {
  const { me, grants, grant, choose } = useGrant('cadre')
  const list = useList(listTransfers, grant ? { orgId: grant.orgId } : undefined)
  const answering = useAnswering(list.reload)
  const [fetching, setFetching] = useState(false)
  const [reason, setReason] = useState('')
  const { state, items } = list

  const columns: Column<DeskTransfer>[] = [
    { name: '会员', width: '1.2fr', cell: (one) => `${one.nameMasked} ${one.phoneMasked}` },
    { name: '转出', width: '1.6fr', cell: (one) => one.fromOrgName },
    { name: '转入', width: '1.6fr', cell: (one) => one.toOrgName },
    {
      name: '发起',
      width: '1.6fr',
      cell: (one) => `${askedWords(one)}${one.reason ? `：${one.reason}` : ''}`,
    },
    { name: '到期', width: '90px', cell: (one) => dateOf(one.lapsesAt) },
    {
      name: '办理',
      width: '180px',
      end: true,
      cell: (one) =>
        one.mayDo.length === 0 ? (
          '等对方办理'
        ) : (
          <View className="row" style={{ justifyContent: 'flex-end', gap: '8px' }}>
            {[...one.mayDo].reverse().map((deed) => (
              <Button
                key={deed}
                id={`${deed}-${one.transferId}`}
                tone={deed === 'accept' ? 'primary' : 'line'}
                shape="pill"
                onTap={() => answering.ask(deed, one)}
              >
                {deed === 'accept' && one.askedBy === 'to' ? '同意' : names[deed]}
              </Button>
            ))}
          </View>
        ),
    },
  ]

  const { state: asked } = answering
  const close = () => {
    answering.close()
    setReason('')
  }
  return (
    <ConsolePage
      at="transfers"
      title="会员转移"
      under={grant && `${grant.orgName}和下级工会的转入、转出，先提出的在前`}
      actions={
        grant && (
          <Button id="fetch-member" shape="small" onTap={() => setFetching(true)}>
            转入一位会员
          </Button>
        )
      }
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="办理会员转移" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.length > 0 && (
        <Table id="transfers" columns={columns} rows={items} keyOf={(one) => one.transferId} />
      )}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty
          icon="tree"
          title="没有等待办理的转移"
          next="会员申请转入、转出，或别的工会发起时会出现在这里；30 天没人办就作罢"
        />
      )}
      <More list={list} />
      {asked.kind !== 'no' && (
        <Confirm
          title={`${names[asked.deed]} ${asked.about.nameMasked} 的转移？`}
          body={
            <View>
              <View className="t14 sheet-words">
                {asked.about.fromOrgName} → {asked.about.toOrgName}。
                {asked.deed === 'accept' ? '办理后马上生效，人数跟着变；券、积分和记录随会员走。' : ''}
              </View>
              {asked.deed === 'decline' && (
                <Field
                  id="decline-reason"
                  label="谢绝的原因"
                  value={reason}
                  onChange={setReason}
                  hint="会员和对方都会看到这句话"
                  placeholder="例如：没有在本单位入职"
                />
              )}
              {asked.error && <View className="no t14">{asked.error}</View>}
            </View>
          }
          yes={names[asked.deed]}
          tone={asked.deed === 'accept' ? 'primary' : 'danger'}
          disabled={asked.deed === 'decline' && !reason.trim()}
          busy={asked.kind === 'sending' && '正在办理…'}
          onNo={close}
          onYes={() => void answering.send(asked.deed, asked.about, reason.trim()).then(() => setReason(''))}
        />
      )}
      {fetching && grant && (
        <FetchMember org={grant} onClose={() => setFetching(false)} onDone={list.reload} />
      )}
    </ConsolePage>
  )
}
