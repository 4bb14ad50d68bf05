import { join } from 'node:path'
import { setting } from './setting.ts'

export type PdfPage = PDFKit.PDFDocument

const fontFile = (weight: 'Bold' | 'Regular') => join(setting('FONTS_DIR'), `NotoSansHans-${weight}.otf`)

/**
 * A PDF of one A4 page, with the glyphs that it uses embedded: it prints the same anywhere. Only the function that has the
 * fonts can draw one. The fonts are called `bold` and `plain`.
 */
export async function drawnPdf(
  { title, layout }: { readonly title: string; readonly layout: 'portrait' | 'landscape' },
  draw: (page: PdfPage) => void,
): Promise<Buffer> {
  // Loaded when something is drawn: the jobs that run every minute do without.
  const { default: PDFDocument } = await import('pdfkit')
  const page = new PDFDocument({
    size: 'A4',
    layout,
    margin: 0,
    font: fontFile('Regular'),
    info: { Title: title, Creator: '工惠' },
    lang: 'zh-CN',
  })
  const chunks: Buffer[] = []
  page.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise<void>((done, failed) => page.once('end', done).once('error', failed))
  page.registerFont('bold', fontFile('Bold')).registerFont('plain', fontFile('Regular'))
  draw(page)
  page.end()
  await written
  return Buffer.concat(chunks)
}
