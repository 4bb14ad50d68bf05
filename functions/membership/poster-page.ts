import { drawnPdf, type PdfPage } from '../lib/pdf.ts'
import type { PosterWords } from './poster.rule.ts'

/** A4 in points. */
const PAGE = { width: 595.28, height: 841.89 } as const
const MARGIN = 56
const WIDTH = PAGE.width - 2 * MARGIN
const HEAD = 214
const CODE = 284
const RED = '#c8161d'
const INK = '#1c1a19'
const SOFT = '#5f5a57'

/**
 * The poster as a PDF of one A4 page, with the glyphs that it uses embedded: it prints the same anywhere.
 * @param code the mini-program code as WeChat drew it, PNG or JPEG.
 */
export const posterPage = (words: PosterWords, code: Buffer): Promise<Buffer> =>
  drawnPdf({ title: `${words.orgName} 入会海报`, layout: 'portrait' }, (page) => {
    drawHead(page, words)
    drawCode(page, words, code)
    drawSteps(page, words)
    drawFoot(page, words)
  })

/** The largest size at which a text stays within so many lines. */
function sizeWithin(page: PdfPage, text: string, sizes: readonly number[], lines: number): number {
  return (
    sizes.find((size) => {
      page.fontSize(size)
      return (
        page.heightOfString(text, { width: WIDTH, align: 'center' }) <=
        page.currentLineHeight(true) * (lines + 0.5)
      )
    }) ??
    sizes.at(-1) ??
    12
  )
}

const centred = { width: WIDTH, align: 'center' } as const

function drawHead(page: PdfPage, { orgName, above }: PosterWords): void {
  page.rect(0, 0, PAGE.width, HEAD).fill(RED)
  page
    .font('plain')
    .fontSize(13)
    .fillColor('#ffffff', 0.9)
    .text(above, MARGIN, 44, { ...centred, height: 18, ellipsis: true })
  page.font('bold')
  const size = sizeWithin(page, orgName, [34, 30, 26, 22, 19], 2)
  page.fontSize(size)
  const height = page.heightOfString(orgName, centred)
  page.fillColor('#ffffff', 1).text(orgName, MARGIN, 114 - height / 2, centred)
  page
    .font('plain')
    .fontSize(18)
    .fillColor('#ffffff', 1)
    .text('扫码入会，一起享福利', MARGIN, HEAD - 54, { ...centred, characterSpacing: 2 })
}

function drawCode(page: PdfPage, { typed }: PosterWords, code: Buffer): void {
  const left = (PAGE.width - CODE) / 2
  const top = HEAD + 38
  page
    .roundedRect(left - 16, top - 16, CODE + 32, CODE + 32, 14)
    .lineWidth(1.5)
    .strokeColor('#e6dedb')
    .stroke()
  page.image(code, left, top, { width: CODE, height: CODE })
  page
    .font('bold')
    .fontSize(17)
    .fillColor(INK)
    .text(typed, MARGIN, top + CODE + 28, { ...centred, characterSpacing: 1.5 })
  page
    .font('plain')
    .fontSize(11)
    .fillColor(SOFT)
    .text('扫不了？在微信搜“工惠”小程序，输入这 16 位', MARGIN, top + CODE + 54, centred)
}

function drawSteps(page: PdfPage, { steps }: PosterWords): void {
  const top = HEAD + CODE + 128
  const width = WIDTH / steps.length
  for (const [i, { head, body }] of steps.entries()) {
    const left = MARGIN + i * width
    const inner = { width: width - 16, align: 'center' } as const
    page.circle(left + width / 2, top + 18, 18).fill(RED)
    page
      .font('bold')
      .fontSize(18)
      .fillColor('#ffffff')
      .text(String(i + 1), left, top + 5, { width, align: 'center' })
    page
      .font('bold')
      .fontSize(16)
      .fillColor(INK)
      .text(head, left + 8, top + 48, inner)
    page
      .font('plain')
      .fontSize(12)
      .fillColor(SOFT)
      .text(body, left + 8, top + 76, { ...inner, lineGap: 3 })
  }
}

function drawFoot(page: PdfPage, { label, until }: PosterWords): void {
  const top = PAGE.height - 62
  page
    .moveTo(MARGIN, top)
    .lineTo(PAGE.width - MARGIN, top)
    .lineWidth(0.75)
    .strokeColor('#e6dedb')
    .stroke()
  page.font('plain').fontSize(10.5).fillColor(SOFT)
  page.text(`张贴处：${label}`, MARGIN, top + 14, { width: WIDTH * 0.62, height: 16, ellipsis: true })
  page.text(until, MARGIN + WIDTH * 0.62, top + 14, { width: WIDTH * 0.38, align: 'right' })
}
