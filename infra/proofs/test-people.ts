/** People as the API knows them: WeChat users who log in with a real one-time code and call with a real token. */
import { type Call, type Outcome, outcome, outgoing } from '@gonghui/shared/lib/client'
import type { AnswerOf, Contract } from '@gonghui/shared/lib/contract'
import type { ProblemDocument } from '@gonghui/shared/lib/problems'
import { apply, CONSENT_VERSION } from '@gonghui/shared/membership/applications'
import { openSession } from '@gonghui/shared/membership/sessions'
import { lasting } from './test-tokens.ts'

/** Where a stack answers. */
export interface Place {
  readonly apiBase: string
  readonly wechatBase: string
}

export interface Person {
  readonly place: Place
  readonly openid: string
  readonly personId: string
  readonly token: string
}
export interface Member extends Person {
  readonly memberId: string
}

/** Calls an endpoint by its contract, as the mini-program does; `who` without a token is nobody. */
export async function ask<C extends Contract>(
  who: { readonly place: Place; readonly token?: string },
  to: C,
  call: Call<C>,
  key?: string,
) {
  const { method, url, headers, body } = outgoing(to, call, { token: who.token, key })
  try {
    const reply = await fetch(who.place.apiBase + url, { method, headers, body: body ?? null })
    const text = await reply.text()
    return outcome(to, {
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: parsed(text),
    })
  } catch {
    return outcome(to, 'unreachable')
  }
}

/** What the server said against it: a refusal, or a fault that left it unknown. */
export const problemOf = (came: Outcome<Contract>): ProblemDocument | undefined =>
  came.kind === 'refused' || came.kind === 'unknown' ? came.problem : undefined

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** As `ask`, where anything but an answer is a fault of the proof's own set-up. */
export async function told<C extends Contract>(
  who: { readonly place: Place; readonly token?: string },
  to: C,
  call: Call<C>,
  key?: string,
): Promise<AnswerOf<C>> {
  const came = await ask(who, to, call, key)
  if (came.kind !== 'answer') throw new Error(`${to.name}: ${JSON.stringify(came)}`)
  return came as unknown as AnswerOf<C>
}

async function control(place: Place, name: string, body: object): Promise<{ code: string }> {
  const reply = await fetch(`${place.wechatBase}/_control/${name}`, {
    method: 'POST',
    body: JSON.stringify(body),
  })
  return (await reply.json()) as { code: string }
}

/** What the phone-number button gives a person. */
export const phoneCode = async (place: Place, openid: string, phone: string): Promise<string> =>
  (await control(place, 'phone-codes', { openid, phone })).code

export const loginCode = async (place: Place, openid: string): Promise<string> =>
  (await control(place, 'login-codes', { openid })).code

export async function logIn(place: Place, openid: string): Promise<Person> {
  const code = await loginCode(place, openid)
  const { body } = await told({ place }, openSession, { body: { code } })
  return lasting({ place, openid, personId: body.personId, token: body.token })
}

/** Logs in and joins by scanning: the roster knows the worker, so the answer is a membership. */
export async function join(
  place: Place,
  { openid, scene, name, phone }: { openid: string; scene: string; name: string; phone: string },
): Promise<Member> {
  const person = await logIn(place, openid)
  const { body } = await told(person, apply, {
    body: { scene, name, phoneCode: await phoneCode(place, openid, phone), consentVersion: CONSENT_VERSION },
  })
  const claims = JSON.parse(Buffer.from(body.token?.split('.')[1] ?? '', 'base64url').toString() || '{}')
  if (!body.token || !claims.mem) throw new Error(`${openid} was not admitted: ${body.application.state}`)
  return lasting({ ...person, token: body.token, memberId: claims.mem })
}
