import { crc32 } from 'node:zlib'

/**
 * A picture with nothing in it but the picture. A camera writes along where and when it was taken, with what, and a
 * small copy of what was cut off; none of that is told to anybody. The file is taken apart and only what is needed to
 * draw it is put together again, so what nobody has thought of stays behind as well.
 * JPEG: ITU-T T.81, annex B. PNG: https://www.w3.org/TR/png-3/.
 */
export interface Picture {
  readonly type: 'image/jpeg' | 'image/png'
  readonly content: Buffer
}

/** Undefined where it is neither, or is broken. */
export function withoutMetadata(bytes: Buffer): Picture | undefined {
  const jpeg = bareJpeg(bytes)
  if (jpeg) return { type: 'image/jpeg', content: jpeg }
  const png = barePng(bytes)
  return png && { type: 'image/png', content: png }
}

const SOI = Buffer.from([0xff, 0xd8])
const EOI = Buffer.from([0xff, 0xd9])
const APP1 = 0xe1
const ADOBE = 0xee
const SOS = 0xda
/** Tables and frames: quantisation, three kinds of frame that browsers draw, Huffman codes, restart interval. */
const DRAWN = new Set([0xdb, 0xc0, 0xc1, 0xc2, 0xc4, 0xdd, SOS])
const FRAMES = new Set([0xc0, 0xc1, 0xc2])

function bareJpeg(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, 2).equals(SOI)) return undefined
  const kept: Buffer[] = []
  let turned: Buffer | undefined
  let [hasFrame, hasScan] = [false, false]
  let at = 2
  while (at + 4 <= bytes.length || bytes[at + 1] === 0xd9) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9)
      // Whatever comes after the end is no part of the picture: phones put a film or a second picture there.
      return hasFrame && hasScan ? Buffer.concat([SOI, ...(turned ? [turned] : []), ...kept, EOI]) : undefined
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end < at + 4 || end > bytes.length) return undefined
    const segment = bytes.subarray(at, end)
    if (marker === APP1) turned ??= orientationOf(segment.subarray(4))
    // How the colours are meant, in the twelve bytes that Adobe gave them.
    if (marker === ADOBE && segment.toString('latin1', 4, 9) === 'Adobe' && segment.length === 16)
      kept.push(segment)
    if (DRAWN.has(marker)) kept.push(segment)
    if (FRAMES.has(marker)) hasFrame = true
    at = end
    if (marker !== SOS) continue
    hasScan = true
    while (at + 1 < bytes.length && !(bytes[at] === 0xff && isMarker(bytes[at + 1] ?? 0))) at++
    kept.push(bytes.subarray(end, at))
  }
  return undefined
}

/** In a scan 0xff stands before 0 where it is meant itself, and before a restart. */
const isMarker = (after: number): boolean => after !== 0 && (after < 0xd0 || after > 0xd7)

/** Which way up the camera was held, as an EXIF segment that holds this and nothing else; none where it was upright. */
function orientationOf(app1: Buffer): Buffer | undefined {
  if (app1.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined
  const tiff = app1.subarray(6)
  if (tiff.length < 8) return undefined
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let i = 0; i < u16(first); i++) {
    const entry = first + 2 + 12 * i
    if (u16(entry) !== 0x0112) continue
    const turn = u16(entry + 8)
    return turn >= 2 && turn <= 8 ? orientation(turn) : undefined
  }
  return undefined
}

function orientation(turn: number): Buffer {
  const head = Buffer.from('ffe1002245786966000049492a0008000000', 'hex')
  const entries = Buffer.from('01001201030001000000000000000000000000', 'hex').subarray(0, 18)
  entries.writeUInt16LE(turn, 10)
  return Buffer.concat([head, entries])
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

function barePng(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, 8).equals(PNG)) return undefined
  const kept: Buffer[] = [PNG]
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return undefined
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined
    if ((name === 'IHDR') !== (kept.length === 1)) return undefined
    if (CHUNKS.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return undefined
}
