import type { DrawFile } from '@gonghui/shared/benefits/draws'
import { openingDrawsAt } from '@gonghui/shared/benefits/opening-times'
import { hasWon } from '../../lib/draw.rule.ts'
import { pseudonymsIn } from '../../lib/roll.rule.ts'
import type { OpeningDrop } from '../drop/drop.rule.ts'
import { type Draw, isAtLeast } from './draw.rule.ts'
import { lotsOf } from './my-opening.ts'
import { readListPart } from './opening.store.ts'

/**
 * The public file of an opening's draw, one part of it: as a lottery's, without an issue and its number, for the lots are
 * drawn with the list's own hash; the winners of a part stand in the order of the list. Before the draw it is empty.
 */
export async function openingFile(drop: OpeningDrop, draw: Draw, part: number): Promise<DrawFile> {
  const isDrawn = isAtLeast(draw, 'drawn')
  const lots = lotsOf(draw)
  const pseudonyms = isDrawn ? pseudonymsIn((await readListPart(drop.dropId, part)).bytes) : []
  return {
    rule: draw.rule,
    dropId: drop.dropId,
    title: drop.title,
    organiser: drop.orgName,
    units: draw.units,
    opensAt: drop.opensAt,
    closesAt: drop.closesAt,
    issue: '',
    drawsAt: openingDrawsAt(drop),
    commitment: draw.commitment,
    entrants: draw.entrants,
    ...(isDrawn && draw.listHash ? { listHash: draw.listHash, listedAt: draw.listedAt } : {}),
    ...(isDrawn ? { seed: lots.seed.toString('hex'), drawnAt: draw.drawnAt } : {}),
    part,
    parts: isDrawn ? draw.parts : 1,
    pseudonyms,
    winners: pseudonyms.filter((pseudonym) => hasWon(lots, pseudonym, draw.lastLot)),
  }
}
