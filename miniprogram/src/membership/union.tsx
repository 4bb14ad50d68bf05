import { standingNames } from '@gonghui/shared/lib/standing'
import { Text, View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { loadMe, memberOf, useMe } from '../lib/me'
import { dateOf, inFours } from '../lib/words'
import { Card, Chip, Fact, Row, SectionHead } from '../ui/card'
import { LoginButton } from '../ui/login-button'
import { Page } from '../ui/page'
import { Empty, Loading, Offline } from '../ui/states'
import { LeaveSheet } from './leave-sheet'
import { MyTransfer } from './my-transfer'
import './union.scss'

const tones = { active: 'ok', suspended: 'wait', retired: 'plain', left: 'plain', deceased: 'plain' } as const

const meanings: Readonly<Record<string, string>> = {
  suspended: '暂停期间不能领新的福利；手里的券照常能用，积分和记录都保留。恢复请找所在工会。',
  retired: '退休后会籍保留：手里的券照常能用，积分和记录都在，不再领在职会员的福利。',
}

/** 我的工会: where one belongs, how one stands, moving to another union, and leaving. */
export default function Union() {
  const me = useMe()
  const [leaving, setLeaving] = useState(false)
  useDidShow(() => void loadMe())
  const member = memberOf(me)
  const standing = member?.standing ?? 'active'

  return (
    <Page title="我的工会">
      {me.kind === 'loading' && <Loading rows={2} />}
      {me.kind === 'offline' && <Offline onRetry={() => void loadMe()} />}
      {me.kind === 'visitor' && (
        <Empty icon="person" title="还没有登录" next="登录后看自己的工会">
          <View className="said-way">
            <LoginButton shape="small" />
          </View>
        </Empty>
      )}
      {me.kind === 'known' && !member && (
        <Empty
          icon="scan"
          title={me.me.former ? `你已从${me.me.former.orgName}退会` : '你还不是会员'}
          next="扫单位工会的海报就能申请入会；退会前的券、积分和记录会跟着回来"
        />
      )}
      {member && (
        <Card id="standing">
          <SectionHead
            title={member.orgPathNames[member.orgPathNames.length - 1] ?? ''}
            end={<Chip tone={tones[standing]}>{standingNames[standing]}</Chip>}
          />
          <View className="t12 quiet">{member.orgPathNames.join(' › ')}</View>
          <Fact name="会员号">{inFours(member.memberNo)}</Fact>
          <Fact name="入会">{dateOf(member.joinedAt)}</Fact>
          {standing !== 'active' && (
            <View className="union-means t14" id="standing-means">
              {member.standingReason && (
                <Text className="block bold">
                  {member.standingSince && `${dateOf(member.standingSince)}起：`}
                  {member.standingReason}
                </Text>
              )}
              <Text className="block">{meanings[standing]}</Text>
            </View>
          )}
        </Card>
      )}
      {member && <MyTransfer member={member} />}
      {member && (
        <Card>
          <Row
            id="leave-union"
            icon="out"
            title="退会"
            under="离开工会；先看清楚意味着什么"
            onTap={() => setLeaving(true)}
          />
        </Card>
      )}
      {leaving && <LeaveSheet onClose={() => setLeaving(false)} />}
    </Page>
  )
}
