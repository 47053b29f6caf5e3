import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// Before the first sentence, and how one is after it: a real browser, the three real services, a real PostgreSQL.

vi.setConfig({ testTimeout: 90_000, expect: { poll: { timeout: 20_000 } } })

const at = atPage()

/** Somebody new at the welcome, a writer at any other place of the page; what goes wrong in it is collected. */
async function open(place: string, { width = 390, locale = 'en-US' } = {}) {
  const context = await at.browser.newContext({
    serviceWorkers: 'block',
    viewport: { width, height: 844 },
    locale,
    reducedMotion: 'reduce',
  })
  if (!place.startsWith('#/welcome')) await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text())
  })
  await page.goto(`${at.house.url}/${place}`)
  return { page, faults, [Symbol.asyncDispose]: () => context.close() }
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const link = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

/** What the house has of whoever is at the page. */
const asked = (page: Page, path: string) =>
  page.evaluate(`fetch(${JSON.stringify(path)}).then((response) => response.json())`) as Promise<
    Record<string, { [name: string]: unknown }[]>
  >

test('from the link to the first picture in three steps: how it works, what one agrees to, a sentence', async () => {
  await using visit = await open('#/welcome')
  const { page, faults } = visit
  const since = Date.now()
  await heading(page, 'A quiet place to write').waitFor()
  expect(await complaints(page)).toEqual([])
  await link(page, 'Begin').click()
  await page.getByText('You, and nobody else, unless you share something yourself.').waitFor()
  const agreeTo = (name: string) => page.getByRole('radiogroup', { name })
  await agreeTo('Using AI on your text').getByRole('radio', { name: 'I agree', exact: true }).waitFor()
  expect(await page.getByRole('radio', { checked: true }).count(), 'nothing is chosen for anybody').toBe(0)
  await agreeTo('Using AI on your text').getByText('I agree', { exact: true }).click()
  await agreeTo('Research').getByText('I do not agree', { exact: true }).click()
  await expect
    .poll(async () => (await asked(page, '/v1/consents'))['consents']!.filter(({ decided }) => decided))
    .toMatchObject([
      { purpose: 'ai', given: true },
      { purpose: 'research', given: false },
    ])
  await button(page, 'Read all of it: Keeping what you write').click()
  await page.getByText('sealed with a key that only your access code').waitFor()
  expect(await complaints(page)).toEqual([])

  await link(page, 'Write').click()
  await page.getByRole('textbox', { name: 'Your sentence' }).fill('There was only one bird on the lake.')
  await page.getByRole('textbox', { name: 'Your sentence' }).press('Enter')
  await page.locator('.strip img').waitFor()
  expect(Date.now() - since).toBeLessThan(60_000)
  expect(await page.locator('.words .code-itself').count(), 'the code is shown beside what was written').toBe(1)
  expect(faults).toEqual([])
})

test('nothing forces anybody: who only wants to write is at the box with one press, and who has a code comes in', async () => {
  await using visit = await open('#/welcome', { width: 1280 })
  const { page, faults } = visit
  await link(page, 'Just write').click()
  await page.getByRole('textbox', { name: 'Your sentence' }).waitFor()
  await page.getByText('New here?').waitFor()
  await page.getByRole('textbox', { name: 'Your sentence' }).fill('A boat.')
  await page.getByRole('textbox', { name: 'Your sentence' }).press('Enter')
  const code = await page.locator('.words .code-itself').innerText()
  expect(await page.getByText('New here?').count()).toBe(0)
  await page.getByText('Saved', { exact: true }).waitFor()

  await using again = await open('#/welcome/code')
  await again.page.getByRole('textbox', { name: 'Code' }).fill(code)
  await again.page.getByRole('textbox', { name: 'Code' }).press('Enter')
  await expect.poll(() => again.page.locator('.sentence').allTextContents()).toEqual(['A boat.'])
  expect([...faults, ...again.faults]).toEqual([])
})

test('who goes elsewhere while they are signed in is not called back', async () => {
  await using first = await open('#/welcome')
  await link(first.page, 'Just write').click()
  await first.page.getByRole('textbox', { name: 'Your sentence' }).fill('A boat.')
  await first.page.getByRole('textbox', { name: 'Your sentence' }).press('Enter')
  await first.page.getByText('Saved', { exact: true }).waitFor()
  const code = await first.page.locator('.words .code-itself').innerText()

  await using again = await open('#/welcome/code')
  const { page, faults } = again
  const held = Promise.withResolvers<void>()
  await page.route('**/v1/sittings*', async (route) => {
    await held.promise
    await route.continue()
  })
  const isAsked = page.waitForRequest('**/v1/sittings*')
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('textbox', { name: 'Code' }).press('Enter')
  await isAsked
  await page.evaluate("location.hash = '/settings'")
  await heading(page, 'Settings').waitFor()
  held.resolve()
  await expect.poll(() => page.locator('.sentence').allTextContents()).toEqual(['A boat.'])
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))')
  expect(await page.evaluate('location.hash')).toBe('#/settings')
  expect(faults).toEqual([])
})

test('comfort: pictures come one at a time, Escape hides them, what is not said is not sent, one may stop any time', async () => {
  await using visit = await open('#/comfort')
  const { page, faults } = visit
  await button(page, 'Show the first').click()
  const picture = page.getByRole('img', { name: 'A calm place outdoors' })
  await picture.waitFor()
  const width = 'document.querySelector("main img").naturalWidth'
  await expect.poll(() => page.evaluate(width) as Promise<number>).toBeGreaterThan(200)
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('main img').count()).toBe(0)
  await button(page, 'Show pictures').click()
  await picture.waitFor()

  const comfort = page.getByRole('slider', { name: 'How comfortable are you with this picture?' })
  await button(page, 'More: How comfortable are you with this picture?').click()
  expect(await comfort.inputValue()).toBe('6')
  await comfort.press('End')
  await button(page, 'Next').click()
  await heading(page, 'Picture 2 of 8').waitFor()
  await button(page, 'Pass it by').click()
  await heading(page, 'Picture 3 of 8').waitFor()
  await button(page, 'That is enough').click()
  await heading(page, 'Thank you').waitFor()
  const { ratings } = await asked(page, '/v1/ratings')
  expect(ratings).toMatchObject([{ comfortPicture: 0, comfort: 1 }])
  expect(ratings![0]).not.toHaveProperty('motivation')
  await page.getByText('So far').waitFor()
  expect(await complaints(page)).toEqual([])
  expect(faults).toEqual([])
})

test('the programme: a promise, something to write about, how one is, and a quiet clock', async () => {
  await using visit = await open('#/programme', { width: 320 })
  const { page, faults } = visit
  await heading(page, 'Day 1 of 4').waitFor()
  expect(await complaints(page)).toEqual([])
  await button(page, 'I promise').click()
  await page.getByText('You promised this to yourself.').waitFor()
  await button(page, 'Something you dream of').click()

  await heading(page, 'How are you now?').waitFor()
  expect(await complaints(page)).toEqual([])
  expect(await button(page, 'That fits').isDisabled(), 'a slider that was not touched is no answer').toBe(true)
  await page.getByRole('slider', { name: 'From unpleasant to pleasant' }).press('ArrowRight')
  await button(page, /^Less: From sleepy to wide awake/).click()
  await button(page, 'That fits').click()

  const box = page.getByRole('textbox', { name: 'Your sentence' })
  await box.waitFor()
  expect((await asked(page, '/v1/measures'))['measures']).toMatchObject([
    { when: 'before', pleasure: 0.51, arousal: 0.45, first: expect.stringMatching(/^(pleasure|arousal)$/) },
  ])
  await page.getByRole('complementary', { name: 'What to write about' }).getByText('Something you dream of').waitFor()
  await page.getByRole('link', { name: 'Day 1 of 4 · 0 min' }).waitFor()
  await box.pressSequentially('I flew over', { delay: 150 })
  await box.press('Enter')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await complaints(page)).toEqual([])
  // The page is left: what was written is told.
  await page.evaluate("location.hash = '/programme'")
  await expect
    .poll(async () => (await asked(page, '/v1/programme?zone=UTC'))['done'] as unknown as number)
    .toBeGreaterThanOrEqual(1)

  await page.evaluate("location.hash = '/mood/after'")
  await heading(page, 'How are you after writing?').waitFor()
  await button(page, 'I would rather not say').click()
  await page.getByText('That was enough for today.').waitFor()
  expect((await asked(page, '/v1/measures'))['measures']).toHaveLength(1)
  expect(faults).toEqual([])
})

test('settings that the house does not tell are asked for again when the writer wishes', async () => {
  await using visit = await open('#/')
  const { page } = visit
  await page.getByRole('textbox', { name: 'Your sentence' }).waitFor()
  await page.route('**/v1/settings', (route) => route.abort())
  await page.evaluate("location.hash = '/settings'")
  await page.getByText('This cannot be shown right now.').waitFor()
  await page.unroute('**/v1/settings')
  await button(page, 'Try again').click()
  await heading(page, 'Pictures').waitFor()
  expect(await button(page, 'Try again').count()).toBe(0)
})

test('settings: each says from whom it is, gentle hides pictures until they are wanted, and all goes back', async () => {
  await using visit = await open('#/settings')
  const { page, faults } = visit
  const gentle = page.getByRole('switch', { name: 'Gentle' })
  await gentle.waitFor()
  expect(await complaints(page)).toEqual([])
  await page.locator('label').filter({ has: gentle }).click()
  await page.getByText('“Gentle” is on: pictures are never darker').waitFor()
  expect(await page.getByRole('radio', { name: 'hidden until I want them' }).isChecked()).toBe(true)
  const blur = page.getByRole('slider', { name: 'Blur' })
  expect([await blur.getAttribute('min'), await blur.inputValue()]).toEqual(['4', '4'])
  await blur.press('ArrowRight')
  await expect
    .poll(async () => (await asked(page, '/v1/settings'))['settings']!)
    .toMatchObject({ gentle: { value: true, origin: 'writer' }, blur: { value: 0.5, origin: 'writer', least: 0.4 } })
  await link(page, 'To the desk').click()
  await page.getByText('Pictures are hidden').first().waitFor()

  await page.goBack()
  await page.locator('label').filter({ has: gentle }).click()
  await expect.poll(() => blur.getAttribute('min')).toBe('0')
  await page
    .locator('.setting')
    .filter({ has: blur })
    .getByRole('button', { name: 'Back to the usual setting' })
    .click()
  await expect.poll(() => blur.inputValue()).toBe('0')
  expect(await complaints(page)).toEqual([])

  // Whoever leaves from here is not made somebody new.
  await button(page, 'Code').click()
  await button(page, 'Sign out everywhere').click()
  await page.getByRole('textbox', { name: 'Your sentence' }).waitFor()
  // The desk is cleared before the house has answered.
  await expect.poll(() => page.evaluate("fetch('/v1/writers/me').then(({ status }) => status)")).toBe(401)
  expect(faults).toEqual([])
})

test('in Chinese every page stands, at the width of a small phone', async () => {
  await using visit = await open('#/welcome', { width: 320, locale: 'zh-CN' })
  const { page, faults } = visit
  const found: string[] = []
  for (const [place, title] of [
    ['welcome', '安静写字的地方'],
    ['welcome/how', '先了解一下'],
    ['programme', '第 1 天，共 4 天'],
    ['comfort', '适合我的画'],
    ['mood', '你现在感觉怎么样？'],
    ['settings', '设置'],
  ] as const) {
    await page.evaluate(`location.hash = '/${place}'`)
    await heading(page, title).waitFor()
    found.push(...(await complaints(page)).map((complaint) => `${place}: ${complaint}`))
  }
  expect(found).toEqual([])
  await page.evaluate("location.hash = '/welcome'")
  await page.getByRole('main').getByRole('button', { name: 'English' }).click()
  await heading(page, 'A quiet place to write').waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(faults).toEqual([])
})
