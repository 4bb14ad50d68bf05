import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { signInCodeIn } from '../lib/scanned'
import { useConsoleScan } from '../lib/use-console-scan'
import { momentOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Fact } from '../ui/card'
import { OutcomeHead } from '../ui/outcome-head'
import { ActionBar, goBack, Page } from '../ui/page'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { useConsoleConfirm } from './use-console-confirm'

const said = {
  confirm: { tone: 'ok', icon: 'check', title: '已确认', under: '电脑上的控制台马上就登录好了' },
  refuse: {
    tone: 'wait',
    icon: 'cross',
    title: '已拒绝',
    under: '那台电脑没有登录；不是你扫的码，不用再做什么',
  },
} as const

/** What a desktop browser asks of the phone that scanned its code. */
function Asked({ code }: { readonly code: string }) {
  const { state, look, say } = useConsoleConfirm(code)
  const again = useConsoleScan()
  const saying = state.kind === 'asked' ? state.saying : undefined
  return (
    <Page
      title="登录控制台"
      bottom={
        state.kind === 'asked' ? (
          <ActionBar>
            <Button
              id="console-refuse"
              tone="line"
              disabled={saying === 'confirm'}
              busy={saying === 'refuse' && '正在拒绝…'}
              onTap={() => void say('refuse')}
            >
              不是我
            </Button>
            <Button
              id="console-confirm"
              disabled={saying === 'refuse'}
              busy={saying === 'confirm' && '正在确认…'}
              onTap={() => void say('confirm')}
            >
              确认登录
            </Button>
          </ActionBar>
        ) : (
          state.kind === 'said' && (
            <ActionBar>
              <Button id="console-done" tone="line" onTap={goBack}>
                好的
              </Button>
            </ActionBar>
          )
        )
      }
    >
      {state.kind === 'looking' && <Loading rows={2} />}
      {state.kind === 'offline' && <Offline onRetry={() => void look()} />}
      {state.kind === 'refused' && (
        <Refused problem={state.problem} onSignedIn={look}>
          <View className="said-way">
            <Button id="scan-again" tone="pale" shape="small" icon="scan" onTap={again.open}>
              重新扫码
            </Button>
          </View>
        </Refused>
      )}
      {state.kind === 'asked' && (
        <Card id="console-asked">
          <View className="bold t18">有一台电脑要用你的身份登录控制台</View>
          <Fact name="浏览器">{state.view.browser}</Fact>
          <Fact name="从哪里">{state.view.place}</Fact>
          <Fact name="请求时间">{momentOf(state.view.askedAt)}</Fact>
          <Text className="block t14 quiet" style={{ paddingTop: '8px' }}>
            只有你自己正坐在这台电脑前，才点“确认登录”。别人发来的码不要确认。
          </Text>
          {state.error && <Text className="block t14 no">{state.error}</Text>}
        </Card>
      )}
      {state.kind === 'said' && (
        <Card flush id={`console-said-${state.word}`}>
          <OutcomeHead {...said[state.word]} />
        </Card>
      )}
      {again.sheet}
    </Page>
  )
}

export default function ConsoleConfirm() {
  const code = signInCodeIn(useRouter().params.code ?? '')
  const scan = useConsoleScan()
  if (code) return <Asked key={code} code={code} />
  return (
    <Page title="登录控制台">
      <Empty icon="scan" title="扫电脑上的二维码" next="在电脑浏览器打开控制台，用这里扫它的码">
        <View className="said-way">
          <Button id="console-scan" shape="small" onTap={scan.open}>
            扫码
          </Button>
        </View>
      </Empty>
      {scan.sheet}
    </Page>
  )
}
