/** Which route answers a request: API Gateway's order, exact before `{part}` before `{rest+}` before `$default`. */
import type { Route } from './deployment.ts'

export type Match<T> = { target: T; routeKey: string; parts: Record<string, string> }

type Segment = { kind: 'exact' | 'part' | 'rest'; text: string }
type Entry<T> = { method: string; routeKey: string; segments: Segment[]; target: T }

const order = { exact: 0, part: 1, rest: 2 } as const

export function makeRouter<T>(
  routes: { route: Route; target: T }[],
): (method: string, path: string) => Match<T> | undefined {
  const entries = routes.map(({ route, target }): Entry<T> => {
    const anything = route.path === '*'
    const method = route.method === '*' ? 'ANY' : route.method
    return {
      method,
      routeKey: anything ? '$default' : `${method} ${route.path}`,
      segments: anything ? [{ kind: 'rest', text: '' }] : segmentsOf(route.path),
      target,
    }
  })
  entries.sort(compare)
  return (method, path) => {
    const actual = path.slice(1).split('/')
    for (const entry of entries) {
      if (entry.method !== method && entry.method !== 'ANY') continue
      const parts = partsOf(entry.segments, actual)
      if (parts) return { target: entry.target, routeKey: entry.routeKey, parts }
    }
    return undefined
  }
}

function segmentsOf(path: string): Segment[] {
  return path
    .slice(1)
    .split('/')
    .map((text) => {
      const variable = /^\{([^}+]+)(\+?)\}$/.exec(text)
      if (!variable) return { kind: 'exact', text }
      return { kind: variable[2] ? 'rest' : 'part', text: variable[1] ?? '' }
    })
}

function compare<T>(a: Entry<T>, b: Entry<T>): number {
  const default_ = Number(a.routeKey === '$default') - Number(b.routeKey === '$default')
  if (default_ !== 0) return default_
  for (const [index, segment] of a.segments.entries()) {
    const other = b.segments[index]
    if (!other) break
    const difference = order[segment.kind] - order[other.kind]
    if (difference !== 0) return difference
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY')
}

/** The raw (still encoded) values of the path's variables, or nothing where the path does not match. */
function partsOf(segments: Segment[], actual: string[]): Record<string, string> | undefined {
  const parts: Record<string, string> = {}
  for (const [index, { kind, text }] of segments.entries()) {
    const value = actual[index]
    if (kind === 'rest') {
      const rest = actual.slice(index).join('/')
      // `$default` takes the root too; a named rest needs something to hold.
      if (text === '') return parts
      if (rest === '') return undefined
      parts[text] = rest
      return parts
    }
    if (value === undefined || (kind === 'exact' ? value !== text : value === '')) return undefined
    if (kind === 'part') parts[text] = value
  }
  return actual.length === segments.length ? parts : undefined
}
