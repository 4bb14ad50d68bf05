import Taro from '@tarojs/taro'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { act, runHook } from '../../test/test-hook'
import { hidePage, showPage } from '../../test/test-taro'
import { useStatusBar } from './use-status-bar'

test('a page that lies under another leaves the status bar alone, and paints it when it comes back', async () => {
  vi.stubEnv('TARO_ENV', 'weapp')
  const painted: string[] = []
  vi.spyOn(Taro, 'setNavigationBarColor').mockImplementation(async ({ frontColor }) => {
    painted.push(frontColor)
    return { errMsg: '' }
  })
  const hook = await runHook(() => {
    const [dark, setDark] = useState(false)
    useStatusBar(dark)
    return { setDark }
  })
  expect(painted).toEqual(['#000000'])
  await act(async () => hidePage())
  await act(async () => hook.now().setDark(true))
  expect(painted).toEqual(['#000000'])
  await act(async () => showPage())
  expect(painted).toEqual(['#000000', '#ffffff'])
  await hook.leave()
  vi.unstubAllEnvs()
})
