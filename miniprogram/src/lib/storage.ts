import Taro from '@tarojs/taro'

/** What could not be written, or not be removed (`undefined`): it holds until the app is closed. */
const unwritten = new Map<string, unknown>()
let makeRoom = () => {}

function tried(deed: () => void): boolean {
  try {
    deed()
    return true
  } catch {
    return false
  }
}

/**
 * What the phone keeps over restarts. WeChat gives an app 10 MB and throws on what goes beyond, as on a full disk; no
 * sign-in, no tap and no page may end by that. What cannot be written is remembered for as long as the app runs.
 */
export const storage = {
  read<T>(key: string): T | undefined {
    if (unwritten.has(key)) return unwritten.get(key) as T | undefined
    return Taro.getStorageSync<T | ''>(key) || undefined
  },

  write(key: string, value: unknown): void {
    const write = () => Taro.setStorageSync(key, value)
    if (tried(write)) return void unwritten.delete(key)
    makeRoom()
    if (tried(write)) unwritten.delete(key)
    else unwritten.set(key, value)
  },

  remove(key: string): void {
    if (tried(() => Taro.removeStorageSync(key))) unwritten.delete(key)
    else unwritten.set(key, undefined)
  },

  keys: (): readonly string[] => [...new Set([...Taro.getStorageInfoSync().keys, ...unwritten.keys()])],

  /** @param free removes what one can do without, before something is written once more. */
  onFull(free: () => void): void {
    makeRoom = free
  },
}
