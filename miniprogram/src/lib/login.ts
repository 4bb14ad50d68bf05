import Taro from '@tarojs/taro'
import { signInWith } from './api'
import { tokens } from './tokens'
import { saidOf } from './until-known'

/** How a tap on 登录 ended. `away`: one has left for a page that signs in. */
export type LoginEnd =
  | { readonly kind: 'signed-in' | 'away' }
  | { readonly kind: 'failed'; readonly words: string }

/** WeChat lets one in without a question. */
export const entersUnasked = true

/** WeChat hands out a one-time code without asking anybody; undefined where it does not answer. */
export async function silentLoginCode(): Promise<string | undefined> {
  try {
    return (await Taro.login()).code || undefined
  } catch {
    return undefined
  }
}

/** The member taps 登录 after a sign-out. */
export async function startLogin(): Promise<LoginEnd> {
  const code = await silentLoginCode()
  if (!code) return { kind: 'failed', words: '微信没有回应，再试一次' }
  const ended = await signInWith(code)
  return ended.kind === 'answer' ? { kind: 'signed-in' } : { kind: 'failed', words: saidOf(ended) }
}

let opened: Promise<unknown> | undefined

/** On start-up everybody is signed in unasked, before the first page is told who looks at it. */
export async function finishLogin(): Promise<void> {
  opened ??= tokens.now() || tokens.hasLeft() ? Promise.resolve() : startLogin()
  await opened
}
