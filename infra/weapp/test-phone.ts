/**
 * A phone without WeChat: runs the built mini-program as its service layer does. No web globals, a `Function` that
 * compiles nothing, pages that get data only through `setData`, taps that bubble through the drawn page.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createContext, runInContext, Script } from 'node:vm'
import { makeWx, type Outside, type Traffic } from './test-wx.ts'
import { compileWxml, type Drawn, elementWith, textOf } from './test-wxml.ts'

type Config = Record<string, unknown>
interface Page extends Config {
  readonly route: string
  data: unknown
}

interface AppJson {
  readonly pages: readonly string[]
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[]
  readonly tabBar?: { readonly list: readonly { readonly pagePath: string }[] }
}

export interface Phone extends Traffic {
  /** What was thrown or logged as an error while the mini-program ran. */
  readonly faults: string[]
  /** Where the phone is, as `/benefits/drop?dropId=…`. */
  at(): string
  /** How many pages are open, one on the other. */
  depth(): number
  /** Every page of the main package and the subpackages. */
  readonly pages: readonly string[]
  open(url: string): void
  draw(): Drawn
  text(): string
  has(id: string): boolean
  tap(id: string): void
  type(id: string, value: string): void
  /** WeChat's own phone-number button, and the member's yes. */
  givePhone(id: string, code: string): void
}

/** @param root The built mini-program, `miniprogram/dist/weapp`. */
export function startPhone(root: string, outside: Outside): Phone {
  const json = JSON.parse(readFileSync(join(root, 'app.json'), 'utf8')) as AppJson
  const known = new Set([
    ...json.pages,
    ...(json.subPackages ?? []).flatMap((sub) => sub.pages.map((page) => `${sub.root}/${page}`)),
  ])
  const tabs = new Set(json.tabBar?.list.map(({ pagePath }) => pagePath))
  const wxml = compileWxml(root)
  const traffic: Traffic = { requests: [], toasts: [], sentFiles: [] }
  const gesture = { isOn: false }
  const faults: string[] = []
  const stack: Page[] = []
  const kept = new Map<string, Page>()
  const configs = new Map<string, Config>()
  const modules = new Map<string, { exports: unknown }>()
  let app: Config = {}
  let loading = ''

  const guarded = (deed: () => void): void => {
    try {
      deed()
    } catch (fault) {
      faults.push((fault as Error).stack ?? String(fault))
    }
  }
  const timer =
    (start: (deed: () => void, ms?: number) => NodeJS.Timeout) => (deed: () => void, ms?: number) =>
      Number(
        start(() => guarded(deed), ms)
          .unref()
          [Symbol.toPrimitive](),
      )
  const wx = makeWx(
    outside,
    {
      navigateTo: (url) => open(url),
      redirectTo: (url) => close(1, () => open(url)),
      switchTab: (url) => close(stack.length, () => open(url)),
      reLaunch: (url) => close(stack.length, () => open(url)),
      navigateBack: (delta) => close(Math.min(delta, stack.length - 1), () => call(stack.at(-1), 'onShow')),
    },
    traffic,
    gesture,
  )
  const logged = (...said: unknown[]) => void faults.push(said.map(String).join(' '))
  const context = createContext({
    wx,
    console: { log() {}, info() {}, debug() {}, warn() {}, error: logged },
    setTimeout: timer(setTimeout),
    setInterval: timer(setInterval),
    clearTimeout: (id: number) => clearTimeout(id),
    clearInterval: (id: number) => clearInterval(id),
    App: (config: Config) => {
      app = config
    },
    Page: (config: Config) => void configs.set(loading, config),
    Component: (config: Config) => void configs.set(loading, config),
    getApp: () => app,
    getCurrentPages: () => [...stack],
  })
  // WeChat compiles no text at run time, and says nothing about it.
  runInContext(
    `const real = Function; Function = function () {}; eval = undefined
     Function.prototype = real.prototype; real.prototype.constructor = Function`,
    context,
  )

  function load(path: string): unknown {
    const file = path.endsWith('.js') ? path : `${path}.js`
    const loaded = modules.get(file)
    if (loaded) return loaded.exports
    const module = { exports: {} }
    modules.set(file, module)
    const source = `(function (require, module, exports) { ${readFileSync(join(root, file), 'utf8')}\n})`
    const run = new Script(source, { filename: file }).runInContext(context)
    run((to: string) => load(join(dirname(file), to)), module, module.exports)
    return module.exports
  }

  /** Runs the file of a page or component, which registers itself. */
  function register(path: string): Config {
    loading = path
    load(path)
    const config = configs.get(path)
    if (!config) throw new Error(`${path}.js registered no page`)
    return config
  }

  function call(page: Config | undefined, name: string, ...given: unknown[]): void {
    const method = page?.[name]
    if (typeof method === 'function') guarded(() => method.apply(page, given))
  }

  function open(url: string): void {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?')
    if (!known.has(path)) throw new Error(`there is no page ${path}`)
    call(stack.at(-1), 'onHide')
    const again = tabs.has(path) ? kept.get(path) : undefined
    const page = again ?? makePage(path, register(path))
    stack.push(page)
    if (again) {
      call(page, 'onShow')
      return
    }
    if (tabs.has(path)) kept.set(path, page)
    const pairs = search.split('&').filter(Boolean)
    page.options = Object.fromEntries(pairs.map((pair) => pair.split('=').map(decodeURIComponent)))
    call(page, 'onLoad', page.options)
    call(page, 'onShow')
    call(page, 'onReady')
  }

  function close(count: number, then: () => void): void {
    for (const page of stack.splice(stack.length - count)) {
      const stays = kept.get(page.route) === page
      call(page, stays ? 'onHide' : 'onUnload')
    }
    then()
  }

  function makePage(route: string, config: Config): Page {
    const page: Page = { ...config, route, is: route, data: JSON.parse(JSON.stringify(config.data ?? {})) }
    page.setData = (patch: Record<string, unknown>, then?: () => void) => {
      for (const [path, value] of Object.entries(patch)) put(page.data, path, value)
      if (then) setTimeout(() => guarded(() => then.call(page))).unref()
    }
    return page
  }

  load('app')
  if (existsSync(join(root, 'custom-tab-bar/index.js'))) register('custom-tab-bar/index')
  register('comp')
  const launch = { path: json.pages[0], query: {}, scene: 1001 }
  call(app, 'onLaunch', launch)
  call(app, 'onShow', launch)
  open(json.pages[0] ?? '')

  const here = (): Page => {
    const page = stack.at(-1)
    if (!page) throw new Error('no page is open')
    return page
  }
  const draw = () => wxml(here().route, here().data)

  /** An event reaches every element above that listens, each by its own call, the innermost first. */
  function happen(type: string, id: string, detail: object, bubbles: boolean): void {
    const target = elementWith(draw(), id)
    if (!target) throw new Error(`there is nothing called ${id} on ${here().route}: ${textOf(draw())}`)
    for (let element: Drawn | undefined = target; element; element = bubbles ? element.parent : undefined) {
      const listener = element.attr[`bind${type}`] ?? element.attr[`catch${type}`]
      if (typeof listener === 'string' && listener) {
        const of = ({ attr }: Drawn) => ({ id: attr.id, dataset: { sid: attr['data-sid'] } })
        const event = { type, detail, target: of(target), currentTarget: of(element), timeStamp: Date.now() }
        gesture.isOn = type === 'tap'
        call(
          here(),
          listener,
          JSON.parse(JSON.stringify({ ...event, mark: {}, touches: [], changedTouches: [] })),
        )
        gesture.isOn = false
      }
      if (element.attr[`catch${type}`]) break
    }
  }

  return {
    ...traffic,
    faults,
    at: () => {
      const { route, options = {} } = here()
      const search = Object.entries(options as object).map(([name, value]) => `${name}=${value}`)
      return `/${route}${search.length > 0 ? `?${search.join('&')}` : ''}`
    },
    depth: () => stack.length,
    pages: [...known],
    open: (url) => {
      if (tabs.has(url.slice(1))) close(stack.length, () => open(url))
      else open(url)
    },
    draw,
    has: (id) => elementWith(draw(), id) !== undefined,
    text: () => textOf(draw()),
    tap: (id) => happen('tap', id, { x: 0, y: 0 }, true),
    type: (id, value) => happen('input', id, { value, cursor: value.length }, false),
    givePhone: (id, code) => happen('getphonenumber', id, { code, errMsg: 'getPhoneNumber:ok' }, false),
  }
}

/** `root.cn.[0].cn.[2].cl`: one value put where it belongs, copied as it crosses. */
function put(data: unknown, path: string, value: unknown): void {
  const keys = path.match(/[^.[\]]+/g) ?? []
  const last = keys.pop() ?? ''
  let inner = data as Record<string, unknown>
  for (const [i, key] of keys.entries()) {
    inner[key] ??= /^\d+$/.test(keys[i + 1] ?? last) ? [] : {}
    inner = inner[key] as Record<string, unknown>
  }
  inner[last] = value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
