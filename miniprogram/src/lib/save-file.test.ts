import Taro from '@tarojs/taro'
import { beforeEach, expect, test, vi } from 'vitest'
import { runHook } from '../../test/test-hook'
import { EXPIRED } from './file-words'
import { leaveReadyFile, sendReadyFile, useReadyFile } from './ready-file'
import { saveFile as saveInBrowser } from './save-file.h5.ts'
// Named with its ending: the test would take the browser's.
import { saveFile } from './save-file.ts'

const fileOf = (saveAs: string) => ({ url: 'https://files.test/1', saveAs, until: '2026-06-12T02:10:00Z' })
const wx = { downloadFile: vi.fn(), openDocument: vi.fn(), shareFileMessage: vi.fn() }
const waiting = async () => {
  const { now, leave } = await runHook(() => ({ file: useReadyFile() }))
  await leave()
  return now().file
}

beforeEach(() => {
  vi.clearAllMocks()
  leaveReadyFile()
  wx.downloadFile.mockResolvedValue({ statusCode: 200 })
  wx.openDocument.mockResolvedValue({})
  wx.shareFileMessage.mockResolvedValue({})
  Object.assign(Taro, { env: { USER_DATA_PATH: 'wxfile://usr' }, ...wx })
})

test.each(['我的信息.zip', '问题行.csv'])(
  '%s is fetched, and is sent only in a tap of its own',
  async (saveAs) => {
    expect(await saveFile(fileOf(saveAs))).toBeUndefined()
    expect(wx.shareFileMessage).not.toHaveBeenCalled()
    expect(await waiting()).toEqual({ filePath: `wxfile://usr/${saveAs}`, saveAs })
    void sendReadyFile({ filePath: `wxfile://usr/${saveAs}`, saveAs })
    // Nothing was awaited: WeChat still counts it to the tap.
    expect(wx.shareFileMessage).toHaveBeenCalledOnce()
  },
)

test('what WeChat can show is shown at once, and is sent where it cannot after all', async () => {
  expect(await saveFile(fileOf('花名册.xlsx'))).toBeUndefined()
  expect(wx.openDocument).toHaveBeenCalledOnce()
  expect(await waiting()).toBeUndefined()
  wx.openDocument.mockRejectedValue({ errMsg: 'openDocument:fail filetype not supported' })
  expect(await saveFile(fileOf('花名册.xlsx'))).toBeUndefined()
  expect((await waiting())?.saveAs).toBe('花名册.xlsx')
})

test.each([
  [{ statusCode: 403 }, EXPIRED],
  [{ statusCode: 500 }, '文件没有取到，请过一会儿再试'],
  [{ errMsg: 'downloadFile:fail timeout' }, '网络没有连上，请再试一次'],
  [{ errMsg: 'downloadFile:fail url not in domain list' }, '微信没有放行这个下载地址，请告诉系统管理员'],
])('%j is told as %s', async (ended, said) => {
  if ('errMsg' in ended) wx.downloadFile.mockRejectedValue(ended)
  else wx.downloadFile.mockResolvedValue(ended)
  expect(await saveFile(fileOf('我的信息.zip'))).toBe(said)
  expect(await waiting()).toBeUndefined()
})

test('who turns back from the chats is told nothing; a refusal is told', async () => {
  const file = { filePath: 'wxfile://usr/a.zip', saveAs: 'a.zip' }
  wx.shareFileMessage.mockRejectedValueOnce({ errMsg: 'shareFileMessage:fail cancel' })
  expect(await sendReadyFile(file)).toBeUndefined()
  wx.shareFileMessage.mockRejectedValueOnce({
    errMsg: 'shareFileMessage:fail can only be invoked by user TAP gesture',
  })
  expect(await sendReadyFile(file)).toMatch('微信没有发出去')
})

test('in a browser an address that has ended is told, and the page stays where it is', async () => {
  const before = window.location.href
  vi.stubGlobal('fetch', async () => new Response('<Error/>', { status: 403 }))
  expect(await saveInBrowser(fileOf('我的信息.zip'))).toBe(EXPIRED)
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  expect(await saveInBrowser(fileOf('我的信息.zip'))).toBe('网络没有连上，请再试一次')
  const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
  vi.stubGlobal('fetch', async () => new Response('zip'))
  expect(await saveInBrowser(fileOf('我的信息.zip'))).toBeUndefined()
  expect((saved.mock.contexts[0] as HTMLAnchorElement).download).toBe('我的信息.zip')
  expect(window.location.href).toBe(before)
})
