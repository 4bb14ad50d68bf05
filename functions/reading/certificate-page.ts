import { printedCode } from '@gonghui/shared/reading/certificates'
import { encode } from 'uqr'
import { drawnPdf, type PdfPage } from '../lib/pdf.ts'
import type { Certificate } from './certificate.rule.ts'

/** A4 on its side, in points. */
const PAGE = { width: 841.89, height: 595.28 } as const
const MARGIN = 96
const WIDTH = PAGE.width - 2 * MARGIN
const RED = '#a81219'
const GOLD = '#b98a3c'
const INK = '#1c1a19'
const SOFT = '#5f5a57'

const inWords = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** What the certificate says, in one sentence. */
export const sentenceOf = ({ campaignTitle, days, books }: Certificate): string =>
  `在“${campaignTitle}”主题阅读活动中坚持阅读 ${days} 天${books > 0 ? `，读完 ${books} 本书` : ''}，特发此证，以资鼓励。`

/** A certificate as a PDF of one page. @param name its owner’s, whole. */
export const certificatePage = (certificate: Certificate, name: string): Promise<Buffer> =>
  drawnPdf({ title: `${certificate.campaignTitle} 阅读证书`, layout: 'landscape' }, (page) => {
    drawFrame(page)
    drawWords(page, certificate, name)
    drawCode(page, certificate.code)
    drawUnion(page, certificate)
  })

function drawFrame(page: PdfPage): void {
  page.rect(0, 0, PAGE.width, PAGE.height).fill('#fffaf0')
  page.lineWidth(3).strokeColor(GOLD)
  page.rect(28, 28, PAGE.width - 56, PAGE.height - 56).stroke()
  page.lineWidth(0.75)
  page.rect(36, 36, PAGE.width - 72, PAGE.height - 72).stroke()
}

function drawWords(page: PdfPage, certificate: Certificate, name: string): void {
  const centred = { width: WIDTH, align: 'center' } as const
  page.font('bold').fontSize(44).fillColor(RED)
  page.text('阅读证书', MARGIN, 82, { ...centred, characterSpacing: 14 })
  page.font('bold').fontSize(28).fillColor(INK)
  page.text(name, MARGIN, 178, { ...centred, height: 36, ellipsis: true })
  const top = 222
  page
    .moveTo(PAGE.width / 2 - 110, top)
    .lineTo(PAGE.width / 2 + 110, top)
    .lineWidth(0.75)
    .strokeColor(GOLD)
    .stroke()
  page.font('plain').fontSize(19).fillColor(INK)
  page.text(sentenceOf(certificate), MARGIN + 24, 250, { width: WIDTH - 48, lineGap: 12, indent: 38 })
}

const QR = 92

/** The code as a picture and in fours, and how to have it verified. */
function drawCode(page: PdfPage, code: string): void {
  const [left, top] = [MARGIN - 20, PAGE.height - 84 - QR]
  const { data, size } = encode(code, { ecc: 'M', border: 0 })
  const side = QR / size
  for (const [y, row] of data.entries())
    for (const [x, dark] of row.entries()) if (dark) page.rect(left + x * side, top + y * side, side, side)
  page.fill(INK)
  page.font('bold').fontSize(13).fillColor(INK)
  page.text(`编号 ${printedCode(code)}`, left + QR + 16, top + 28, { lineBreak: false })
  page.font('plain').fontSize(10.5).fillColor(SOFT)
  page.text('查真伪：微信搜“工惠”小程序，', left + QR + 16, top + 52, { lineBreak: false })
  page.text('进“书香打卡 → 查验证书”，扫码或输入编号', left + QR + 16, top + 69, { lineBreak: false })
}

function drawUnion(page: PdfPage, { orgName, on }: Certificate): void {
  const at = { width: 300, align: 'right' } as const
  const left = PAGE.width - MARGIN + 20 - at.width
  page.font('bold').fontSize(17).fillColor(INK)
  page.text(orgName, left, PAGE.height - 152, { ...at, height: 46, ellipsis: true })
  page.font('plain').fontSize(14).fillColor(INK)
  page.text(inWords(on), left, PAGE.height - 104, at)
}
