import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { consoleLink } from '../lib/console-link'
import { useMe } from '../lib/me'
import { useSwitches } from '../lib/switches'
import { workOf } from '../lib/works'
import { useThemeClass } from '../theme/appearance'
import { Button } from '../ui/button'
import { Icon } from '../ui/icon'
import { OutcomeHead } from '../ui/outcome-head'
import { QrCode } from '../ui/qr-code'
import { Loading, Offline } from '../ui/states'
import { useCountdown } from '../ui/use-countdown'
import './sign-in.scss'
import { type SigningIn, useConsoleSignIn } from './use-console-sign-in'

const ended = {
  refused: {
    icon: 'cross',
    tone: 'no',
    title: '手机上拒绝了这次登录',
    under: '不是你操作的就不用管；要登录请换一个码',
  },
  cancelled: { icon: 'cross', tone: 'wait', title: '已取消登录', under: '要登录请换一个码' },
  expired: { icon: 'clock', tone: 'wait', title: '二维码过期了', under: '每个码 3 分钟有效，请换一个' },
  over: { icon: 'clock', tone: 'wait', title: '这个码已经用过了', under: '请换一个码再扫' },
} as const

function Left({ until }: { readonly until: string }) {
  const { minutes, seconds } = useCountdown(until)
  return (
    <Text className="t14 quiet numbers">
      {minutes}:{seconds} 后过期
    </Text>
  )
}

function Waiting({
  state,
  onCancel,
}: {
  readonly state: SigningIn & { kind: 'waiting' }
  readonly onCancel: () => void
}) {
  return (
    <View id={state.by ? 'sign-in-scanned' : 'sign-in-waiting'}>
      <View className={`sign-in-code ${state.by ? 'sign-in-seen' : ''}`}>
        <QrCode id="sign-in-qr" text={consoleLink(state.code)} />
        {state.by && (
          <View className="sign-in-over">
            <Icon name="phone" size="xl" />
            <Text className="bold t18">{state.by} 已扫码</Text>
            <Text className="t14">请在手机上点“确认登录”</Text>
          </View>
        )}
      </View>
      <View className="row-between sign-in-under">
        <Left until={state.until} />
        <Button id="sign-in-cancel" tone="quiet" shape="small" onTap={onCancel}>
          取消
        </Button>
      </View>
    </View>
  )
}

/** Where staff sign in to the console in a desktop browser: by the phone in their hand. */
export default function SignIn() {
  const { state, begin, cancel } = useConsoleSignIn()
  const me = useMe()
  const isOn = useSwitches()
  const enter = () => {
    const work = me.kind === 'known' ? workOf(me.me.grants, isOn) : undefined
    if (work) void Taro.redirectTo({ url: work })
    else void Taro.switchTab({ url: '/pages/mine' })
  }
  return (
    <View className={`${useThemeClass()} sign-in`}>
      <View className="sign-in-panel">
        <View className="row sign-in-brand">
          <View className="rail-mark">
            <Icon name="gift" />
          </View>
          <Text className="bold t18">工惠 控制台</Text>
        </View>
        {state.kind === 'asking' && <Loading rows={3} />}
        {state.kind === 'offline' && <Offline onRetry={() => void begin()} />}
        {state.kind === 'waiting' && <Waiting state={state} onCancel={() => void cancel()} />}
        {state.kind === 'ended' && (
          <View id={`sign-in-${state.why}`}>
            <OutcomeHead {...ended[state.why]} />
            <Button id="sign-in-again" onTap={() => void begin()}>
              换一个码
            </Button>
          </View>
        )}
        {state.kind === 'signed-in' && (
          <View id="signed-in">
            <OutcomeHead tone="ok" icon="check" title="登录好了" under={`${state.by ?? '你'} 在手机上确认`} />
            <Button id="enter-console" onTap={enter}>
              进入控制台
            </Button>
          </View>
        )}
        {state.kind === 'waiting' && (
          <View className="sign-in-steps t14">
            <View>1. 手机打开“工惠”小程序，进“我的”</View>
            <View>2. 点“扫码登录电脑控制台”，扫上面的码</View>
            <View>3. 看清是自己在登录，点“确认登录”</View>
          </View>
        )}
      </View>
    </View>
  )
}
