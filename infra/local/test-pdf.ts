import { inflateSync } from 'node:zlib'

/** What the fonts in a PDF can say, by their own ToUnicode maps, and how many pages there are. */
export function readPdf(pdf: Buffer) {
  const text = pdf.toString('latin1')
  // By its length: what is compressed may end in what looks like the end of a line.
  const streams = [...text.matchAll(/<<(?:(?!>>)[\s\S])*?>>\s*stream\r?\n/g)].flatMap(
    ({ 0: head, index }) => {
      const length = Number(/\/Length (\d+)/.exec(head)?.[1])
      if (!head.includes('/FlateDecode')) return []
      const from = index + head.length
      return inflateSync(pdf.subarray(from, from + length)).toString('latin1')
    },
  )
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
