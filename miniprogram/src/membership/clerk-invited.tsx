import { Text, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { clerkCodeIn } from '../lib/scanned'
import { useClerkScan } from '../lib/use-clerk-scan'
import { deadlineOf } from '../lib/words'
import { Button } from '../ui/button'
import { Card, Fact } from '../ui/card'
import { OutcomeHead } from '../ui/outcome-head'
import { ActionBar, Page } from '../ui/page'
import { Empty, Loading, Offline, Refused } from '../ui/states'
import { useClerkInvited } from './use-clerk-invited'

const toTill = () => void Taro.redirectTo({ url: '/benefits/clerk' })

/** Which union invites somebody to which counter, and the yes. */
function Invitation({ code }: { readonly code: string }) {
  const { state, look, accept } = useClerkInvited(code)
  const again = useClerkScan()
  return (
    <Page
      title="核销员邀请"
      bottom={
        state.kind === 'asked' ? (
          <ActionBar>
            <Button id="accept-invitation" busy={state.saying && '正在确认…'} onTap={() => void accept()}>
              接受邀请
            </Button>
          </ActionBar>
        ) : (
          state.kind === 'accepted' && (
            <ActionBar>
              <Button id="to-till" onTap={toTill}>
                去核销台
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
            {state.problem.code === 'clerk-already' ? (
              <Button id="to-till" shape="small" onTap={toTill}>
                去核销台
              </Button>
            ) : (
              <Button id="scan-again" tone="pale" shape="small" icon="scan" onTap={again.open}>
                重新扫码
              </Button>
            )}
          </View>
        </Refused>
      )}
      {state.kind === 'asked' && (
        <Card id="clerk-asked">
          <View className="bold t18">{state.view.orgName}请你当核销员</View>
          <Fact name="网点">{state.view.outletName}</Fact>
          <Fact name="地址">{state.view.address}</Fact>
          <Fact name="有效到">{deadlineOf(state.view.until)}</Fact>
          <Text className="block t14 quiet" style={{ paddingTop: '8px' }}>
            接受以后，你能在这个网点扫会员的券码、确认核销，每一笔都记着是谁办的。不用加入工会；不在这里上班了，请工会收回。
          </Text>
          {state.error && <Text className="block t14 no">{state.error}</Text>}
        </Card>
      )}
      {state.kind === 'accepted' && (
        <Card flush id="clerk-accepted">
          <OutcomeHead
            tone="ok"
            icon="check"
            title={`你是${state.view.outletName}的核销员了`}
            under="以后从“我的”里的“核销台”进"
          />
        </Card>
      )}
      {again.sheet}
    </Page>
  )
}

export default function ClerkInvited() {
  const code = clerkCodeIn(useRouter().params.code ?? '')
  const scan = useClerkScan()
  if (code) return <Invitation key={code} code={code} />
  return (
    <Page title="核销员邀请">
      <Empty
        icon="shop"
        title="扫工会发的邀请码"
        next="商户的收银、前台不用是会员；接受邀请就能在自己的网点核销"
      >
        <View className="said-way">
          <Button id="clerk-code-scan" shape="small" onTap={scan.open}>
            扫码
          </Button>
        </View>
      </Empty>
      {scan.sheet}
    </Page>
  )
}
