import {
  confirmCase,
  declineCase,
  type IntroductionCase,
  listCases,
} from '@gonghui/shared/matchmaking/introductions'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../lib/api'
import { useGrant } from '../lib/use-grant'
import { useList } from '../lib/use-list'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Field } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { toast } from '../ui/toast'
import { CaseNotes } from './case-notes'
import { IntroductionLine } from './introduction-line'
import { PersonFace } from './person-face'
import { useDeeds } from './use-deeds'
import './matchmaking.scss'

type Side = IntroductionCase['sides'][number]

const stateWords = {
  mutual: '等红娘确认',
  introduced: '等双方同意',
  exchanged: '已交换联系方式',
  together: '已牵手',
  married: '已结婚',
  over: '已结束',
} as const

function CaseSide({ side, state }: { readonly side: Side; readonly state: IntroductionCase['state'] }) {
  const { card, nameMasked, orgName, mine, confirmed, consented } = side
  return (
    <View className="case-side">
      <View className="row case-head">
        <Text className="bold t14">{mine ? (nameMasked ?? '本单位会员') : '对方单位的会员'}</Text>
        {mine && <Text className="t12 quiet">{orgName}</Text>}
        {state === 'mutual' && (
          <Chip tone={confirmed ? 'ok' : 'wait'}>{confirmed ? '红娘已确认' : '等红娘确认'}</Chip>
        )}
        {state === 'introduced' && (
          <Chip tone={consented ? 'ok' : 'wait'}>{consented ? '本人已同意' : '等本人同意'}</Chip>
        )}
      </View>
      {card ? <PersonFace person={card} /> : <Text className="t14 quiet">资料已删除</Text>}
    </View>
  )
}

/** 牵线: the open introductions that are one's to look after, the oldest first. */
export default function Cases() {
  const { me, grants, grant, choose } = useGrant('matchmaker')
  const list = useList(listCases, grant ? { orgId: grant.orgId } : undefined)
  const deed = useDeeds()
  const [declining, setDeclining] = useState<IntroductionCase>()
  const [reason, setReason] = useState('')
  const { state, items } = list

  const confirm = (one: IntroductionCase) =>
    void deed.run(
      one.introductionId,
      () => call(confirmCase, { params: { introductionId: one.introductionId } }),
      (body) => {
        toast(body.case.state === 'introduced' ? '两边都已确认，请双方各再同意一次' : '已确认，等另一边红娘')
        return list.reload()
      },
    )
  const close = () => {
    setDeclining(undefined)
    setReason('')
    deed.forget()
  }
  const decline = async () => {
    if (!declining) return
    const params = { introductionId: declining.introductionId }
    const done = await deed.run(
      declining.introductionId,
      () => call(declineCase, { params, body: { reason: reason.trim() } }),
      () => list.reload(),
    )
    if (done) close()
  }

  return (
    <ConsolePage at="cases" title="牵线" under={grant && `${grant.orgName}和下级工会，早的在前`}>
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="牵线" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      {items.map((one) => (
        <Card key={one.introductionId} id={`case-${one.introductionId}`}>
          <View className="row case-head">
            <Chip tone={one.state === 'exchanged' || one.state === 'together' ? 'ok' : 'wait'}>
              {stateWords[one.state]}
            </Chip>
            {one.stuck && <Chip tone="no">一周没有动静</Chip>}
            <Text className="t12 quiet">{momentOf(one.since)} 起</Text>
          </View>
          <View className="case-sides">
            {one.sides.map((side, at) => (
              // Two sides that never change places.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <CaseSide key={at} side={side} state={one.state} />
            ))}
          </View>
          <View className="person-line">
            <IntroductionLine state={one.state} />
          </View>
          {deed.failureOf(one.introductionId) && !declining && (
            <View className="no t14 person-line">{deed.failureOf(one.introductionId)}</View>
          )}
          <CaseNotes introduction={one} onNoted={() => void list.reload()} />
          {one.state === 'mutual' && one.sides.some(({ mine, confirmed }) => mine && !confirmed) && (
            <View className="row single-ways">
              <View className="grow" />
              <Button
                id={`decline-${one.introductionId}`}
                tone="line"
                shape="small"
                onTap={() => setDeclining(one)}
              >
                不牵
              </Button>
              <Button
                id={`confirm-${one.introductionId}`}
                shape="small"
                busy={deed.isDoing(one.introductionId) && '…'}
                onTap={() => confirm(one)}
              >
                确认牵线
              </Button>
            </View>
          )}
        </Card>
      ))}
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="heart" title="现在没有要牵的线" next="两个人互相心动后会出现在这里" />
      )}
      <More list={list} />
      {declining && (
        <Confirm
          title="不牵这条线？"
          body={
            <Field
              id="decline-reason"
              label="原因"
              value={reason}
              max={100}
              onChange={setReason}
              hint="只有红娘看到；双方只看到“已结束”"
              error={deed.failureOf(declining.introductionId)}
            />
          }
          yes="不牵"
          tone="danger"
          disabled={!reason.trim()}
          busy={deed.isDoing(declining.introductionId) && '正在提交…'}
          onNo={close}
          onYes={() => void decline()}
        />
      )}
    </ConsolePage>
  )
}
