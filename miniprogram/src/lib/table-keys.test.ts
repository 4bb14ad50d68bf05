import { afterEach, expect, test, vi } from 'vitest'
import { runHook } from '../../test/test-hook'
import { useEscape, useTableKeys } from './table-keys'

afterEach(() => {
  document.body.innerHTML = ''
})

const press = (key: string) => document.dispatchEvent(new KeyboardEvent('keydown', { key }))

test('the rows of a table are gone through by the arrows, and opened by Enter', async () => {
  document.body.innerHTML =
    '<div id="drop"><p class="table-head"></p><p class="table-row-tap" id="a"></p><p class="table-row-tap" id="b"></p></div>'
  const opened: string[] = []
  document.body.addEventListener('click', (event) => opened.push((event.target as HTMLElement).id))
  await runHook(() => useTableKeys('drop', 2))
  const [first] = document.querySelectorAll<HTMLElement>('.table-row-tap')
  expect(first?.tabIndex).toBe(0)
  press('Enter')
  expect(opened).toEqual([])
  first?.focus()
  for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'ArrowUp', 'Enter']) press(key)
  expect(opened).toEqual(['b', 'a'])
})

test('Escape puts a panel away', async () => {
  const putAway = vi.fn()
  await runHook(() => useEscape(putAway))
  press('a')
  expect(putAway).not.toHaveBeenCalled()
  press('Escape')
  expect(putAway).toHaveBeenCalledOnce()
})
