/**
 * What the leak test starts from: a street where everybody does everything, each line that is logged, and what of
 * anybody stands in a text.
 */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { outgoing } from '@gonghui/shared/lib/client'
import type { Contract } from '@gonghui/shared/lib/contract'
import { epochMsOf, HOUR_MS, later } from '@gonghui/shared/lib/instant'
import { vi } from 'vitest'
import type { Caller } from '../lib/caller.ts'
import { logFrom } from '../lib/log.ts'
import { issueToken } from '../lib/tokens.ts'
import { makeUnion, NOW, newStaff, type Union } from '../membership/test-union.ts'
import { keyOf } from '../table/access-patterns.ts'
import { database, TABLE } from '../table/database.ts'
import { profileIdOf } from './alias.ts'
import { handler } from './matchmaking-function.ts'
import { readProfile } from './profile.store.ts'
import {
  approveAll,
  told as body,
  draftOf,
  newDesk,
  newWorker,
  submitted,
  type Worker,
  withPhoto,
} from './test-desk.ts'
import { atDoor, draw as drawRounds, newEvent, place } from './test-events.ts'

/** As the gateway calls it, with no more of an event than is read. */
const serve = handler as unknown as (event: object, context: object) => Promise<object>

export const people: Worker[] = []
export const desks: Caller[] = []
/** The photo of whoever has one, by phone: the name of its file. */
export const photoOf = new Map<string, string>()
/** One that is signed up for, and one that is over: whom one sat with may be given a heart. */
export const evenings: string[] = []
/** Every line that is logged, with all that is logged with it. */
export const lines: string[] = []

/** Sixteen people of two workplaces, every second of whom has a photo, and their desks. */
export async function makeStreet(): Promise<Union> {
  logFrom('INFO')
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
  vi.useFakeTimers({ toFake: ['Date'], now: epochMsOf(NOW) })
  const union = await makeUnion()
  const orgs = [union.workplace, union.neighbour]
  for (let i = 0; i < 16; i++) {
    const org = orgs[Math.floor(i / 2) % 2] ?? union.workplace
    const worker = await newWorker(org, `欧阳晓峰${'甲乙丙丁戊己庚辛'[i % 8]}${i < 8 ? '大' : '小'}`)
    people.push(worker)
    const draft = draftOf({ gender: i % 2 ? 'male' : 'female', heightCm: 160 + i })
    if (i % 4 < 2) await withPhoto(worker, draft)
    await submitted(worker, draft, { revision: i % 4 < 2 ? 2 : 0 })
    const { photos: [photo] = [] } = (await readProfile(profileIdOf(worker.caller.member.memberId))) ?? {}
    if (photo) photoOf.set(worker.phone, photo.photoId)
  }
  for (const org of orgs) desks.push(await newDesk(org))
  for (const [i, org] of orgs.entries()) await approveAll(desks[i] as never, org)
  await makeEvenings(union)
  return union
}

/** Both held by the street above the two unions; at the second everybody was, and every one sat with everybody. */
async function makeEvenings(union: Union): Promise<void> {
  const host = await newStaff('matchmaker', union.street)
  for (let i = 0; i < 2; i++) evenings.push(await newEvent(host, union.street, { rounds: 8 }))
  const over = evenings[1] ?? ''
  for (const answer of await Promise.all(people.map((one) => place(one, over, true)))) body(answer)
  for (const answer of await Promise.all(people.map((one) => atDoor(host, one, over)))) body(answer)
  body(await drawRounds(host, over))
  await database.send(
    new UpdateCommand({
      TableName: TABLE,
      Key: { ...keyOf('an event', { eventId: over }) },
      UpdateExpression: 'SET signUpUntil = :begun, startsAt = :begun, endsAt = :ended',
      ExpressionAttributeValues: { ':begun': later(NOW, -3 * HOUR_MS), ':ended': later(NOW, -HOUR_MS) },
    }),
  )
  // The street's desk is at neither workplace: it learns nobody's name at all.
  desks.push(host)
}

export async function send(caller: Caller, to: Contract, call: object): Promise<string> {
  const { url, headers, body } = outgoing(to, call as never, { token: issueToken(caller, Date.now()) })
  const { pathname, searchParams } = new URL(url, 'http://any')
  const found = new RegExp(`^${to.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname)
  const event = {
    routeKey: `${to.method} ${to.path}`,
    rawPath: pathname,
    headers,
    body,
    pathParameters: { ...found?.groups },
    queryStringParameters: Object.fromEntries(searchParams),
  }
  return JSON.stringify(await serve(event, { awsRequestId: 'request' }))
}

/** Everything that names somebody, finds them, or is theirs anywhere else in the product. */
const secretsOf = ({ name, phone, org, caller }: Worker): Record<string, string> => ({
  name,
  phone,
  memberId: caller.member.memberId,
  personId: caller.personId,
  profileId: profileIdOf(caller.member.memberId),
  employer: org.name.replace('工会', ''),
  orgId: org.orgId,
  ...(photoOf.has(phone) ? { photo: photoOf.get(phone) ?? '' } : {}),
})

/** What a text tells of people, apart from what may be told. */
export function leaksIn(text: string, may: (whose: Worker, what: string) => boolean): string[] {
  return people.flatMap((one) =>
    Object.entries(secretsOf(one)).flatMap(([what, secret]) =>
      text.includes(secret) && !may(one, what) ? [`${what} ${secret}`] : [],
    ),
  )
}

const kinds = { single: 'sgl', introduction: 'itr', profile: 'pfl', report: 'rpt' } as const
type Kind = keyof typeof kinds

/** Ids as they come out of answers, and by whom they were heard. */
const heard: { readonly kind: Kind; readonly id: string; readonly by: string }[] = []
export function listen(text: string, by: string) {
  for (const [kind, prefix] of Object.entries(kinds))
    for (const [id] of text.matchAll(new RegExp(`${prefix}_[0-9A-Z]{26}`, 'g')))
      if (!heard.some((one) => one.id === id && one.by === by)) heard.push({ kind: kind as Kind, id, by })
}
export const told = (kind: Kind): string[] => [
  ...new Set(heard.filter((one) => one.kind === kind).map(({ id }) => id)),
]

export type Draw = (kind: Kind) => string
/** Ids that this viewer was told, as a rule; now and then one that somebody else was. */
export const drawFor =
  (chance: () => number, viewer: string): Draw =>
  (kind) => {
    const own = heard.filter((one) => one.kind === kind && one.by === viewer).map(({ id }) => id)
    const known = chance() < 0.7 && own.length > 0 ? own : told(kind)
    return known[Math.floor(chance() * known.length)] ?? `${kinds[kind]}_01J00000000000000000000000`
  }
