import { View } from '@tarojs/components'
import { seenStanding } from '../lib/standing-words'
import { inFours, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Fact } from '../ui/card'
import { OutcomeHead } from '../ui/outcome-head'
import type { Desk } from './use-desk'
import './desk.scss'

const LATE = '对方网络不好，码已过期一分钟内，照样有效'

/** Who it was and how it came out, large enough to be read across a table. */
export function DeskOutcome({ desk, onAgain }: { readonly desk: Desk; readonly onAgain: () => void }) {
  if (desk.kind === 'ready' || desk.kind === 'looking') return null
  if (desk.kind === 'unsure')
    return (
      <Card flush id="desk-unsure">
        <OutcomeHead
          tone="wait"
          icon="cloud"
          title="网络没有连上"
          under="还不知道结果，再试一次不会重复签到"
        />
        <View className="desk-body">
          <Button id="again" tone="line" onTap={onAgain}>
            再试一次
          </Button>
        </View>
      </Card>
    )
  if (desk.kind === 'refused')
    return (
      <Card flush id={`refused-${desk.problem.code}`}>
        <OutcomeHead tone="no" icon="cross" title={desk.problem.title} under={desk.problem.next} />
      </Card>
    )
  if (desk.kind === 'verified') {
    const { nameMasked, orgName, phoneMasked, memberNo, tags, late, standing } = desk.verified
    const { tone, icon, text } = seenStanding(standing)
    return (
      <Card flush id="verified">
        <OutcomeHead tone={tone} icon={icon} title={text} under={late ? LATE : nameMasked} />
        <View className="desk-body">
          <Fact name="会员">{nameMasked}</Fact>
          {phoneMasked && <Fact name="手机">{phoneMasked}</Fact>}
          {orgName && <Fact name="工会">{orgName}</Fact>}
          {memberNo && <Fact name="会员号">{inFours(memberNo)}</Fact>}
          {tags && tags.length > 0 && <Fact name="标签">{tags.join('、')}</Fact>}
        </View>
      </Card>
    )
  }
  const { outcome, checkIn, late } = desk
  const first = outcome === 'first'
  return (
    <Card flush id={`check-in-${outcome}`}>
      <OutcomeHead
        tone={first ? 'ok' : 'wait'}
        icon={first ? 'check' : 'clock'}
        title={first ? '签到成功' : '已经签过了'}
        under={first ? (late ? LATE : '第一次签到') : `${momentOf(checkIn.at)} 签的到`}
      />
      <View className="desk-body">
        <Fact name="会员">{checkIn.nameMasked}</Fact>
        <Fact name="手机">{checkIn.phoneMasked}</Fact>
        <Fact name="工会">{checkIn.orgName}</Fact>
      </View>
    </Card>
  )
}
