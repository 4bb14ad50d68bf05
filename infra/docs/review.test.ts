import { expect, test } from 'vitest'
import { guideEntries, hostEntries } from './review.ts'

const filesFor = (what: string) => guideEntries().find((entry) => entry.what === what)?.files

test('the phone button and the camera are found where they are asked for', () => {
  expect(filesFor('手机号')).toEqual(['ui/phone-button.tsx'])
  expect(filesFor('摄像头')?.length).toBe(1)
})

test('the notice says that neither place nor contacts are taken, and no screen takes them', () => {
  expect(filesFor('位置')).toEqual([])
  expect(filesFor('通讯录')).toEqual([])
})

test('each of WeChat’s lists names the hosts that are called that way: files are sent by request, and fetched by downloadFile', () => {
  const [api, files] = ['接口的域名（`TARO_APP_API_BASE`）', '`https://s3.<区域>.amazonaws.com.cn`']
  expect(hostEntries()).toEqual([
    { list: 'request 合法域名', hosts: [files, api] },
    { list: 'uploadFile 合法域名', hosts: [] },
    { list: 'downloadFile 合法域名', hosts: [files] },
    { list: 'socket 合法域名', hosts: [] },
  ])
})
