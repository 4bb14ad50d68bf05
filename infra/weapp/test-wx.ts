/** The part of `wx` that the product calls, as WeChat's base library behaves: 3.5, a phone of 375 × 812. */

export interface Outside {
  /** Where the API is reached, whatever address was built in. */
  readonly apiBase: string
  /** The fake WeChat server, which knows the codes it hands out. */
  readonly wechatBase: string
  readonly openid: string
  /** What the camera reads. */
  readonly scanned?: string
}
export interface Navigation {
  readonly navigateTo: (url: string) => void
  readonly redirectTo: (url: string) => void
  readonly switchTab: (url: string) => void
  readonly reLaunch: (url: string) => void
  readonly navigateBack: (delta: number) => void
}
/** What a page asked WeChat to do, for a test to read. */
export interface Traffic {
  readonly requests: { readonly method: string; readonly path: string; readonly status: number }[]
  readonly toasts: string[]
  /** The names of the files that went to a chat. */
  readonly sentFiles: string[]
}
/** Whether a tap is being answered at this very moment: some things WeChat does only then. */
export interface Gesture {
  isOn: boolean
}

type Callbacks = {
  readonly success?: (result: object) => void
  readonly fail?: (fault: object) => void
  readonly complete?: (result: object) => void
}

/** Ends an asynchronous call as WeChat does: later, with `errMsg`, to the callbacks it was given. */
function end(name: string, given: Callbacks | undefined, result: object | Error): void {
  setTimeout(() => {
    const failed = result instanceof Error
    const told = failed ? { errMsg: `${name}:fail ${result.message}` } : { errMsg: `${name}:ok`, ...result }
    if (failed) given?.fail?.(told)
    else given?.success?.(told)
    given?.complete?.(told)
  })
}

/** Nothing but data crosses to WeChat's side. */
const copied = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)))

export function makeWx(
  outside: Outside,
  navigation: Navigation,
  traffic: Traffic,
  gesture: Gesture,
): Record<string, unknown> {
  const storage = new Map<string, unknown>()
  const saved = new Set<string>()
  const windowInfo = {
    pixelRatio: 3,
    screenWidth: 375,
    screenHeight: 812,
    windowWidth: 375,
    windowHeight: 812,
    statusBarHeight: 44,
    safeArea: { left: 0, right: 375, top: 44, bottom: 778, width: 375, height: 734 },
  }
  const baseInfo = { SDKVersion: '3.5.0', theme: 'light', language: 'zh_CN', version: '8.0.50' }
  const system = { ...windowInfo, ...baseInfo, platform: 'ios', system: 'iOS 12.5', brand: 'iPhone' }
  const launch = { path: 'pages/home', query: {}, scene: 1001, referrerInfo: {} }

  const answers: Record<string, (given: never) => object | Promise<object>> = {
    async login() {
      const body = JSON.stringify({ openid: outside.openid })
      const reply = await fetch(`${outside.wechatBase}/_control/login-codes`, { method: 'POST', body })
      return (await reply.json()) as { code: string }
    },
    async request(given: { url: string; method?: string; header?: Record<string, string>; data?: string }) {
      const { method = 'GET', header = {}, data } = given
      const { pathname, search } = new URL(given.url)
      const init = { method, headers: header, ...(data === undefined ? {} : { body: data }) }
      const reply = await fetch(outside.apiBase + pathname + search, init)
      traffic.requests.push({ method, path: pathname, status: reply.status })
      const text = await reply.text()
      const told = { statusCode: reply.status, header: Object.fromEntries(reply.headers), cookies: [] }
      try {
        return { ...told, data: JSON.parse(text) }
      } catch {
        return { ...told, data: text }
      }
    },
    async downloadFile({ url, filePath }: { url: string; filePath: string }) {
      const reply = await fetch(url)
      if (reply.ok) saved.add(filePath)
      return { statusCode: reply.status, filePath }
    },
    scanCode: () => ({ result: outside.scanned, scanType: 'QR_CODE' }),
    getSystemInfo: () => system,
    getNetworkType: () => ({ networkType: 'wifi' }),
    showToast: ({ title }: { title: string }) => {
      traffic.toasts.push(title)
      return {}
    },
    navigateTo: ({ url }: { url: string }) => done(() => navigation.navigateTo(url)),
    redirectTo: ({ url }: { url: string }) => done(() => navigation.redirectTo(url)),
    switchTab: ({ url }: { url: string }) => done(() => navigation.switchTab(url)),
    reLaunch: ({ url }: { url: string }) => done(() => navigation.reLaunch(url)),
    navigateBack: ({ delta = 1 }: { delta?: number }) => done(() => navigation.navigateBack(delta)),
  }
  for (const name of [
    ...['hideToast', 'showLoading', 'hideLoading', 'setNavigationBarTitle', 'setNavigationBarColor'],
    ...['stopPullDownRefresh', 'pageScrollTo', 'hideTabBar', 'showTabBar', 'vibrateShort', 'setKeepScreenOn'],
    ...['setScreenBrightness'],
  ])
    answers[name] = () => ({})
  answers.getScreenBrightness = () => ({ value: 0.5 })

  const asynchronous = Object.entries(answers).map(([name, answer]) => [
    name,
    (given?: Callbacks) => {
      Promise.resolve()
        .then(() => answer((given ?? {}) as never))
        .then((result) => end(name, given, result))
        .catch((fault: Error) => end(name, given, fault))
    },
  ])
  return {
    ...Object.fromEntries(asynchronous),
    shareFileMessage: (given: Callbacks & { filePath: string; fileName: string }) => {
      const { filePath, fileName } = given
      const said = 'can only be invoked by user TAP gesture.'
      if (!gesture.isOn) return end('shareFileMessage', given, new Error(said))
      if (!saved.has(filePath)) return end('shareFileMessage', given, new Error('file not found'))
      traffic.sentFiles.push(fileName)
      return end('shareFileMessage', given, {})
    },
    env: { USER_DATA_PATH: 'wxfile://usr' },
    getSystemInfoSync: () => system,
    getWindowInfo: () => windowInfo,
    getAppBaseInfo: () => baseInfo,
    getDeviceInfo: () => ({ platform: 'ios', system: 'iOS 12.5', brand: 'iPhone' }),
    getMenuButtonBoundingClientRect: () => ({
      top: 48,
      bottom: 80,
      left: 278,
      right: 365,
      width: 87,
      height: 32,
    }),
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    getStorageSync: (key: string) => copied(storage.get(key)) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, copied(value)),
    getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
    removeStorageSync: (key: string) => void storage.delete(key),
    canIUse: () => true,
    nextTick: (then: () => void) => void setTimeout(then),
    onThemeChange: () => undefined,
    onNetworkStatusChange: () => undefined,
  }
}

function done(deed: () => void): object {
  deed()
  return {}
}
