import { openSession, type Session } from '@gonghui/shared/membership/sessions'
import { type Ask, answered } from './calls.ts'
import { readJson } from './files.ts'

/** One of people.json: a WeChat user of the fake server, and what they are in the demo. */
export interface Person {
  readonly openid: string
  readonly name: string
  /** One of the product's roles; or worker, applicant, member. */
  readonly role: string
  /** What they are, in Chinese, for whoever chooses one to be. */
  readonly title: string
  readonly org: string
  readonly phone?: string
  /** Whether name and phone stand in roster.csv. */
  readonly roster?: boolean
  /** Where a clerk redeems. */
  readonly outlet?: string
}

export const readPeople = (): Person[] => readJson<Person[]>('people.json')

export interface SignedIn extends Person {
  readonly session: Session
}
/** By openid. */
export type Cast = ReadonlyMap<string, SignedIn>

/** A one-time code from the fake WeChat, as the phone would get it. */
export async function wechatCode(
  wechatBase: string,
  kind: 'login-codes' | 'phone-codes',
  who: { openid: string; phone?: string | undefined },
): Promise<string> {
  const reply = await fetch(`${wechatBase}/_control/${kind}`, { method: 'POST', body: JSON.stringify(who) })
  if (!reply.ok) throw new Error(`the WeChat server answered ${reply.status} to ${kind}`)
  return ((await reply.json()) as { code: string }).code
}

export async function signIn(ask: Ask, wechatBase: string, openid: string): Promise<Session> {
  const code = await wechatCode(wechatBase, 'login-codes', { openid })
  return answered(openSession, await ask(openSession, { body: { code } }))
}

/** Signs everybody in who does something in the seed: workers who are yet to join are left as they are. */
export async function signInAll(ask: Ask, wechatBase: string): Promise<Cast> {
  const acting = readPeople().filter((person) => person.role !== 'worker')
  const signedIn = await Promise.all(
    acting.map(async (person) => ({ ...person, session: await signIn(ask, wechatBase, person.openid) })),
  )
  return new Map(signedIn.map((person) => [person.openid, person]))
}
