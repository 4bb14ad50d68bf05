import Taro from '@tarojs/taro'
import { signInWith } from './api'
import { tokens } from './tokens'

/** WeChat hands out a one-time code without asking anybody. */
export async function silentLoginCode(): Promise<string | undefined> {
  try {
    return (await Taro.login()).code || undefined
  } catch {
    return undefined
  }
}

/** The member taps 登录 after a sign-out. */
export async function startLogin(): Promise<void> {
  const code = await silentLoginCode()
  if (code) await signInWith(code)
}

let opened: Promise<void> | undefined

/** On start-up everybody is signed in unasked, before the first page is told who looks at it. */
export function finishLogin(): Promise<void> {
  opened ??= tokens.now() || tokens.hasLeft() ? Promise.resolve() : startLogin()
  return opened
}
