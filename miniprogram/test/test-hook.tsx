import { act } from 'react'
import { createRoot } from 'react-dom/client'

// React warns about updates outside `act` unless it is told that a test drives it.
;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true

/** Runs a hook in a component of its own; `now()` is what it last returned. */
export async function runHook<R>(hook: () => R) {
  const results: R[] = []
  function Host() {
    results.push(hook())
    return null
  }
  const root = createRoot(document.createElement('div'))
  await act(async () => root.render(<Host />))
  const now = (): R => {
    const last = results[results.length - 1]
    if (last === undefined) throw new Error('the hook has not run')
    return last
  }
  return { now, leave: () => act(async () => root.unmount()) }
}

export { act }
