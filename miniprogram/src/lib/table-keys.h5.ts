import { useEffect } from 'react'

const rowsIn = (id: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[id="${id}"] > .table-row-tap`),
]

/**
 * A table's rows by keyboard, as those of any table: Tab comes to them, the arrows go from one to the next, Enter opens.
 * On the document's own elements, for Taro's take no tab index.
 * @param count of the rows: new ones are to be reached too.
 */
export function useTableKeys(id: string, count: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `count` is the signal that there are other rows.
  useEffect(() => {
    for (const row of rowsIn(id)) row.tabIndex = 0
    const press = (event: KeyboardEvent) => {
      const rows = rowsIn(id)
      const at = rows.indexOf(document.activeElement as HTMLElement)
      if (at < 0) return
      if (event.key === 'Enter') rows[at]?.click()
      else if (event.key === 'ArrowDown') rows[at + 1]?.focus()
      else if (event.key === 'ArrowUp') rows[at - 1]?.focus()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [id, count])
}

/** Escape puts a panel away. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => event.key === 'Escape' && onEscape()
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [onEscape])
}
