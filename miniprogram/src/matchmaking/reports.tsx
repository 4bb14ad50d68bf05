import {
  decideReport,
  listReports,
  type Report,
  reportReasonWords,
} from '@gonghui/shared/matchmaking/reports'
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
import { PersonFace } from './person-face'
import { useDeeds } from './use-deeds'
import './matchmaking.scss'

type Asking = { readonly decision: 'upheld' | 'unfounded'; readonly about: Report }

/** 举报查实: whose profile is held back until somebody has looked. */
export default function Reports() {
  const { me, grants, grant, choose } = useGrant('matchmaker')
  const list = useList(listReports, grant ? { orgId: grant.orgId } : undefined)
  const deed = useDeeds()
  const [asking, setAsking] = useState<Asking>()
  const [words, setWords] = useState('')
  const { state, items } = list

  const close = () => {
    setAsking(undefined)
    setWords('')
    deed.forget()
  }
  const decide = async () => {
    if (!asking) return
    const { about, decision } = asking
    const params = { reportId: about.reportId }
    const done = await deed.run(
      about.reportId,
      () => call(decideReport, { params, body: { decision, words: words.trim() } }),
      ({ suspended }) => {
        toast(suspended ? '再次查实，已停用' : decision === 'upheld' ? '已退回资料' : '不属实，已恢复推荐')
        return list.reload()
      },
    )
    if (done) close()
  }

  return (
    <ConsolePage at="reports" title="举报查实" under={grant && '被举报的资料已先下架，查实后再决定'}>
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="查实举报" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      <View className="desk-list">
        {items.map((one) => (
          <Card key={one.reportId} id={`report-${one.reportId}`}>
            <View className="row case-head">
              <Text className="bold t16">{one.nameMasked}</Text>
              <Text className="t14 quiet">{one.orgName}</Text>
              <Chip tone="no">{reportReasonWords[one.reason]}</Chip>
              {one.strikes > 0 && <Chip tone="wait">以前查实 {one.strikes} 次</Chip>}
            </View>
            {one.note && <View className="person-words t14">{one.note}</View>}
            {one.facts && (
              <View className="person-line">
                <PersonFace person={{ ...one.facts, age: new Date().getFullYear() - one.facts.birthYear }} />
              </View>
            )}
            <View className="t12 quiet person-line">{momentOf(one.reportedAt)} 举报</View>
            <View className="row single-ways">
              <View className="grow" />
              <Button
                id={`unfounded-${one.reportId}`}
                tone="line"
                shape="small"
                onTap={() => setAsking({ decision: 'unfounded', about: one })}
              >
                不属实
              </Button>
              <Button
                id={`upheld-${one.reportId}`}
                shape="small"
                onTap={() => setAsking({ decision: 'upheld', about: one })}
              >
                属实
              </Button>
            </View>
          </Card>
        ))}
      </View>
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="check" title="没有等待查实的举报" next="有人举报后会出现在这里" />
      )}
      <More list={list} />
      {asking && (
        <Confirm
          title={asking.decision === 'upheld' ? '举报属实？' : '举报不属实？'}
          body={
            <Field
              id="decide-words"
              label={asking.decision === 'upheld' ? '告诉本人哪里要改' : '查实经过'}
              value={words}
              max={100}
              onChange={setWords}
              hint={
                asking.decision === 'upheld'
                  ? asking.about.strikes > 0
                    ? '以前查实过一次，这次会停用交友服务'
                    : '资料退回，改好重新审核；再次查实会停用'
                  : '资料恢复推荐；两个人不会再遇到'
              }
              error={deed.failureOf(asking.about.reportId)}
            />
          }
          yes={asking.decision === 'upheld' ? '属实' : '不属实'}
          tone={asking.decision === 'upheld' ? 'danger' : 'primary'}
          disabled={!words.trim()}
          busy={deed.isDoing(asking.about.reportId) && '正在提交…'}
          onNo={close}
          onYes={() => void decide()}
        />
      )}
    </ConsolePage>
  )
}
