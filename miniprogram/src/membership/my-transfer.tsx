import type { Member } from '@gonghui/shared/membership/sessions'
import type { TransferDeed } from '@gonghui/shared/membership/transfers'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip, Fact, Row, SectionHead } from '../ui/card'
import { Field } from '../ui/field'
import { Icon } from '../ui/icon'
import { Confirm, Sheet } from '../ui/sheet'
import { Offline } from '../ui/states'
import { OrgSearch } from './org-search'
import { askedWords, nextWords, transferWords } from './union-words'
import { useMyTransfer } from './use-my-transfer'

const deeds: Readonly<Record<TransferDeed, { yes: string; title: string; body: string }>> = {
  accept: {
    yes: '同意转入',
    title: '同意转过去？',
    body: '同意后马上换到新的工会，券、积分和记录都跟着走。',
  },
  decline: { yes: '谢绝', title: '谢绝这次转移？', body: '会籍不变，对方会看到你谢绝了。' },
  withdraw: { yes: '撤回', title: '撤回这次转移？', body: '会籍不变，以后可以再申请。' },
}

/** Moving to another union: the latest transfer, and the way to ask for the next. */
export function MyTransfer({ member }: { readonly member: Member }) {
  const { answer, reload, transfer, moving, setMoving, ask, reply } = useMyTransfer()
  const [reason, setReason] = useState('')
  const about = moving.kind === 'sending' ? moving.from : moving
  const busy = moving.kind === 'sending' && '正在提交…'
  const close = () => setMoving({ kind: 'no' })
  const isWaiting = transfer?.state === 'waiting'

  return (
    <Card id="my-transfer">
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void reload()} />}
      {transfer && (
        <>
          <SectionHead
            title="会员转移"
            end={<Chip tone={transferWords[transfer.state].tone}>{transferWords[transfer.state].text}</Chip>}
          />
          <View className="union-move t14">
            <Text>{transfer.fromOrgName}</Text>
            <Icon name="right" size="s" />
            <Text>{transfer.toOrgName}</Text>
          </View>
          <Fact name="发起">
            {askedWords(transfer)}・{momentOf(transfer.askedAt)}
          </Fact>
          {transfer.reason && <Fact name="原因">{transfer.reason}</Fact>}
          <View className="t14 quiet">{nextWords(transfer)}</View>
          {transfer.mayDo.length > 0 && (
            <View className="union-ways">
              {[...transfer.mayDo].reverse().map((deed) => (
                <Button
                  key={deed}
                  id={`transfer-${deed}`}
                  tone={deed === 'accept' ? 'primary' : 'line'}
                  onTap={() => setMoving({ kind: 'answering', deed })}
                >
                  {deeds[deed].yes}
                </Button>
              ))}
            </View>
          )}
        </>
      )}
      {answer.kind === 'ready' && !isWaiting && member.standing === 'active' && (
        <Row
          id="ask-transfer"
          icon="tree"
          title="转到另一家工会"
          under="换了单位不用退会：会员号、券、积分和记录都带走"
          onTap={() => setMoving({ kind: 'choosing' })}
        />
      )}
      {about.kind === 'choosing' && (
        <Sheet title="转到哪家工会" onClose={close}>
          <OrgSearch onOrg={(to) => setMoving({ kind: 'asking', to })} />
        </Sheet>
      )}
      {about.kind === 'asking' && (
        <Confirm
          title={`转到${about.to.name}？`}
          body={
            <View>
              <View className="t14">
                对方接收后生效；接收前你仍是{member.orgPathNames[member.orgPathNames.length - 1]}
                的会员，福利照常领。
              </View>
              <Field
                id="transfer-reason"
                label="说明（可不填）"
                value={reason}
                onChange={setReason}
                placeholder="例如：6 月起到新单位上班"
                error={about.error}
              />
            </View>
          }
          yes="提交申请"
          busy={busy}
          onNo={close}
          onYes={() => void ask(about.to, reason.trim())}
        />
      )}
      {about.kind === 'answering' && (
        <Confirm
          title={deeds[about.deed].title}
          body={
            <View>
              <View>{deeds[about.deed].body}</View>
              {about.error && <View className="no">{about.error}</View>}
            </View>
          }
          yes={deeds[about.deed].yes}
          tone={about.deed === 'accept' ? 'primary' : 'danger'}
          busy={busy}
          onNo={close}
          onYes={() => void reply(about.deed)}
        />
      )}
    </Card>
  )
}
