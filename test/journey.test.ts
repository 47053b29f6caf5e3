import type { Page } from 'playwright-core'
import { describe, expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// A person at the page: a real browser, the three real services, a real PostgreSQL.

const english = 'I used to think there would be many people here, then in the end there was only one bird.'
const chinese = '我曾经认为这里会有很多人,然后最后只有一只鸟。'
const mixed = '我曾经认为这里会有很多人, then in the end there was only one bird.'
// A whole house and a browser on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } })

// Its own: its services are killed.
const at = atPage(() => ({}))

/** Somebody who opens the page for the first time; everything that goes wrong in the page is collected. */
async function open(options: { width?: number; locale?: string; reducedMotion?: 'reduce' } = {}) {
  const { width = 1280, locale = 'en-US', reducedMotion } = options
  const context = await at.browser.newContext({
    serviceWorkers: 'block',
    viewport: { width, height: 800 },
    locale,
    reducedMotion,
  })
  const page = await context.newPage()
  const faults: string[] = []
  const elsewhere: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // Chromium reports every refused request; asking who is signed in is answered 401 on a first visit.
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text())
  })
  page.on('request', (request) => {
    if (!/^(data:|blob:)/.test(request.url()) && new URL(request.url()).host !== at.house.address.gateway)
      elsewhere.push(request.url())
  })
  await page.goto(at.house.url)
  const box = page.getByRole('textbox')
  await box.waitFor()
  return { page, box, faults, elsewhere, context }
}

const write = async (page: Page, text: string) => {
  await page.getByRole('textbox').fill(text)
  await page.getByRole('textbox').press('Enter')
}

/** The pictures of the strip, waited for. */
async function pictures(page: Page, count: number): Promise<string[]> {
  const thumbs = page.locator('.strip img')
  await expect.poll(() => thumbs.count()).toBe(count)
  return thumbs.evaluateAll((images) => images.map((image) => image.getAttribute('src') ?? ''))
}

const words = (page: Page) => page.locator('.sentence').allTextContents()

describe('the golden sentence, in English, Chinese and mixed', () => {
  test('one picture each, in order, while writing goes on; everything is there after a reload', async () => {
    const { page, box, faults, elsewhere } = await open()
    for (const text of [english, chinese, mixed]) await write(page, text)
    await box.fill('and while they are painted')
    const before = await pictures(page, 3)
    expect(new Set(before).size).toBe(3)
    expect(await words(page)).toEqual([english, chinese, mixed])
    expect(await box.inputValue()).toBe('and while they are painted')
    await expect.poll(() => page.locator('.stage [role=img]').getAttribute('aria-label')).toMatch(/one bird/)

    await page.reload()
    expect(await pictures(page, 3)).toEqual(before)
    expect(await words(page)).toEqual([english, chinese, mixed])
    expect(faults).toEqual([])
    expect(elsewhere, 'connections outside the house').toEqual([])
  })

  test('render dies in the middle: the text is kept, the page says so kindly, and paints when render is back', async () => {
    const { page, faults } = await open()
    await write(page, english)
    await pictures(page, 1)
    await write(page, chinese)
    await at.house.kill('render')
    await write(page, mixed)
    const kind = page.getByText('Your words are safe', { exact: false }).first()
    await kind.waitFor({ timeout: 15_000 })
    expect(await words(page)).toEqual([english, chinese, mixed])

    at.house.start('render')
    await at.house.ready()
    await page.reload()
    await expect.poll(() => words(page)).toEqual([english, chinese, mixed])
    const shown = await page.locator('.strip img').count()
    await page.getByRole('button', { name: 'Paint it' }).last().click()
    await pictures(page, shown + 1)
    expect(faults).toEqual([])
  })
})

test('the line drops and comes back: nothing is lost, nothing doubled', async () => {
  const { page } = await open()
  await write(page, english)
  await pictures(page, 1)
  await at.house.kill('gateway')
  await write(page, chinese)
  await page.getByText('Reconnecting', { exact: false }).first().waitFor()
  at.house.start('gateway')
  await at.house.ready()
  await pictures(page, 2)
  expect(await words(page)).toEqual([english, chinese])
  await page.reload()
  await pictures(page, 2)
  expect(await words(page)).toEqual([english, chinese])
})

test('Return sends, Shift+Return breaks the line, and Return while composing never sends', async () => {
  const { page, box, context } = await open({ locale: 'zh-CN' })
  await box.pressSequentially('第一行')
  await box.press('Shift+Enter')
  await box.pressSequentially('第二行')
  expect(await box.inputValue()).toBe('第一行\n第二行')

  // As an input method does it: text under composition, confirmed with Return.
  const devtools = await context.newCDPSession(page)
  await devtools.send('Input.imeSetComposition', { text: 'niao', selectionStart: 4, selectionEnd: 4 })
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  await devtools.send('Input.insertText', { text: '鸟' })
  expect(await box.inputValue()).toBe('第一行\n第二行鸟')
  expect(await words(page)).toEqual([])

  // A Return in the same moment would still be the input method's: web/src/ime.ts.
  const now = Number(await page.evaluate('performance.now()'))
  await page.waitForFunction((later) => performance.now() > later, now + 50)
  await box.press('Enter')
  await pictures(page, 1)
  expect(await words(page)).toEqual(['第一行\n第二行鸟'])
  expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/)
})

test('Escape hides the pictures until they are wanted; a private sentence gets none', async () => {
  const { page, box } = await open()
  await write(page, english)
  await pictures(page, 1)
  await box.press('Escape')
  await page.getByText('Pictures are hidden').first().waitFor()
  expect(await page.locator('img').count()).toBe(0)
  await page.getByRole('button', { name: 'Show pictures' }).first().click()
  await pictures(page, 1)

  await box.focus()
  await box.press('Alt+p')
  await write(page, 'Only for me.')
  await page.getByText('just for you').waitFor()
  expect(await words(page)).toEqual([english, 'Only for me.'])
  await pictures(page, 1)
})

test.each([
  ['a phone', 320],
  ['a phone', 390],
  ['a tablet', 768],
  ['a PC', 1280],
])('on %s (%i px) nothing is cut off, nothing moves, and axe finds nothing', async (_name, width) => {
  const { page, box } = await open({ width, reducedMotion: 'reduce' })
  const place = () => box.boundingBox()
  const before = await place()
  await write(page, english)
  await pictures(page, 1)
  await expect.poll(() => page.locator('.stage img').count()).toBeGreaterThan(0)
  expect(await place()).toEqual(before)
  const shift = await page.evaluate(`new Promise((resolve) => {
    let total = 0
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (total += value)))
      .observe({ type: 'layout-shift', buffered: true })
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)))
  })`)
  expect(shift, 'cumulative layout shift').toBeLessThan(0.01)

  expect(await complaints(page)).toEqual([])
})

test('no line that the house logged in all this, at level trace, holds a word that was written', () => {
  const log = at.house.log.join('')
  expect(log).toContain('sentence ended')
  for (const word of ['used to think', 'people', 'one bird', 'Only for me', '曾经', '很多人', '只有', '第二行'])
    expect(log).not.toContain(word)
})
