/** What the stories of 在线红娘 start from: the demo, where nobody has signed up yet, and everybody's own screen. */
import { HOUR_MS } from '@gonghui/shared/lib/instant'
import {
  eraseProfile,
  MATCHMAKING_CONSENT_VERSION,
  saveProfile,
  submitProfile,
} from '@gonghui/shared/matchmaking/profiles'
import { approveProfile, listReviews } from '@gonghui/shared/matchmaking/reviews'
import type { Gender } from '@gonghui/shared/matchmaking/words'
import { getMe } from '@gonghui/shared/membership/sessions'
import type { Page } from 'playwright-core'
import { startStack } from '../local/stack.ts'
import { draftOf } from '../proofs/test-singles.ts'
import { answered, askAt } from '../seed/calls.ts'
import { readPeople, signIn } from '../seed/people.ts'
import { front, openBrowser, signInAs, somebody } from './test-browser.ts'

/** Members of three unions. Those of the demo who know each other already begin anew. */
export const she = 'member-he'
export const he = 'member-zheng'
export const hisColleague = 'member-ayiguli'
export const third = 'member-yang'
export const guest = 'member-chen'
export const matchmaker = 'matchmaker-city'

/** As wide as most phones are today. */
export const phone = { width: 390, height: 844 }

/** `2026-08-19T14:00` in China, so many minutes from now. */
export const local = (minutes: number) =>
  new Date(Date.now() + minutes * 60_000 + 8 * HOUR_MS).toISOString().slice(0, 16)

export async function startSingles() {
  const stack = await startStack({
    log: () => undefined,
    seed: async ({ apiBase, wechatBase }) => {
      const { seed } = await import('../seed/seed.ts')
      await seed({ apiBase, wechatBase, print: () => undefined })
    },
  })
  const ask = askAt(stack.apiBase)
  const tokens = new Map<string, string>()
  for (const { openid, role } of readPeople()) {
    if (role !== 'member' && role !== 'matchmaker') continue
    const { token } = await signIn(ask, stack.wechatBase, openid)
    tokens.set(openid, token)
    if (role === 'member') answered(eraseProfile, await ask(eraseProfile, {}, { token }))
  }
  const browser = await openBrowser()
  const people = new Map<string, Page>()
  const at = (path: string) => `${stack.apiBase}/#/${path}`
  const as = (openid: string) => ({ token: tokens.get(openid) })

  /** Whoever was here before is still signed in. */
  async function page(openid: string, path: string, size = phone): Promise<Page> {
    const known = people.get(openid)
    if (known) {
      await known.goto(at(path))
      await known.reload()
      return known
    }
    const one = await somebody(browser, size)
    people.set(openid, one)
    await one.goto(at('pages/mine'))
    await signInAs(one, openid, '#login, #sign-in')
    await front(one, '#sign-out').waitFor()
    await one.goto(at(path))
    return one
  }

  /** Signed up without the pages, for whoever is not the story's. */
  async function signsUp(openid: string, gender: Gender, heightCm: number): Promise<void> {
    const body = { revision: 0, draft: draftOf(gender, { heightCm }) }
    answered(saveProfile, await ask(saveProfile, { body }, as(openid)))
    const consent = { consentVersion: MATCHMAKING_CONSENT_VERSION, adult: true } as const
    answered(submitProfile, await ask(submitProfile, { body: consent }, as(openid)))
  }

  async function approve(heightCm: number): Promise<void> {
    const { grants } = answered(getMe, await ask(getMe, {}, as(matchmaker)))
    const query = { orgId: grants[0]?.orgId ?? '' }
    const { items } = answered(listReviews, await ask(listReviews, { query }, as(matchmaker)))
    const one = items.find(({ facts }) => facts.heightCm === heightCm)
    const params = { profileId: one?.profileId ?? '' }
    const body = { submittedAt: one?.submittedAt ?? '' }
    answered(approveProfile, await ask(approveProfile, { params, body }, as(matchmaker)))
  }

  async function stop(): Promise<void> {
    await browser.close()
    await stack.stop()
  }
  return { ask, browser, as, page, signsUp, approve, stop }
}
export type Singles = Awaited<ReturnType<typeof startSingles>>
