import { expect, test, vi } from 'vitest'
import { atPage } from '../../test/page.ts'

// What cannot be shown, and who is not known: a real browser, the three real services, a real PostgreSQL.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 20_000 } } })

const at = atPage()

async function open(locale: string) {
  const context = await at.browser.newContext({
    locale,
    viewport: { width: 390, height: 800 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  return { page, context, [Symbol.asyncDispose]: () => context.close() }
}

test.each([
  ['en-GB', 'This part could not be shown', 'I need help now', 'You need not carry this alone'],
  ['zh-CN', '这一部分没能显示出来', '我现在需要帮助', '不必一个人扛着'],
])('a page that throws (%s) says so kindly, loses no words, and help is at hand', async (locale, ...said) => {
  const [title, help, card] = said as [string, string, string]
  await using visit = await open(locale)
  const { page, context } = visit
  await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  await page.goto(at.house.url)
  const box = page.locator('.box textarea')
  await box.fill('Half a sen')
  // An answer that no house gives.
  await page.route('**/v1/settings', (route) => route.fulfill({ json: { settings: {} } }))
  await page.evaluate("location.hash = '/settings'")
  await page.getByRole('heading', { name: title }).waitFor()
  expect(await page.getByRole('alert').count()).toBe(1)

  await page.getByRole('button', { name: help }).click()
  await page.getByRole('heading', { name: card }).waitFor()
  await page.keyboard.press('Escape')

  await page.unroute('**/v1/settings')
  await page.getByRole('main').getByRole('link').click()
  await expect.poll(() => box.inputValue(), { message: 'the desk is as it was' }).toBe('Half a sen')
})

test('a desk that throws leaves help and the way to load it again', async () => {
  await using visit = await open('en-GB')
  const { page, context } = visit
  await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  // An answer that no house gives.
  await page.route('**/v1/styles', (route) => route.fulfill({ json: { styles: [{ name: 'untitled' }] } }))
  await page.goto(at.house.url)
  const again = page.getByRole('button', { name: 'Load again' })
  await again.waitFor()
  await page.getByRole('button', { name: 'I need help now' }).waitFor()
  await page.unroute('**/v1/styles')
  await again.click()
  await page.getByRole('textbox', { name: 'Your sentence' }).waitFor()
  expect(await again.count()).toBe(0)
})

test('a part of the page that did not come is fetched again when asked for', async () => {
  await using visit = await open('en-GB')
  const { page, context } = visit
  await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  await page.goto(at.house.url)
  await page.locator('.box textarea').fill('Half a sen')
  await page.route('**/Settings-*.js', (route) => route.abort())
  await page.evaluate("location.hash = '/settings'")
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' })
  await again.waitFor()

  // With the house away the page stays, and help on it.
  await page.route(`${at.house.url}/`, (route) => route.abort())
  const asked = page.waitForEvent('requestfailed', (request) => request.url() === `${at.house.url}/`)
  await again.click()
  await asked
  await again.waitFor()
  await page.getByRole('button', { name: 'I need help now' }).waitFor()

  // With the house there it is loaded anew, and who has words in the box is asked before.
  await page.unrouteAll()
  const types: string[] = []
  const answer = (ways: 'accept' | 'dismiss') =>
    page.once('dialog', async (dialog) => {
      types.push(dialog.type())
      await dialog[ways]()
    })
  answer('dismiss')
  await again.click()
  await expect.poll(() => types).toEqual(['beforeunload'])
  await again.waitFor()
  expect(await page.locator('.box textarea').inputValue()).toBe('Half a sen')
  answer('accept')
  await again.click()
  await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor()
})

test('nobody is made a writer by looking: places that ask the house something lead to the welcome', async () => {
  await using visit = await open('en-GB')
  const { page } = visit
  const made: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/v1/writers') made.push(request.url())
  })
  await page.goto(at.house.url)
  for (const place of ['programme', 'comfort', 'mood', 'mood/after', 'settings']) {
    await page.evaluate(`location.hash = '/${place}'`)
    await page.waitForURL(`${at.house.url}/#/welcome`)
    await page.getByRole('heading', { name: 'A quiet place to write' }).waitFor()
    await page.goBack()
    await page.getByRole('textbox', { name: 'Your sentence' }).waitFor()
  }
  expect(made).toEqual([])
  await page.evaluate("location.hash = '/welcome'")
  await page.getByRole('main').getByRole('link', { name: 'Begin' }).click()
  await page.getByRole('link', { name: 'See the programme' }).click()
  await page.getByRole('heading', { name: 'Day 1 of 4' }).waitFor()
  expect(made).toHaveLength(1)
})
