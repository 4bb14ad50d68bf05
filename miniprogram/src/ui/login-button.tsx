import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useLogin } from '../lib/use-login'
import { Button } from './button'
import './login-button.scss'

interface LoginButtonProps {
  readonly id?: string
  readonly shape?: 'full' | 'small'
  readonly children?: ReactNode
  /** Before one leaves for the sign-in, which in a browser is a page of its own. */
  readonly onTap?: () => void
  readonly onSignedIn?: () => unknown
}

/** 登录, wherever it is asked for; how it failed stands beside it. */
export function LoginButton({
  id = 'login',
  shape = 'full',
  children = '登录',
  onTap,
  onSignedIn,
}: LoginButtonProps) {
  const { busy, failed, login } = useLogin(onSignedIn)
  return (
    <View className={`login login-${shape}`}>
      {failed && (
        <Text className="block t14 no" id="login-failed">
          {failed}
        </Text>
      )}
      <Button
        id={id}
        shape={shape}
        busy={busy && '正在登录…'}
        onTap={() => {
          onTap?.()
          void login()
        }}
      >
        {children}
      </Button>
    </View>
  )
}
