/** Pictures as cameras write them: a small JPEG and PNG that any browser draws, and what stands around the picture. */
import { crc32, deflateSync } from 'node:zlib'

/** One grey pixel, baseline. */
const GREY =
  'ffd8ffdb004300080606070605080707070909080a0c140d0c0b0b0c1912130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432' +
  'ffc0000b080001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0b' +
  'ffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa' +
  'ffda0008010100003f00fbd3ff00ffd9'
export const grey = Buffer.from(GREY, 'hex')

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly value: number
}

const directory = (entries: readonly Entry[]): Buffer => {
  const bytes = Buffer.alloc(2 + 12 * entries.length + 4)
  bytes.writeUInt16BE(entries.length, 0)
  for (const [i, { tag, type, count, value }] of entries.entries()) {
    const at = 2 + 12 * i
    bytes.writeUInt16BE(tag, at)
    bytes.writeUInt16BE(type, at + 2)
    bytes.writeUInt32BE(count, at + 4)
    if (type === 3) bytes.writeUInt16BE(value, at + 8)
    else bytes.writeUInt32BE(value, at + 8)
  }
  return bytes
}

/** 22°32'14" N, 114°3'9" E: three fractions each. */
const LATITUDE = [22, 1, 32, 1, 14, 1]
const LONGITUDE = [114, 1, 3, 1, 9, 1]
export const gpsBytes = (place: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * place.length)
  for (const [i, part] of place.entries()) bytes.writeUInt32BE(part, 4 * i)
  return bytes
}
export const places = [gpsBytes(LATITUDE), gpsBytes(LONGITUDE)]

/** What a phone writes before a photo: its make, which way up, and the place. */
function exif(orientation: number): Buffer {
  const make = Buffer.from('HUAWEI Mate 60 of Lin Xiaoman\0')
  const first = directory([
    { tag: 0x010f, type: 2, count: make.length, value: 50 },
    { tag: 0x0112, type: 3, count: 1, value: orientation },
    { tag: 0x8825, type: 4, count: 1, value: 50 + make.length },
  ])
  const gpsAt = 50 + make.length
  const gps = directory([
    { tag: 1, type: 2, count: 2, value: 0x4e000000 },
    { tag: 2, type: 5, count: 3, value: gpsAt + 54 },
    { tag: 3, type: 2, count: 2, value: 0x45000000 },
    { tag: 4, type: 5, count: 3, value: gpsAt + 78 },
  ])
  const tiff = Buffer.concat([Buffer.from('4d4d002a00000008', 'hex'), first, make, gps, ...places])
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]))
}

export const secretsWritten = [
  'Lin Xiaoman',
  'photoshop',
  'Display P3',
  '海风电子',
  'ftypmp42',
  'MPF',
  'JFXX',
]

/** The same picture with all that phones and editors leave in it. */
export const asPhoned = (orientation = 1, picture: Uint8Array = grey): Buffer =>
  Buffer.concat([
    picture.subarray(0, 2),
    segment(0xe0, Buffer.from('JFXX\0\x10thumbnail')),
    exif(orientation),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>photoshop</x:xmpmeta>')),
    segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01Display P3')),
    segment(0xe2, Buffer.from('MPF\0second picture')),
    segment(0xed, Buffer.from('Photoshop 3.0\0caption')),
    segment(0xfe, Buffer.from('海风电子 三号楼')),
    picture.subarray(2),
    Buffer.from('\0\0\0\x18ftypmp42 a film behind the picture'),
  ])

const chunk = (name: string, content: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const onePixel = Buffer.from('00000001000000010800000000', 'hex')
const parts = [
  chunk('IHDR', onePixel),
  chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
  chunk('IEND', Buffer.alloc(0)),
]
const signature = Buffer.from('89504e470d0a1a0a', 'hex')
export const greyPng = Buffer.concat([signature, ...parts])

export const asEditedPng = Buffer.concat([
  signature,
  parts[0] as Buffer,
  chunk('tEXt', Buffer.from('Author\0Lin Xiaoman')),
  chunk('iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0photoshop')),
  chunk('iCCP', Buffer.from('Display P3\0\0')),
  chunk('eXIf', exif(6).subarray(10)),
  chunk('tIME', Buffer.from('07ea0c010a1e00', 'hex')),
  ...parts.slice(1),
  Buffer.from('ftypmp42 behind it'),
])
