/** WXML as WeChat draws it: compiled by its own compiler, rendered to a tree that can be read and tapped. */
import { createContext, Script } from 'node:vm'
import { wxmlToJs } from 'miniprogram-compiler'

export interface Drawn {
  readonly tag: string
  readonly attr: Readonly<Record<string, unknown>>
  readonly children: readonly (Drawn | string)[]
  /** For each element its parent; absent for the page. */
  readonly parent: Drawn | undefined
}

interface Raw {
  readonly tag: string
  readonly attr?: Readonly<Record<string, unknown>>
  readonly children: readonly (Raw | string)[]
}

/** Taro passes what lies deeper than 16 levels on to a component that draws itself with the same templates. */
const DEEPER = 'wx-comp'

const MAX_BUFFER = 64 * 1024 * 1024

export function compileWxml(root: string): (page: string, data: unknown) => Drawn {
  const code = wxmlToJs(root, { maxBuffer: MAX_BUFFER })
  const window = { console }
  // Data is parsed inside: what is an object to another realm is none to WXS.
  const draw = new Script(
    `(function () { const compile = (function () { ${code} })();
      return (file, json) => compile(file)?.(JSON.parse(json)) })()`,
  ).runInContext(createContext({ window, console })) as (file: string, json: string) => Raw | undefined
  const drawn = (file: string, data: unknown): Raw => {
    const raw = draw(file, JSON.stringify(data))
    if (!raw) throw new Error(`there is no ${file}`)
    return raw
  }

  function grow(raw: Raw, parent: Drawn | undefined): Drawn {
    const children: (Drawn | string)[] = []
    const element = { tag: raw.tag.replace(/^wx-/, ''), attr: raw.attr ?? {}, children, parent }
    const inner = raw.tag === DEEPER ? drawn('comp.wxml', raw.attr).children : raw.children
    for (const child of inner.flatMap(flat)) {
      children.push(typeof child === 'string' ? child : grow(child, element))
    }
    return element
  }
  return (page, data) => grow(drawn(`${page}.wxml`, data), undefined)
}

/** Templates, loops and conditions leave nodes that are not drawn themselves. */
const flat = (child: Raw | string): (Raw | string)[] =>
  typeof child !== 'string' && child.tag === 'virtual' ? child.children.flatMap(flat) : [child]

export const textOf = ({ children }: Drawn): string =>
  children.map((child) => (typeof child === 'string' ? child : textOf(child))).join(' ')

export function* elementsOf(drawn: Drawn): Generator<Drawn> {
  yield drawn
  for (const child of drawn.children) if (typeof child !== 'string') yield* elementsOf(child)
}

export function elementWith(drawn: Drawn, id: string): Drawn | undefined {
  for (const element of elementsOf(drawn)) if (element.attr.id === id) return element
  return undefined
}
