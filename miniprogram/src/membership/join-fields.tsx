import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { hasPhoneButton } from '../lib/phone'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { CountdownWords } from '../ui/countdown'
import { Field } from '../ui/field'
import { Icon } from '../ui/icon'
import { Tick } from '../ui/tick'
import { looksLikePhone } from './join-form'
import type { useJoin } from './use-join'
import { usePhoneCode } from './use-phone-code'

type Join = Pick<ReturnType<typeof useJoin>, 'form' | 'change' | 'errors'>

/** Typed number and its one-time code, for whoever does not use WeChat's button. */
function TypedPhone({ join: { form, change, errors } }: { readonly join: Join }) {
  const code = usePhoneCode()
  const [notSent, setNotSent] = useState<string>()
  const send = async () => {
    setNotSent(undefined)
    setNotSent(await code.ask(form.phone))
  }
  return (
    <>
      <Field
        id="phone"
        label="手机号"
        type="number"
        max={20}
        value={form.phone}
        error={errors.phone ?? notSent}
        placeholder="11 位手机号"
        onChange={(phone) => change({ phone })}
        end={
          <Button
            id="send-code"
            tone="pale"
            shape="small"
            disabled={!looksLikePhone(form.phone) || code.state.kind === 'sent'}
            busy={code.state.kind === 'sending' && '正在发送…'}
            onTap={() => void send()}
          >
            {code.state.kind === 'sent' ? <CountdownWords to={code.state.resendAt} /> : '发验证码'}
          </Button>
        }
      />
      <Field
        id="one-time-code"
        label="验证码"
        type="number"
        max={6}
        value={form.oneTimeCode}
        error={errors.oneTimeCode}
        placeholder="短信里的 6 位数字"
        onChange={(oneTimeCode) => change({ oneTimeCode })}
      />
    </>
  )
}

export function JoinFields({ join }: { readonly join: Join }) {
  const { form, change, errors } = join
  const typed = form.phoneBy === 'typed'
  return (
    <>
      <Card>
        <Field
          id="name"
          label="姓名"
          max={40}
          value={form.name}
          error={errors.name}
          hint="和单位登记的一致，名册上有你就马上入会"
          onChange={(name) => change({ name })}
        />
        {typed ? (
          <TypedPhone join={join} />
        ) : (
          <View className="field">
            <Text className="field-label">手机号</Text>
            <View className="field-box join-by-wechat quiet t14">点下面的按钮，由微信填写</View>
          </View>
        )}
        {hasPhoneButton && (
          <View
            className="row red t14 join-other-way"
            id="phone-way"
            onClick={() => change({ phoneBy: typed ? 'wechat' : 'typed' })}
          >
            {typed ? '改用微信手机号' : '不用微信手机号，改填号码收验证码'}
            <Icon name="right" size="s" />
          </View>
        )}
      </Card>
      <Card>
        <Tick id="consent" ticked={form.consent} onTick={(consent) => change({ consent })}>
          <Text className="t14">我已读并同意</Text>
          <Text
            className="t14 red"
            id="privacy"
            onClick={(event) => {
              event.stopPropagation()
              void Taro.navigateTo({ url: '/membership/privacy' })
            }}
          >
            《隐私说明》
          </Text>
          <View className="t12 quiet">
            <View>只取姓名和手机号，仅用于核对入会。</View>
            <View>不同意也能看福利，同意后随时可撤回。</View>
          </View>
          {errors.consent && <Text className="field-error">{errors.consent}</Text>}
        </Tick>
      </Card>
    </>
  )
}
