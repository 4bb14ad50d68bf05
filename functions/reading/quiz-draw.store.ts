import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import { forgottenAfter, OWN_LIST_RULE, pseudonymOf } from '../lib/draw.rule.ts'
import { newSealedSeed, seedIn } from '../lib/draw-seed.ts'
import { knownFor } from '../lib/known.ts'
import { mac } from '../lib/secrets.ts'
import { keyOf, rangeOf } from '../table/access-patterns.ts'
import { type Condition, changeIf } from '../table/changes.ts'
import { database, TABLE } from '../table/database.ts'
import { unlessRefused } from '../table/failures.ts'
import { read, readRange } from '../table/reads.ts'
import { type Campaign, closesAtOf } from './campaign.rule.ts'
import type { QuizDraw } from './quiz-draw.rule.ts'

type Of = Pick<QuizDraw, 'campaignId' | 'quizId'>

const keyOfDraw = ({ campaignId, quizId }: Of) => keyOf('the draw of a quiz', { campaignId, quizId })
const nameOf = ({ campaignId, quizId }: Of): string => `${campaignId}#${quizId}`

/** Commits to a seed, once: a repeated call finds the first one's. */
export async function commitToSeed(of: Of, campaign: Campaign): Promise<void> {
  const draw: QuizDraw = {
    campaignId: of.campaignId,
    quizId: of.quizId,
    step: 'taking',
    rule: OWN_LIST_RULE,
    ...newSealedSeed(nameOf(of)),
    entrants: 0,
    winners: 0,
    parts: 0,
    listFirsts: new Uint8Array(),
    granted: 0,
  }
  await unlessRefused(
    database.send(
      new PutCommand({
        TableName: TABLE,
        Item: { ...keyOfDraw(of), ...draw, expiresAt: forgottenAfter(closesAtOf(campaign)) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    ),
  )
  shown.forget(of.campaignId)
}

export const seedOf = (draw: QuizDraw): Buffer => seedIn(draw, nameOf(draw))

/** Who a member is in one quiz's draw. The draw's key is derived from the master key and stands nowhere. */
export const pseudonymIn = (of: Of, memberId: string): string =>
  pseudonymOf(mac('pseudonyms', nameOf(of)), memberId)

export const readDraw = (of: Of): Promise<QuizDraw | undefined> => read<QuizDraw>(keyOfDraw(of))

/** What a page shows of the draws may be this old. */
const SHOWN_MS = 2 * SECOND_MS
const KEPT = 200
const shown = knownFor<QuizDraw[]>(SHOWN_MS, KEPT)

/** The draws of a campaign, for showing: a crowd that looks costs one read in two seconds in each function. */
export const knownDraws = (campaignId: string, nowMs = performance.now()): Promise<QuizDraw[]> =>
  shown.of(campaignId, () => readRange<QuizDraw>(rangeOf('the draw of a quiz', { campaignId })), nowMs)

async function changeDraw(of: Of, set: Partial<QuizDraw>, condition: Condition): Promise<boolean> {
  const isChanged = await changeIf(keyOfDraw(of), set, { named: ['step'], ...condition })
  shown.forget(of.campaignId)
  return isChanged
}

/** Makes one list the list, and its winners the winners, for good. */
export const publishDrawn = (
  of: Of,
  drawn: Pick<QuizDraw, 'lastLot'> &
    Required<Pick<QuizDraw, 'listHash' | 'drawnAt' | 'entrants' | 'winners' | 'parts' | 'listFirsts'>>,
) => changeDraw(of, { ...drawn, step: 'drawn' }, { text: '#step = :at', values: { ':at': 'taking' } })

/** So many winners have their points; never goes back. */
export const tellGranted = (of: Of, granted: number) =>
  changeDraw(of, { granted }, { text: '#step = :at AND #granted < :granted', values: { ':at': 'drawn' } })

export const endDraw = (of: Of) =>
  changeDraw(of, { step: 'granted' }, { text: '#step = :at', values: { ':at': 'drawn' } })

/** `LIST`: who is in, by ascending pseudonym. `WINNERS`: the members who won, in the order of the draw, as one part. */
interface RollPart extends Of {
  readonly listHash: string
  readonly roll: 'LIST' | 'WINNERS'
  readonly part: number
}

/** Under the list's own hash: two runs that read different lists cannot mix theirs, and the draw names the one that counts. */
const keyOfPart = ({ campaignId, quizId, listHash, roll, part }: RollPart) =>
  keyOf('a part of a roll of a quiz’s draw', { campaignId, quizId, listHash, part, roll })

export async function putPart(part: RollPart, bytes: Uint8Array, drawnAt: Instant): Promise<void> {
  const Item = { ...keyOfPart(part), bytes, expiresAt: forgottenAfter(drawnAt) }
  await database.send(new PutCommand({ TableName: TABLE, Item }))
}

export async function readPart(part: RollPart): Promise<Uint8Array> {
  const found = await read<{ bytes: Uint8Array }>(keyOfPart(part))
  if (!found) throw new Error(`the draw of ${nameOf(part)} has no part ${part.part} of its ${part.roll}`)
  return found.bytes
}

/** At 160 KB each, 10 MB at most: parts never change, so a warm function reads each one once. */
const PARTS_KEPT = 64
const keptParts = knownFor<Uint8Array>(Number.POSITIVE_INFINITY, PARTS_KEPT)

export function knownPart(part: RollPart): Promise<Uint8Array> {
  const { pk, sk } = keyOfPart(part)
  return keptParts.of(`${pk} ${sk}`, () => readPart(part))
}
