import type * as contracts from '@gonghui/shared/benefits/draws'
import type { DrawFile } from '@gonghui/shared/benefits/draws'
import { type Instant, SECOND_MS } from '@gonghui/shared/lib/instant'
import * as roll from '../../lib/roll.rule.ts'
import { type Handler, isRefusal, refuse, reply } from '../../lib/server.ts'
import { hasOpening, isOnShow } from '../drop/drop.rule.ts'
import { knownDrop } from '../drop/drop.store.ts'
import { dropWithin } from '../drop/scope.ts'
import { afterTyping, agreedOn, type Draw, isAtLeast, lotteryFaceOf, typingRefusal } from './draw.rule.ts'
import * as store from './draw.store.ts'
import { advanceDraw } from './drawing.ts'
import { isLottery, type LotteryDrop } from './entry.rule.ts'
import { openingFile } from './opening-file.ts'

/** The public file, part by part. What is not decided yet is not in it; the seed least of all. */
export const getDrawFile: Handler<typeof contracts.getDrawFile> = async ({ params, query, now }) => {
  const drop = await knownDrop(params.dropId)
  if (!drop || !isOnShow(drop, now)) return refuse('drop-unknown')
  if (!isLottery(drop) && !hasOpening(drop)) return refuse('drop-first-come')
  const { part = 0 } = query
  const draw = await store.knownDraw(drop.dropId)
  if (part > 0 && part >= draw.parts) return refuse('draw-part-unknown', { parts: draw.parts })
  if (!isLottery(drop)) return reply(200, await openingFile(drop, draw, part))
  return reply(200, await drawFileOf(drop, part))
}

/** One part of the public file as it stands; a part that is not there is empty. */
export async function drawFileOf(drop: LotteryDrop, part: number): Promise<DrawFile> {
  const draw = await store.knownDraw(drop.dropId)
  const isDrawn = isAtLeast(draw, 'drawn') && draw.drawnAt !== undefined
  return {
    rule: draw.rule,
    dropId: drop.dropId,
    title: drop.title,
    organiser: drop.orgName,
    units: draw.units,
    opensAt: drop.opensAt,
    closesAt: drop.closesAt,
    issue: drop.draw.issue,
    drawsAt: drop.draw.drawsAt,
    commitment: draw.commitment,
    entrants: draw.entrants,
    ...(draw.listHash ? { listHash: draw.listHash, listedAt: draw.listedAt } : {}),
    ...(draw.number ? { number: draw.number } : {}),
    ...(isDrawn ? { seed: store.seedOf(draw).toString('hex'), drawnAt: draw.drawnAt } : {}),
    part,
    parts: Math.max(1, draw.parts),
    pseudonyms: await pseudonymsOf(draw, 'LIST', part, draw.entrants),
    winners: isDrawn ? await pseudonymsOf(draw, 'ORDER', part, draw.winners) : [],
  }
}

/** The pseudonyms of one part of a roll, of which only the first so many count. */
async function pseudonymsOf(draw: Draw, name: store.Roll, part: number, most: number): Promise<string[]> {
  const { dropId, listHash } = draw
  const rest = most - part * roll.PER_PART
  if (!listHash || rest <= 0) return []
  return roll.pseudonymsIn(await store.knownPart({ dropId, listHash, roll: name, part })).slice(0, rest)
}

const deskOf = (drop: LotteryDrop, draw: Draw, personId: string, now: Instant) => ({
  lottery: lotteryFaceOf(drop, draw, now),
  ...(draw.listedAt ? { listedAt: draw.listedAt } : {}),
  // The second person types what the published draw says, not what the first one typed.
  typed: draw.typed.map(({ personId: by, digits, at }) => ({
    mine: by === personId,
    at,
    ...(by === personId || draw.typed.length > 1 ? { digits } : {}),
  })),
  ...(draw.drawnAt ? { drawnAt: draw.drawnAt } : {}),
  winners: draw.winners,
  granted: draw.granted,
  ...(draw.endedAt ? { endedAt: draw.endedAt } : {}),
  wrong: [...draw.wrong],
})

export const getDrawDesk: Handler<typeof contracts.getDrawDesk> = async ({ params, caller, now }) => {
  const found = await dropWithin(caller, ['operator', 'staff', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (!isLottery(drop)) return refuse('drop-first-come')
  if (!isOnShow(drop, now)) return refuse('drop-unknown')
  return reply(200, {
    desk: deskOf(drop, await store.readDraw(drop.dropId), caller.personId, now),
    serverTime: now,
  })
}

/** How long the second person waits for the draw; what is left then is done by the minute's job. */
const AT_ONCE_MS = 5 * SECOND_MS
/** Among so many it is drawn while one waits. */
const AT_ONCE_ENTRANTS = 20_000
const TRIES = 8

export const typeDrawNumber: Handler<typeof contracts.typeDrawNumber> = async ({
  params,
  body,
  caller,
  now,
}) => {
  const found = await dropWithin(caller, ['operator', 'auditor'], params.dropId)
  if (isRefusal(found)) return found
  const { drop } = found
  if (!isLottery(drop)) return refuse('drop-first-come')
  if (!isOnShow(drop, now)) return refuse('drop-unknown')
  const { personId } = caller
  for (let tries = 0; tries < TRIES; tries++) {
    const draw = await store.readDraw(drop.dropId)
    const refusal = typingRefusal(drop, draw, body.digits, now)
    if (refusal) return refuse(refusal)
    if (draw.number === undefined) {
      const typed = afterTyping(draw.typed, { personId, digits: body.digits, at: now })
      if (!(await store.writeTyped(draw, typed, agreedOn(typed)))) continue
    }
    await advanceDraw(drop, now, { untilMs: performance.now() + AT_ONCE_MS, most: AT_ONCE_ENTRANTS })
    return reply(200, {
      desk: deskOf(drop, await store.readDraw(drop.dropId), personId, now),
      serverTime: now,
    })
  }
  return refuse('busy')
}
