/** What people do at the console again and again. */
import { readFile } from 'node:fs/promises'
import { type AnomalyKind, anomalyKinds, anomalyNames } from '@gonghui/shared/benefits/reconciliations'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { readSheet } from '../../functions/lib/sheet-file.ts'
import { choose, front, shot, signInAs, tap, type } from './test-browser.ts'

/** Signs staff in, and waits until their work is shown. */
export async function atWork(page: Page, mine: string, openid: string): Promise<Page> {
  await page.goto(mine)
  await signInAs(page, openid, '#login, #sign-in')
  await front(page, '#console-sign-in').waitFor()
  return page
}

/** What the browser's QR holds, as the browser was told it. */
export async function scanned(screen: Page, open: () => Promise<unknown>): Promise<string> {
  const [reply] = await Promise.all([
    screen.waitForResponse((one) => one.url().endsWith('/console-sign-ins') && one.status() === 201),
    open(),
  ])
  const { code } = (await reply.json()) as { code: string }
  return `${new URL(screen.url()).origin}/#/membership/console-confirm?code=${code}`
}

/** Signs a screen in by the phone of somebody who is signed in there. */
export async function signInByScan(screen: Page, hand: Page, { at, name }: { at: string; name: string }) {
  const address = await scanned(screen, () => screen.goto(at))
  await front(screen, '#sign-in-waiting').waitFor()
  await shot(screen, `${name}-code`)
  await hand.goto(address)
  await front(hand, '#console-asked').waitFor()
  await shot(hand, `${name}-confirm`)
  await front(screen, '#sign-in-scanned').waitFor()
  await tap(hand, '#console-confirm')
  await front(hand, '#console-said-confirm').waitFor()
  await front(screen, '#signed-in').waitFor()
  await shot(screen, `${name}-done`)
  await tap(screen, '#enter-console')
  await front(screen, '#drops, #drop, .table').waitFor()
}

/** Dialogs of the console ask for a reason, and their button says what is done. */
export async function doIt(of: Page, reason: string) {
  await type(of, 'reason', reason)
  await tap(of, '#confirm-yes')
  await front(of, '#reason').waitFor({ state: 'hidden' })
}

/** A number at the head of a drop’s page, by its name. */
export const figure = async (of: Page, name: string): Promise<string> =>
  (
    await of.locator('.figure:visible').filter({ hasText: name }).last().locator('.figure-value').innerText()
  ).trim()

export const shows = (of: Page, name: string, value: string) =>
  expect.poll(() => figure(of, name), { timeout: 10_000 }).toBe(value)

/** What a figure shows while something goes on, each value once, in the order in which they are seen. */
export async function watched(of: Page, name: string, under: Promise<unknown>): Promise<number[]> {
  const seen: number[] = []
  let isOver = false
  const over = under.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const now = Number((await figure(of, name)).replaceAll(',', ''))
    if (now !== seen.at(-1)) seen.push(now)
    await of.waitForTimeout(100)
  }
  await over
  return seen
}

/** The rows of a list, exported from a drop’s page: asked for, made, downloaded, opened. */
export async function exported(
  of: Page,
  drop: string,
  list: string,
): Promise<readonly (readonly string[])[]> {
  await of.goto(drop)
  await tap(of, '#export')
  await of.locator('#export-list:visible').getByText(list).click()
  await shot(of, 'c20-export')
  await tap(of, '#confirm-yes')
  const row = of.locator('#export .table-row').filter({ hasText: list }).first()
  const [download] = await Promise.all([of.waitForEvent('download'), row.locator('[id^=save-]').click()])
  const read = await readSheet(await readFile(await download.path()))
  if ('problem' in read) throw new Error(read.problem)
  return read.rows.slice(1).map(({ cells }) => cells)
}

/** What stands on a drop’s work list, by kind. */
export async function anomaliesOn(of: Page): Promise<Readonly<Record<AnomalyKind, number>>> {
  const texts = await of.locator('#anomaly .table-row:visible').allInnerTexts()
  const count = (kind: AnomalyKind) => texts.filter((text) => text.includes(anomalyNames[kind])).length
  const counts = Object.fromEntries(anomalyKinds.map((kind) => [kind, count(kind)]))
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(texts.length)
  return counts as Record<AnomalyKind, number>
}

/** A picture as a camera takes it: wider than any screen. */
async function largePicture(page: Page): Promise<Buffer> {
  const url = await page.evaluate<string>(`(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 3200, height: 1600 })
    const pen = canvas.getContext('2d')
    const floor = pen.createLinearGradient(0, 0, 3200, 1600)
    floor.addColorStop(0, '#1f6b4a')
    floor.addColorStop(1, '#57b98a')
    pen.fillStyle = floor
    pen.fillRect(0, 0, 3200, 1600)
    pen.strokeStyle = '#ffffff'
    pen.lineWidth = 24
    for (const inset of [160, 320]) pen.strokeRect(inset, inset, 3200 - 2 * inset, 1600 - 2 * inset)
    return canvas.toDataURL('image/jpeg', 0.9)
  })()`)
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

/** Brings a cover that is larger than a screen. @returns how many pixels wide the one is that is shown then. */
export async function bringCover(maker: Page): Promise<number> {
  await choose(maker, '#bring-cover', await largePicture(maker), '球馆.jpg')
  const picture = front(maker, '#cover-picture img')
  await picture.waitFor()
  return picture.evaluate(async (one: unknown) => {
    const image = one as { readonly naturalWidth: number; readonly decode: () => Promise<void> }
    await image.decode()
    return image.naturalWidth
  })
}
