import { Text, View } from '@tarojs/components'
import { Button } from '../ui/button'
import { LoginButton } from '../ui/login-button'
import { ActionBar } from '../ui/page'
import { PhoneButton } from '../ui/phone-button'
import { wrongIn } from './join-form'
import type { useJoin } from './use-join'

type Join = Pick<ReturnType<typeof useJoin>, 'form' | 'change' | 'check' | 'sending' | 'submit'>

/** The submit button: WeChat's phone button itself, where the number comes from WeChat. */
export function JoinSubmit({ join, visitor }: { readonly join: Join; readonly visitor: boolean }) {
  const { form, sending } = join
  const busy = sending.kind === 'sending' && '正在提交…'
  const ready = Object.keys(wrongIn(form)).length === 0
  return (
    <ActionBar>
      {sending.kind === 'refused' && (
        <View className="join-refused" id={`refused-${sending.problem.code}`}>
          <Text className="bold">{sending.problem.title}</Text>
          <Text>，{sending.problem.next}</Text>
        </View>
      )}
      {sending.kind === 'unknown' && (
        <View className="join-refused" id="join-unknown">
          暂时没有回应，还不知道结果。再点一次不会重复申请。
        </View>
      )}
      {visitor ? (
        <LoginButton>登录后申请入会</LoginButton>
      ) : form.phoneBy === 'wechat' && ready ? (
        <PhoneButton
          id="join-submit"
          busy={busy}
          onCode={(code) => void join.submit(code)}
          onDecline={() => join.change({ phoneBy: 'typed' })}
        >
          用微信手机号申请入会
        </PhoneButton>
      ) : form.phoneBy === 'wechat' ? (
        <Button id="join-submit" icon="phone" onTap={() => void join.check()}>
          用微信手机号申请入会
        </Button>
      ) : (
        <Button id="join-submit" busy={busy} onTap={() => void join.submit()}>
          申请入会
        </Button>
      )}
      <Text className="t12 quiet join-foot">不在名册的，工会干部 1 个工作日内审核并通知你</Text>
    </ActionBar>
  )
}
