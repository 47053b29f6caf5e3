import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createCode } from '../services/gateway/src/access-code.ts'
import { complaints } from './axe.ts'
import { launchBrowser } from './browser.ts'
import { cardSeen, emptyRoom, filmOf, squaresOf } from './card.ts'
import { atPage } from './page.ts'

// A code that comes in through the camera: a real browser with a camera that plays a film, the three real services, a real
// PostgreSQL.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } })

const at = atPage()
const folder = mkdtempSync(join(tmpdir(), 'aiw-camera-'))
/** What the camera plays; it is read whenever the camera is opened. */
const film = join(folder, 'film.y4m')
/** A browser with that camera, whose person says yes, or no, as soon as a page asks for it. */
const withCamera = (answer: 'yes' | 'no') =>
  launchBrowser([
    '--use-fake-device-for-media-stream',
    `--use-fake-ui-for-media-stream${answer === 'no' ? '=deny' : ''}`,
    `--use-file-for-fake-video-capture=${film}`,
  ])
let browser: Browser
beforeAll(async () => {
  browser = await withCamera('yes')
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

const play = (...pictures: Uint8Array[]) => writeFileSync(film, filmOf(pictures))
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const scanner = (page: Page) => page.getByRole('dialog', { name: 'Scan the card' })
/** How each camera stands that this page ever opened. */
const cameras = (page: Page) => page.evaluate('opened.map(({ readyState }) => readyState).join()')

/** A page whose cameras are counted; what it asks of the house and what goes wrong in it are collected. */
async function open(place: string, { by = browser, width = 390, before = '' } = {}) {
  const context = await by.newContext({
    serviceWorkers: 'block',
    viewport: { width, height: 700 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    permissions: ['camera'],
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults: string[] = []
  const asked: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.addInitScript(`
    window.opened = []
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish)
      opened.push(...stream.getTracks())
      return stream
    }
    ${before}`)
  await page.goto(`${at.house.url}/${place}`)
  return { page, context, asked, faults }
}

/** What a card shows: which squares of its code are dark. */
async function printed(page: Page): Promise<boolean[][]> {
  const drawn = page.locator('.code .qr')
  const size = Number((await drawn.getAttribute('viewBox'))!.split(' ').at(-1))
  const squares = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
  const path = (await drawn.locator('.qr-ink').getAttribute('d'))!
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1/g)) squares[Number(y)]![Number(x)] = true
  return squares
}

test('a card as the page draws it signs its writer in when the camera sees it, and the camera is off', async () => {
  const there = await open('')
  const sentence = 'There was only one bird on the lake.'
  await there.page.getByRole('textbox', { name: 'Your sentence' }).fill(sentence)
  await there.page.keyboard.press('Enter')
  play(emptyRoom(), cardSeen(await printed(there.page)))
  await there.page.getByText('Saved', { exact: true }).waitFor()

  const { page, asked, faults } = await open('#/welcome/code')
  await button(page, 'Scan the card').click()
  await page.locator('.entry').getByText(sentence).waitFor()
  expect(await cameras(page)).toBe('ended')
  expect(asked.filter((line) => line === 'POST /v1/sign-in')).toHaveLength(1)
  expect(await scanner(page).count()).toBe(0)
  expect([...faults, ...there.faults]).toEqual([])
})

test('another QR code is told from ours, and looked past; a code nobody has is said of the field', async () => {
  const { page, faults } = await open('', { width: 320 })
  await button(page, 'Code').click()
  const sheet = page.getByRole('dialog', { name: 'Code' })
  play(cardSeen(squaresOf('https://example.org/menu')))
  await button(page, 'Scan the card').click()
  await scanner(page).getByText('That is another code.').waitFor()
  expect(await cameras(page)).toBe('live')
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => cameras(page)).toBe('ended')
  expect(await scanner(page).count()).toBe(0)
  expect(await sheet.count(), 'what it was opened from stays').toBe(1)

  const code = createCode()
  play(cardSeen(squaresOf(code)))
  await button(page, 'Scan the card').click()
  await sheet.getByText('We do not know this code.').waitFor()
  expect(await sheet.getByRole('textbox', { name: 'Code' }).inputValue()).toBe(code)
  await expect.poll(() => page.evaluate('document.activeElement.value')).toBe(code)
  expect(await cameras(page)).toBe('ended,ended')
  expect(faults).toEqual([])
})

test('the camera is off as soon as its dialogue is left, in whichever way, and when it is taken away this is said', async () => {
  const { page, context, asked, faults } = await open('#/welcome/code')
  play(emptyRoom())
  const scan = async () => {
    await button(page, 'Scan the card').click()
    await scanner(page).getByText('Hold the QR code on your card up to the camera.').waitFor()
  }
  const ways: [leave: () => Promise<unknown>, come?: () => Promise<unknown>][] = [
    [() => button(page, 'Close').click()],
    [() => page.keyboard.press('Alt+KeyB'), () => page.keyboard.press('Space')],
    [() => page.keyboard.press('Alt+KeyH'), () => page.goBack()],
    [
      () =>
        page.evaluate(
          `Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`,
        ),
      () => page.evaluate('delete document.visibilityState'),
    ],
  ]
  for (const [at, [leave, come]] of ways.entries()) {
    await scan()
    await leave()
    await expect
      .poll(() => cameras(page))
      .toBe(
        Array(at + 1)
          .fill('ended')
          .join(),
      )
    expect(await scanner(page).count()).toBe(0)
    await come?.()
  }
  await scan()
  const atOnce = await page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    delete document.visibilityState
    opened.at(-1).readyState`)
  expect(atOnce, 'before anything is drawn').toBe('ended')
  await expect.poll(() => scanner(page).count()).toBe(0)
  await scan()
  // As when somebody takes the permission back.
  await context.clearPermissions()
  await scanner(page).getByText('The camera has gone off.').waitFor()
  expect(await page.locator('.scan-view').isVisible()).toBe(false)
  expect(await complaints(page)).toEqual([])
  expect(asked).not.toContain('POST /v1/sign-in')
  expect(faults).toEqual([])
})

test('while a typed code is asked about no other is scanned, so that one answer is given', async () => {
  const { page } = await open('#/welcome/code')
  const asked = Promise.withResolvers<Route>()
  await page.route('**/v1/sign-in', asked.resolve)
  await page.getByRole('textbox', { name: 'Code' }).fill(createCode())
  await page.keyboard.press('Enter')
  const typed = await asked.promise
  await button(page, 'Scan the card').click()
  expect(await scanner(page).count()).toBe(0)
  await typed.continue()
  await page.getByText('We do not know this code.').waitFor()
  play(emptyRoom())
  await button(page, 'Scan the card').click()
  await scanner(page).waitFor()
})

test('where the camera is refused this is said, and where there can be none nothing is offered', async () => {
  const refusing = await withCamera('no')
  try {
    const { page } = await open('#/welcome/code', { by: refusing })
    await button(page, 'Scan the card').click()
    await scanner(page).getByText('The camera is not allowed here.').waitFor()
    await button(page, 'Close').click()
    expect(await cameras(page)).toBe('')
    const plain = await open('#/welcome/code', {
      by: refusing,
      before: `Object.defineProperty(navigator, 'mediaDevices', { value: undefined })`,
    })
    await button(plain.page, 'Continue').waitFor()
    expect(await button(plain.page, 'Scan the card').count()).toBe(0)
  } finally {
    await refusing.close()
  }
})
