import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutMetadata } from './picture.rule.ts'
import { asEditedPng, asPhoned, grey, greyPng, places, secretsWritten } from './test-pictures.ts'

test('of a photo with place, maker, captions and a film behind it the picture is left, byte for byte', () => {
  for (const secret of secretsWritten) expect(asPhoned().includes(secret)).toBe(true)
  for (const place of places) expect(asPhoned().includes(place)).toBe(true)
  expect(withoutMetadata(asPhoned())).toEqual({ type: 'image/jpeg', content: grey })
})

test('which way up it was held is kept, and nothing else of what the camera wrote', () => {
  for (let turn = 2; turn <= 8; turn++) {
    const { content = Buffer.alloc(0) } = withoutMetadata(asPhoned(turn)) ?? {}
    for (const secret of [...secretsWritten, ...places]) expect(content.includes(secret)).toBe(false)
    const exif = content.subarray(2, 38)
    expect(exif.toString('latin1', 4, 10)).toBe('Exif\0\0')
    expect(exif.readUInt16BE(2)).toBe(34)
    expect([exif.readUInt16LE(18), exif.readUInt16LE(20), exif.readUInt16LE(28)]).toEqual([1, 0x0112, turn])
    expect(Buffer.concat([content.subarray(0, 2), content.subarray(38)])).toEqual(grey)
    // Taken apart again it stays what it is.
    expect(withoutMetadata(content)?.content).toEqual(content)
  }
})

test('a PNG keeps its picture and loses its words', () => {
  expect(withoutMetadata(asEditedPng)).toEqual({ type: 'image/png', content: greyPng })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a page', Buffer.from('<html><script>alert(1)</script>')],
  ['a GIF', Buffer.from('GIF89a')],
  ['a JPEG without its end', grey.subarray(0, -2)],
  ['a JPEG without a picture', Buffer.from('ffd8ffd9', 'hex')],
  [
    'a PNG with a wrong sum',
    Buffer.concat([greyPng.subarray(0, 30), Buffer.from([0]), greyPng.subarray(31)]),
  ],
  ['a PNG without its end', greyPng.subarray(0, -12)],
])('%s is no picture', (_, bytes) => expect(withoutMetadata(bytes)).toBeUndefined())

test('however a picture is damaged, taking it apart ends, with no more than there was', () => {
  const damage = fc.tuple(fc.nat(asPhoned().length - 1), fc.nat(255))
  fc.assert(
    fc.property(fc.array(damage, { maxLength: 4 }), fc.nat(asPhoned().length), (changes, cut) => {
      const bytes = Buffer.from(asPhoned(6))
      for (const [at, value] of changes) bytes[at] = value
      const after = withoutMetadata(bytes.subarray(0, bytes.length - (cut % 40)))
      expect(after === undefined || after.content.length <= bytes.length).toBe(true)
    }),
  )
})
