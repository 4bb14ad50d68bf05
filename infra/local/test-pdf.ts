import { inflateSync } from 'node:zlib'

/** What the fonts in a PDF can say, by their own ToUnicode maps, and how many pages there are. */
export function readPdf(pdf: Buffer) {
  const text = pdf.toString('latin1')
  const streams = [
    ...text.matchAll(/\/Filter \/FlateDecode[\s\S]*?stream\r?\n([\s\S]*?)\r?\nendstream/g),
  ].map(([, body = '']) => inflateSync(Buffer.from(body, 'latin1')).toString('latin1'))
  const maps = streams.filter((stream) => stream.includes('beginbfrange')).join(' ')
  const signs = [...maps.matchAll(/<([0-9a-f]{4,8})>/gi)].map(([, hex = '']) =>
    Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  )
  return {
    pages: text.match(/\/Type \/Page\b/g)?.length,
    fonts: text.match(/\/FontFile3/g)?.length,
    signs: new Set(signs),
  }
}
