import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smsApp, wechatApp } from '../environment.ts'
import { isLoopback } from './screens.ts'
import { startWechat, type Wechat } from './server.ts'

let wechat: Wechat
const dir = mkdtempSync(join(tmpdir(), 'gonghui-people-'))
const peopleFile = join(dir, 'people.json')
beforeAll(async () => {
  wechat = await startWechat({ ...wechatApp, sms: smsApp, peopleFile })
})
afterAll(async () => {
  await wechat.stop()
  rmSync(dir, { recursive: true })
})

const page = (redirect: string) => fetch(`${wechat.url}/login?redirect=${encodeURIComponent(redirect)}`)
const choose = (fields: Record<string, string>) =>
  fetch(`${wechat.url}/login`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

test('without a list of people anyone new can sign in', async () => {
  const reply = await page('http://localhost:3000/')
  expect(reply.status).toBe(200)
  expect(await reply.text()).toContain('新微信用户')
})

test('people are listed as the file has them now, and their names are text', async () => {
  writeFileSync(
    peopleFile,
    JSON.stringify([{ openid: 'o-wang', name: '<b>王芳', role: '职工', org: '科技园' }]),
  )
  const text = await (await page('http://localhost:3000/')).text()
  expect(text).toContain('&lt;b&gt;王芳')
  expect(text).not.toContain('<b>王芳')
})

test('whoever is chosen comes back with a code before the hash, beside what was in the query', async () => {
  const reply = await choose({ openid: 'o-wang', redirect: 'http://localhost:3000/?a=1&code=old#/pages/me' })
  expect(reply.status).toBe(303)
  const target = new URL(reply.headers.get('location') ?? '')
  expect(target.hash).toBe('#/pages/me')
  expect(target.searchParams.get('a')).toBe('1')
  const code = target.searchParams.get('code') ?? ''
  const query = new URLSearchParams({
    appid: wechatApp.appid,
    secret: wechatApp.secret,
    grant_type: 'authorization_code',
    js_code: code,
  })
  const session = await fetch(`${wechat.url}/sns/jscode2session?${query}`)
  expect(await session.json()).toMatchObject({ openid: 'o-wang' })
})

test.each([
  ['http://localhost:3000/', true],
  ['http://127.0.0.1:3000/#/x', true],
  ['http://[::1]:3000', true],
  ['https://evil.example/?localhost', false],
  ['http://localhost.evil.example', false],
  ['http://localhost@evil.example', false],
  ['javascript:alert(1)', false],
  ['', false],
])('a code goes to this machine only: %s %s', async (redirect, allowed) => {
  expect(isLoopback(redirect)).toBe(allowed)
  const reply = await choose({ openid: 'o-wang', redirect })
  expect(reply.headers.has('location')).toBe(allowed)
})
