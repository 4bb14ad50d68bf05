import Taro from '@tarojs/taro'
import { signInWith } from './api'
import type { LoginEnd } from './login'
import { findPlace } from './place'

/** A browser cannot know who one is without a page of its own. */
export const entersUnasked = false
export const silentLoginCode = async (): Promise<string | undefined> => undefined

/**
 * Leaves for the login page, which comes back to this very address with `?code=…` before the `#`. Where there is none,
 * as in production, one signs in by the phone.
 */
export async function startLogin(): Promise<LoginEnd> {
  try {
    const { loginPage } = await findPlace()
    if (loginPage) window.location.assign(`${loginPage}?redirect=${encodeURIComponent(window.location.href)}`)
    else await Taro.navigateTo({ url: '/console/sign-in' })
    return { kind: 'away' }
  } catch {
    return { kind: 'failed', words: '网络没有连上，再试一次就好' }
  }
}

async function exchangeSentCode(): Promise<void> {
  const address = new URL(window.location.href)
  const code = address.searchParams.get('code')
  if (!code) return
  address.searchParams.delete('code')
  window.history.replaceState(window.history.state, '', address.href)
  await signInWith(code)
}

let finished: Promise<void> | undefined

/**
 * On start-up: a code that the login page sent is exchanged, and taken out of the address so that nobody repeats it.
 * Every call waits for this, so that no page is drawn for a visitor who is about to be somebody.
 */
export function finishLogin(): Promise<void> {
  finished ??= exchangeSentCode()
  return finished
}
