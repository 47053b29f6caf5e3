import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// A writer's rights, at the page: a real browser, the three real services, a real PostgreSQL.

// A whole house and a browser on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } })

const ordinary = 'There was only one bird on the lake.'
const secret = 'This one is for nobody else.'
const form = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){4}$/

const at = atPage()

/** Somebody new, at a small window; with what they say to the house, and what goes wrong in the page. */
async function open(locale = 'en-US') {
  const context = await at.browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 390, height: 844 },
    locale,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const faults: string[] = []
  const requests: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`))
  await page.goto(at.house.url)
  return { page, faults, requests, context }
}

const write = async (page: Page, text: string) => {
  const box = page.locator('.box textarea')
  await box.fill(text)
  await box.press('Enter')
}
const words = (page: Page) => page.locator('.sentence').allTextContents()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const card = (page: Page, name: string) => page.locator('.words').getByRole('complementary', { name })

test('a code and a card on paper, a private sentence, everything taken along, and everything erased', async () => {
  const { page, faults, context } = await open()
  await write(page, ordinary)
  await page.locator('.strip img').waitFor()

  const codeCard = card(page, 'Your code')
  const code = await codeCard.locator('.code-itself').innerText()
  expect(code).toMatch(form)
  await codeCard.getByRole('img', { name: 'The same code, to be scanned' }).waitFor()
  // Nobody is at the printer.
  await page.evaluate('window.print = () => { window.isPrinted = true }')
  await codeCard.getByRole('button', { name: 'Print' }).click()
  await page.emulateMedia({ media: 'print' })
  const paper = await page.locator('body').innerText()
  expect(paper).toContain(code)
  expect(paper, 'what was written is not on the card').not.toContain('bird')
  expect(await page.locator('.paper .qr').isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  expect(await page.evaluate('window.isPrinted')).toBe(true)
  await page.evaluate("dispatchEvent(new Event('afterprint'))")

  await codeCard.getByRole('button', { name: 'I have kept it' }).click()
  await button(page, 'Make a recovery card').click()
  const spare = await card(page, 'Your recovery card').locator('.code-itself').innerText()
  expect(spare).toMatch(form)
  expect(spare).not.toBe(code)
  await button(page, 'I have kept it').click()

  await page.getByRole('textbox').press('Alt+p')
  await write(page, secret)
  await page.getByText('just for you: not read, not painted').waitFor()
  await page.reload()
  await expect.poll(() => words(page)).toEqual([ordinary, secret])
  expect(await page.locator('.entry[data-private]').allTextContents()).toEqual([expect.stringContaining(secret)])
  expect(await page.getByText(code).count(), 'shown once').toBe(0)

  await button(page, 'Code').click()
  await button(page, 'Open').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ])
  const zip = readFileSync(await download.path())
  expect(zip.subarray(0, 2).toString()).toBe('PK')
  expect(zip.includes('.webp')).toBe(true)
  await button(page, 'Show the list').click()
  await page.getByText('you took everything along').waitFor()
  expect(await complaints(page)).toEqual([])

  await button(page, 'Erase everything…').click()
  await page.keyboard.press('Escape')
  expect(await button(page, 'Yes, erase everything').count()).toBe(0)
  await button(page, 'Erase everything…').click()
  await button(page, 'Yes, erase everything').click()
  await page.getByText('one sitting, 2 sentences, and one picture').waitFor()
  expect(await page.locator('.receipt-id').innerText()).toMatch(/^[0-9a-f-]{36}$/)
  expect(await words(page)).toEqual([])
  await button(page, 'Close').click()

  await button(page, 'Code').click()
  const field = page.getByRole('dialog').getByRole('textbox')
  for (const gone of [code, spare]) {
    await field.fill(gone)
    await field.press('Enter')
    await page.getByText('We do not know this code').waitFor()
  }
  expect(faults).toEqual([])
  await context.close()
})

test('a code that was never noted is spoken of above the box, after a reload and in focus, until it is kept', async () => {
  const { page, faults, context } = await open()
  await write(page, ordinary)
  const line = page.locator('.composer').getByText('Your code is not kept yet')
  const first = await card(page, 'Your code').locator('.code-itself').innerText()
  expect(await line.count(), 'it stands on its card').toBe(0)
  await button(page, 'Look').click()
  await button(page, 'Focus').click()
  await line.waitFor()
  expect(await page.locator('.words .code').isVisible(), 'the card stands nowhere').toBe(false)
  await button(page, 'Show it').click()
  expect(await page.getByRole('dialog').locator('.code-itself').innerText()).toBe(first)
  await button(page, 'Close').click()
  await button(page, 'Leave focus').click()
  await page.locator('.words .code').waitFor()

  await page.reload()
  await line.waitFor()
  expect(await complaints(page)).toEqual([])
  await button(page, 'Get a new code').click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Get a new code' }).click()
  const second = await sheet.locator('.code-itself').innerText()
  expect(second).toMatch(form)
  expect(second).not.toBe(first)
  await page.reload()
  await button(page, 'Get a new code').click()
  await sheet.getByRole('button', { name: 'I have kept it' }).click()
  await expect.poll(() => sheet.count()).toBe(0)
  expect(await line.count()).toBe(0)
  await page.reload()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await line.count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test.each(['en-GB', 'zh-CN'])('what is said of the code is one line on every phone (%s)', async (locale) => {
  const { page, context } = await open(locale)
  await write(page, ordinary)
  await page.locator('.words .code').waitFor()
  await page.reload()
  const line = page.locator('.code-line')
  await line.waitFor()
  for (const [width, height] of [
    [320, 568],
    [360, 640],
    [390, 844],
    [640, 360],
    [667, 375],
    [844, 390],
  ] as const) {
    await page.setViewportSize({ width, height })
    const high = await line.evaluate((element: { offsetHeight: number }) => element.offsetHeight)
    expect(high, `${width} x ${height}`).toBeLessThanOrEqual(36)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  }
  await context.close()
})

test('a card comes into sight beneath what was written, which stays in sight itself', async () => {
  const { page, faults, context } = await open()
  /** How far above the list the last sentence begins, and how much of the card beneath it is seen, in pixels. */
  const seen = (what: string) =>
    page.evaluate(`(() => {
      const top = (one) => one.getBoundingClientRect().top
      const list = document.querySelector('.words-scroll').getBoundingClientRect()
      const above = list.top - top([...document.querySelectorAll('.entry')].at(-1))
      return { above: Math.max(0, above), beneath: list.bottom - top(document.querySelector(${JSON.stringify(what)})) }
    })()`) as Promise<{ above: number; beneath: number }>
  await write(page, ordinary)
  await page.locator('.strip img').waitFor()
  await card(page, 'Your code').waitFor()
  expect(await seen('.words .code')).toMatchObject({ above: 0 })
  expect((await seen('.words .code')).beneath).toBeGreaterThan(90)
  for (const text of ['The ice was thin.', 'The wind came from the east.', 'I do not want to live any more.'])
    await write(page, text)
  await page.locator('.help').waitFor()
  expect(await seen('.help')).toMatchObject({ above: 0 })
  expect((await seen('.help')).beneath).toBeGreaterThan(90)
  expect(faults).toEqual([])
  await context.close()
})

test('signed out elsewhere the page waits for the code, names a wrong character, and then sends what waited', async () => {
  const { page, requests, faults, context } = await open()
  await write(page, ordinary)
  const code = await card(page, 'Your code').locator('.code-itself').innerText()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.evaluate("fetch('/v1/sign-out', { method: 'POST' })")
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await write(page, 'Written while nobody was signed in.')

  const field = page.getByRole('textbox', { name: 'Code' })
  // Its sixth character taken for another one.
  const wrong = code.slice(0, 6) + (code[6] === '7' ? '2' : '7') + code.slice(7)
  await field.fill(wrong)
  await page.getByText('One character is not right').waitFor()
  await field.fill(`${code.slice(0, 8)}U`)
  await page.getByText('the U in group 2').waitFor()
  expect(await page.locator('.code-groups mark').allTextContents()).toEqual(['U'])
  await field.press('Enter')
  expect(await complaints(page)).toEqual([])
  expect(requests).not.toContain('POST /v1/sign-in')

  await field.fill(` ${code.toLowerCase().replaceAll('-', '  ')} `)
  await field.press('Enter')
  await expect.poll(() => words(page)).toEqual([ordinary, 'Written while nobody was signed in.'])
  await expect.poll(() => page.locator('.sentence[data-unsaved]').count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
})

test('who signs out while the house cannot be told is signed out before anything of theirs is shown again', async () => {
  const { page, faults, context } = await open()
  await write(page, ordinary)
  await page.getByText('Saved', { exact: true }).waitFor()
  const asked: string[] = []
  await context.route('**/v1/sign-out', (route) => route.abort())
  await button(page, 'Code').click()
  await button(page, 'Sign out everywhere').click()
  await expect.poll(() => words(page)).toEqual([])

  const tried = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/v1/sign-out'))
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.reload()
  await tried
  await write(page, 'By somebody else.')
  await page.locator('.sentence[data-unsaved]').waitFor()
  // Nothing that the cookie opens.
  const harmless = /^\/($|assets\/|icons?\b|manifest|v1\/(sign-out|site|styles))/
  expect(asked.filter((path) => !harmless.test(path))).toEqual([])

  await context.unroute('**/v1/sign-out')
  await page.evaluate("dispatchEvent(new Event('online'))")
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await words(page)).toEqual(['By somebody else.'])
  expect(await page.evaluate('localStorage.getItem("aiw.signing-out")')).toBeNull()
  await page.reload()
  await expect.poll(() => words(page)).toEqual(['By somebody else.'])
  expect(faults).toEqual([])
  await context.close()
})

test('what is hidden in one tab is hidden in the other; when somebody else signs in in one, neither is the first one’s', async () => {
  const { page, faults, context } = await open()
  await write(page, ordinary)
  await page.locator('.strip img').waitFor()
  const other = await context.newPage()
  await other.goto(at.house.url)
  await expect.poll(() => words(other)).toEqual([ordinary])
  await other.keyboard.press('Escape')
  await page.getByText('Pictures are hidden').waitFor()
  await other.close()

  const { code } = (await (await fetch(`${at.house.url}/v1/writers`, { method: 'POST' })).json()) as { code: string }
  await context.request.post(`${at.house.url}/v1/sign-in`, { data: { code } })
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  expect(await words(page)).toEqual([])
  await write(page, 'Not for them.')
  const theirs = await (await context.request.get(`${at.house.url}/v1/sittings`)).json()
  expect(theirs).toEqual({ sittings: [] })
  expect(faults).toEqual([])
  await context.close()
})

test('who takes back their consent is not read from then on; a private sentence is made ordinary only when meant', async () => {
  const { page, faults, context } = await open()
  const box = page.getByRole('textbox', { name: 'Your sentence' })
  await box.press('Alt+p')
  await write(page, secret)
  await page.getByText('just for you: not read, not painted').waitFor()

  await page.getByRole('button', { name: 'About this sentence' }).click()
  await page.getByRole('menuitem', { name: 'No longer just for me…' }).click()
  await button(page, 'Keep it to myself').click()
  expect(await page.locator('.entry[data-private]').count()).toBe(1)
  await page.locator('.entry-more:focus').waitFor()
  await page.keyboard.press('Alt+p')
  await button(page, 'Read and paint it').click()
  await page.locator('.strip img').waitFor()
  expect(await page.locator('.entry[data-private]').count()).toBe(0)
  await page.getByRole('button', { name: 'About this sentence' }).press('Alt+p')
  await page.locator('.entry[data-private]').waitFor()

  await button(page, 'Code').click()
  await button(page, 'Open').click()
  const ai = page.getByRole('button', { name: 'Using AI on your text' })
  await ai.getByText('Not asked yet').waitFor()
  await ai.click()
  await button(page, 'I agree').click()
  await ai.getByText('You agree').waitFor()
  await button(page, 'I no longer agree').click()
  await ai.getByText('You do not agree').waitFor()
  expect(await page.getByText('Not asked yet').count(), 'of what was not decided').toBeGreaterThan(0)
  expect(await complaints(page)).toEqual([])
  // Escape closes what stands before the page, and hides the pictures when it is pressed again.
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('Alt+h')
  await page.getByRole('heading', { name: 'You need not carry this alone' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  expect(await page.getByText('Pictures are hidden').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Show pictures' }).first().click()
  await box.press('Alt+p')
  await write(page, ordinary)
  await page.getByText('not read, not painted, as you wish').first().waitFor()
  await page.reload()
  await expect.poll(() => words(page)).toEqual([secret, ordinary])
  await page.getByText('Saved as you wish').waitFor()
  await expect.poll(() => page.locator('.strip img').count()).toBe(1)
  expect(faults).toEqual([])
  await context.close()
})
