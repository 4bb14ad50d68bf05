import { useEffect } from 'react'

/** As much of Taro as the hooks touch: storage in a map, and requests answered by the test. */

const stored = new Map<string, unknown>()

/** How many characters the storage takes; WeChat throws on what goes beyond. */
export const disk = { room: Number.POSITIVE_INFINITY }

function writeDown(key: string, value: unknown) {
  const others = [...stored].filter(([other]) => other !== key)
  if (JSON.stringify([...others, [key, value]]).length > disk.room)
    throw new Error('setStorageSync:fail exceed storage max size')
  stored.set(key, structuredClone(value))
}

type Reply = { statusCode: number; header?: Record<string, string>; data: unknown }
export interface Sent {
  readonly url: string
  readonly method: string
  readonly header: Record<string, string>
  readonly data?: string
}
type Answer = (sent: Sent) => Reply | Promise<Reply>

let answer: Answer = () => {
  throw new Error('the test answers no requests')
}
export const answerWith = (next: Answer) => {
  answer = next
}

export const navigations: string[] = []

export function clearTaro() {
  stored.clear()
  disk.room = Number.POSITIVE_INFINITY
  navigations.length = 0
}

const go = async ({ url }: { url: string }) => {
  navigations.push(url)
}

const showing = new Set<() => void>()
const hiding = new Set<() => void>()
const useWhen = (when: Set<() => void>, on: () => void) =>
  useEffect(() => {
    when.add(on)
    return () => void when.delete(on)
  }, [when, on])
export const useDidShow = (on: () => void) => useWhen(showing, on)
export const useDidHide = (on: () => void) => useWhen(hiding, on)

/** Another page, or another app, comes before this one; and one comes back. */
export const hidePage = () => {
  for (const on of [...hiding]) on()
}
export const showPage = () => {
  for (const on of [...showing]) on()
}
export const useLaunch = (on: () => void) => useEffect(on, [on])

/** How bright the phone's screen is, and when it tells. */
export const screen = { brightness: 0.4, told: Promise.resolve() }

export default {
  getScreenBrightness: async () => {
    const { brightness: value } = screen
    await screen.told
    return { value }
  },
  setScreenBrightness: async ({ value }: { value: number }) => {
    screen.brightness = value
  },
  getStorageSync: (key: string) => stored.get(key) ?? '',
  setStorageSync: writeDown,
  getStorageInfoSync: () => ({ keys: [...stored.keys()] }),
  removeStorageSync: (key: string) => void stored.delete(key),
  request: async (sent: Sent) => answer(sent),
  navigateTo: go,
  redirectTo: go,
  switchTab: go,
  showToast: async () => {},
  setNavigationBarColor: async () => {},
}
