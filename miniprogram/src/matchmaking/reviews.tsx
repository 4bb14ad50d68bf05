import type { Review } from '@gonghui/shared/matchmaking/reviews'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useGrant } from '../lib/use-grant'
import { deadlineOf, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Chip } from '../ui/card'
import { ConsolePage } from '../ui/console'
import { Field } from '../ui/field'
import { More } from '../ui/more'
import { NoGrant, OrgChoice } from '../ui/org-choice'
import { Confirm } from '../ui/sheet'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { PersonFace } from './person-face'
import { Photos } from './photos'
import { useReviews } from './use-reviews'
import { wishesInWords } from './wish-words'
import './matchmaking.scss'

type Asking = { readonly deed: 'approve' | 'return' | 'look'; readonly about: Review }

/** 资料审核: who waits for their workplace to vouch for them, first come first. */
export default function Reviews() {
  const { me, grants, grant, choose } = useGrant('matchmaker')
  const { list, deed, names, approve, giveBack, look } = useReviews(grant?.orgId)
  const [asking, setAsking] = useState<Asking>()
  const [words, setWords] = useState('')
  const { state, items } = list

  const close = () => {
    setAsking(undefined)
    setWords('')
    deed.forget()
  }
  const yes = async () => {
    if (!asking) return
    const { about, deed: what } = asking
    const done =
      what === 'approve'
        ? await approve(about)
        : what === 'return'
          ? await giveBack(about, words.trim())
          : await look(about, words.trim())
    if (done) close()
  }
  const age = (review: Review) => new Date().getFullYear() - review.facts.birthYear
  const failure = asking && deed.failureOf(asking.about.profileId)
  const busy = asking && deed.isDoing(asking.about.profileId) && '正在提交…'
  const again = failure && <View className="no t14">{failure}</View>

  return (
    <ConsolePage
      at="reviews"
      title="资料审核"
      under={grant && `${grant.orgName}和下级工会，先到的在前，三天内回复`}
    >
      <OrgChoice grants={grants} grant={grant} onChoose={choose} />
      {!grant && <NoGrant me={me} what="审核交友资料" />}
      {grant && state.kind === 'loading' && <Loading />}
      {state.kind === 'offline' && <Offline busy={state.busy} onRetry={list.reload} />}
      {state.kind === 'refused' && <Refused problem={state.problem} />}
      <View className="desk-list">
        {items.map((one) => (
          <Card key={one.profileId} id={`review-${one.profileId}`}>
            <View className="row case-head">
              <Text className="bold t16">{names[one.profileId] ?? one.nameMasked}</Text>
              <Text className="t14 quiet">{one.orgName}</Text>
              {one.overdue && <Chip tone="no">已超期</Chip>}
              {one.again && <Chip tone="plain">改资料</Chip>}
              {one.textNeedsCare && <Chip tone="wait">文字请细看</Chip>}
            </View>
            <PersonFace person={{ ...one.facts, age: age(one) }} />
            <Photos photos={one.photos} />
            {one.photosUnderCheck > 0 && (
              <View className="t12 quiet person-line">
                {one.photosUnderCheck} 张照片还在做安全检查，查完才能通过
              </View>
            )}
            <View className="t14 quiet person-line">{wishesInWords(one.wishes)}</View>
            <View className="t12 quiet person-line">
              {momentOf(one.submittedAt)} 提交，请在 {deadlineOf(one.dueAt)} 前回复
            </View>
            <View className="row single-ways">
              <Button
                id={`look-${one.profileId}`}
                tone="quiet"
                shape="small"
                onTap={() => setAsking({ deed: 'look', about: one })}
              >
                核对姓名
              </Button>
              <View className="grow" />
              <Button
                id={`return-${one.profileId}`}
                tone="line"
                shape="small"
                onTap={() => setAsking({ deed: 'return', about: one })}
              >
                退回
              </Button>
              <Button
                id={`approve-${one.profileId}`}
                shape="small"
                disabled={one.photosUnderCheck > 0}
                onTap={() => setAsking({ deed: 'approve', about: one })}
              >
                通过
              </Button>
            </View>
          </Card>
        ))}
      </View>
      {state.kind === 'ready' && items.length === 0 && (
        <Empty icon="users" title="没有等待审核的资料" next="会员提交资料后会出现在这里" />
      )}
      <More list={list} />
      {asking?.deed === 'approve' && (
        <Confirm
          title={`${asking.about.nameMasked} 的资料属实？`}
          body={
            <View>
              <View className="t14">通过后会推荐给条件合适的会员，别人看不到姓名和单位。</View>
              {again}
            </View>
          }
          yes="属实，通过"
          busy={busy ?? false}
          onNo={close}
          onYes={() => void yes()}
        />
      )}
      {asking && asking.deed !== 'approve' && (
        <Confirm
          title={asking.deed === 'return' ? '退回修改' : '查看完整姓名'}
          body={
            <Field
              id="desk-words"
              label={asking.deed === 'return' ? '退回原因' : '为什么要看'}
              value={words}
              max={asking.deed === 'return' ? 100 : 60}
              onChange={setWords}
              hint={asking.deed === 'return' ? '本人会看到这句话' : '每次查看都会记录是谁、为什么'}
              placeholder={asking.deed === 'return' ? '例如：婚姻情况和登记的不一致' : '例如：和单位名册核对'}
              error={failure}
            />
          }
          yes={asking.deed === 'return' ? '退回' : '查看并记录'}
          disabled={!words.trim()}
          busy={busy ?? false}
          onNo={close}
          onYes={() => void yes()}
        />
      )}
    </ConsolePage>
  )
}
