import { vi } from 'vitest'
import { tokens } from '../src/lib/tokens'
import { clearTaro } from './test-taro'

export const NOW = '2026-06-12T02:00:00.000Z'

export function signIn(personId = 'per_1') {
  const far = '2099-01-01T00:00:00.000Z'
  tokens.take({ token: 't', renewal: 'r', expiresAt: far, personId, serverTime: NOW })
}

/** A phone with nothing kept on it, whose user is signed in. */
export function signedInPhone() {
  clearTaro()
  signIn()
  vi.stubGlobal('fetch', async () => ({ json: async () => ({ apiBase: 'http://product.test' }) }))
}

export const ok = (data: object, statusCode = 200) => ({ statusCode, data: { serverTime: NOW, ...data } })

export const refusal = (status: number, code = 'fault') => ({
  statusCode: status,
  data: { type: '', code, status, title: code, next: '', requestId: 'r', serverTime: NOW },
})
