import type { Application } from '@gonghui/shared/membership/applications'
import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { loadMe, useMe } from '../lib/me'
import { forgetReturn, returnTo } from '../lib/return-to'
import { useJoinScan } from '../lib/use-join-scan'
import { useSubscription } from '../lib/use-subscription'
import { deadlineOf, momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Fact } from '../ui/card'
import { LoginButton } from '../ui/login-button'
import { OutcomeHead } from '../ui/outcome-head'
import { ActionBar, Page } from '../ui/page'
import { Empty, Loading, Offline } from '../ui/states'
import './status.scss'

const words = {
  waiting: {
    tone: 'wait',
    title: '申请已交，正在审核',
    under: '工会干部 1 个工作日内审核，结果会显示在这里',
    icon: 'clock',
  },
  checking: {
    tone: 'wait',
    title: '手机号正在核实',
    under: '这个手机号已有一位会员。工会会核对是不是你本人，请留意电话',
    icon: 'clock',
  },
  merged: {
    tone: 'ok',
    title: '核实是你本人',
    under: '你的会员身份已转到这个微信，券、积分和记录都在',
    icon: 'check',
  },
  admitted: { tone: 'ok', title: '欢迎加入工会', under: '你已是在会会员，可以抢福利了', icon: 'check' },
  refused: { tone: 'no', title: '申请没有通过', under: '看看原因，改好后可以再申请', icon: 'cross' },
} as const

function Outcome({ application }: { readonly application: Application }) {
  const wechat = useSubscription('admission')
  const isOpen = application.state === 'waiting' || application.state === 'checking'
  return (
    <Card flush id={`application-${application.state}`}>
      <OutcomeHead {...words[application.state]} />
      <View className="status-facts">
        <Fact name="工会">{application.orgName}</Fact>
        <Fact name="提交时间">{momentOf(application.submittedAt)}</Fact>
        {application.dueAt && <Fact name="最晚答复">{deadlineOf(application.dueAt)}</Fact>}
        {application.escalatedTo && (
          <View className="status-reason" id="escalated">
            <Text className="block bold t14">已报上级工会</Text>
            <Text className="t14">等得久了，{application.escalatedTo}也在跟进，不用重新提交。</Text>
          </View>
        )}
        {isOpen && wechat.offered && (
          <Button id="subscribe-admission" tone="line" icon="bell" onTap={wechat.ask}>
            有结果用微信告诉我
          </Button>
        )}
        {isOpen && wechat.agreed && <Text className="block t12 quiet">有结果会用微信告诉你</Text>}
        {application.decidedAt && <Fact name="审核时间">{momentOf(application.decidedAt)}</Fact>}
        {application.reason && (
          <View className="status-reason">
            <Text className="block bold t14">
              {application.state === 'refused' ? '退回原因' : '工会的话'}
            </Text>
            <Text className="t14">{application.reason}</Text>
          </View>
        )}
      </View>
    </Card>
  )
}

/** Where one's application stands. */
export default function Status() {
  const me = useMe()
  const scan = useJoinScan()
  useDidShow(() => void loadMe())
  const application = me.kind === 'known' ? me.me.application : undefined
  const isIn = me.kind === 'known' && me.me.member !== undefined
  const former = me.kind === 'known' ? me.me.former : undefined
  const mayAgain = !isIn && (application?.state === 'refused' || former !== undefined)
  const back = isIn ? returnTo() : undefined

  const leave = () => {
    forgetReturn()
    if (back) void Taro.redirectTo({ url: back.url })
    else void Taro.switchTab({ url: '/pages/home' })
  }

  return (
    <Page
      title="入会申请"
      bottom={
        <ActionBar>
          {mayAgain ? (
            <Button id="reapply" icon="scan" onTap={scan.open}>
              重新扫码申请
            </Button>
          ) : (
            <Button id="leave" tone={isIn ? 'primary' : 'line'} onTap={leave}>
              {back ? `回到：${back.title}` : '去看福利'}
            </Button>
          )}
        </ActionBar>
      }
    >
      {me.kind === 'loading' && <Loading rows={2} />}
      {me.kind === 'offline' && <Offline onRetry={() => void loadMe()} />}
      {me.kind === 'visitor' && (
        <Empty icon="person" title="还没有登录" next="登录后看申请进度">
          <View className="said-way">
            <LoginButton shape="small" />
          </View>
        </Empty>
      )}
      {former && application?.state !== 'waiting' && application?.state !== 'checking' ? (
        <Empty
          icon="scan"
          title={`你已从${former.orgName}退会`}
          next="扫单位工会的海报可以再入会，原来的券、积分和记录都会回来"
        />
      ) : (
        application && <Outcome application={application} />
      )}
      {me.kind === 'known' && !application && !former && (
        <Empty
          icon="scan"
          title={me.me.member ? '你已是在会会员' : '还没有申请'}
          next={me.me.member ? '可以去看福利了' : '扫单位工会的海报，就能申请入会'}
        />
      )}
      {scan.sheet}
    </Page>
  )
}
