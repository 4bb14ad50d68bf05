import { later, MINUTE_MS } from '@gonghui/shared/lib/instant'
import type { sendPhoneCode as contract } from '@gonghui/shared/membership/applications'
import { type Handler, refuse, reply } from '../lib/server.ts'
import { CODE_LIFE_MS, maySend, RESEND_MS } from './phone-code.rule.ts'
import { drawCode, forgetCode, keepCode, readSentOnDay } from './phone-code.store.ts'
import { sendCode } from './sms.ts'

export const sendPhoneCode: Handler<typeof contract> = async ({ body, caller, now }) => {
  const holder = { personId: caller.personId, phone: body.phone }
  const code = drawCode()
  if (!(await keepCode(holder, code, now))) {
    const may = maySend(await readSentOnDay(holder, now), now)
    if (may.is === 'phone-code-limit') return refuse('phone-code-limit')
    if (may.is === 'phone-code-too-soon') return refuse('phone-code-too-soon', { resendAt: may.resendAt })
    throw new Error('a one-time code was refused, though it may be sent')
  }
  if (!(await sendCode(body.phone, code, CODE_LIFE_MS / MINUTE_MS))) {
    await forgetCode(holder, now)
    return refuse('sms-busy')
  }
  return reply(201, {
    resendAt: later(now, RESEND_MS),
    expiresAt: later(now, CODE_LIFE_MS),
    serverTime: now,
  })
}
