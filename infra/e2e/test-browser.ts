/** Debian's Chromium, driven through the pages that people use. Screenshots go to `artifacts/`. */
import { mkdirSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const SHOTS = new URL('../../artifacts/', import.meta.url)
mkdirSync(SHOTS, { recursive: true })

export const phone = { width: 375, height: 812 }
/** The phone in a staff member's pocket. */
export const pocket = { width: 390, height: 844 }
export const desk = { width: 1440, height: 900 }

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** Somebody at a screen of their own: another phone, another session. @param timezoneId what the phone is set to. */
export async function somebody(
  browser: Browser,
  at: { width: number; height: number },
  timezoneId = 'Asia/Shanghai',
): Promise<Page> {
  const context = await browser.newContext({
    viewport: at,
    deviceScaleFactor: at.width < 500 ? 2 : 1,
    hasTouch: at.width < 500,
    locale: 'zh-CN',
    timezoneId,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return page
}

export const shot = (page: Page, name: string) =>
  page.screenshot({ path: new URL(`${name}.png`, SHOTS).pathname, animations: 'disabled' })

/** What is in front: Taro keeps the pages one came from in the document, hidden. */
export const front = (page: Page, selector: string) => page.locator(`${selector}:visible`).last()

export const tap = (page: Page, selector: string) => front(page, selector).click()

export const type = (page: Page, id: string, text: string) =>
  front(page, `#${id} input, #${id} textarea, input#${id}, textarea#${id}`).fill(text)

/** Taps a button that asks for a file, and chooses one. */
export async function choose(page: Page, selector: string, content: string | Buffer, name = '券码.csv') {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), tap(page, selector)])
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) })
}

/** `2026-06-12T10:00` in Shanghai, as a day-and-time field takes it. */
export const shanghai = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

export const sees = (page: Page, text: string | RegExp) =>
  page.getByText(text).filter({ visible: true }).last().waitFor()

/** Signs in on the fake WeChat's page, where one picks who one is, and comes back. */
export async function signInAs(page: Page, openid: string, button = '#login') {
  await tap(page, button)
  await page.locator(`button[name=openid][value="${openid}"]`).click()
}
