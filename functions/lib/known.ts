interface Held<V> {
  readonly value: Promise<V>
  readonly untilMs: number
}

/**
 * What a warm function goes by for a while: a crowd that asks costs one read in that time in each function. What could
 * not be read is not kept; and where more is asked for than is kept, all is forgotten, and read again.
 * @param lastsMs how old it may be; `Infinity` for what never changes.
 */
export function knownFor<V>(lastsMs: number, most: number) {
  const known = new Map<string, Held<V>>()
  return {
    of(name: string, read: () => Promise<V>, nowMs = performance.now()): Promise<V> {
      const held = known.get(name)
      if (held && nowMs < held.untilMs) return held.value
      if (known.size >= most) known.clear()
      const value = read()
      known.set(name, { value, untilMs: nowMs + lastsMs })
      value.catch(() => known.delete(name))
      return value
    },
    forget: (name: string): boolean => known.delete(name),
  }
}
