import type { BrowserContextOptions, Page, WebSocketRoute } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// What hangs on the wall, whatever becomes of the line, and however small the wall is: a real browser, the three real
// services, a real PostgreSQL.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } })

const at = atPage()

const bird = 'There was only one bird by the river.'
const phone = { hasTouch: true, isMobile: true } as const

/** Somebody new; what goes wrong in the page is collected. */
async function open(options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<void>) {
  const context = await at.browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 390, height: 844 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await prepare?.(page)
  await page.goto(at.house.url)
  const box = page.locator('.box textarea')
  return {
    page,
    faults,
    thumbs: () => page.locator('.thumb img').count(),
    write: async (text: string) => {
      await box.fill(text)
      await box.press('Enter')
    },
  }
}

test('a picture that does not arrive leaves its preview on the wall and a bare canvas in the strip, until the line is open again', async () => {
  const lines: WebSocketRoute[] = []
  let isLost = true
  const { page, write, faults } = await open({}, async (of) => {
    await of.route('**/v1/pictures/*', (route) => (isLost ? route.abort() : route.continue()))
    await of.routeWebSocket('**/socket', (line) => {
      line.connectToServer()
      lines.push(line)
    })
  })
  await write(bird)
  const bare = page.getByRole('button').getByRole('img', { name: /bird/ }).and(page.locator('.bare'))
  await bare.waitFor()
  const sources = () =>
    page.locator('.desk img').evaluateAll((images) => images.map((image) => image.getAttribute('src')!.slice(0, 5)))
  await expect.poll(sources).toEqual(['data:'])
  expect(await complaints(page)).toEqual([])

  isLost = false
  await lines.at(-1)!.close()
  await expect.poll(sources).toEqual(['/v1/p', '/v1/p'])
  expect(await bare.count()).toBe(0)
  expect(lines.length).toBeGreaterThan(1)
  expect(faults).toEqual([])
})

test('a picture that does not arrive is a bare canvas wherever one looks back, and comes when the line is open again', async () => {
  const lines: WebSocketRoute[] = []
  let isLost = false
  const { page, write, thumbs, faults } = await open({}, async (of) => {
    await of.route('**/v1/pictures/*', (route) => (isLost ? route.abort() : route.continue()))
    await of.routeWebSocket('**/socket', (line) => {
      line.connectToServer()
      lines.push(line)
    })
  })
  await write(bird)
  await expect.poll(thumbs).toBe(1)
  await write('My mother is waiting at the window.')
  await expect.poll(thumbs).toBe(2)
  const main = page.locator('main:not([hidden])')
  /** How many are bare, and how many are there. Whenever the line opens all are tried again. */
  const hung = async () => [await main.locator('.bare').count(), await main.locator('img').count()]
  const placeOf = (link: string) => main.locator(link).first().getAttribute('href')
  const goTo = (place: string) => page.evaluate(`location.hash = ${JSON.stringify(place)}`)
  await goTo('#/back')
  await main.locator('.wall img').first().waitFor()
  const sitting = (await placeOf('.sitting-one a'))!

  isLost = true
  await page.reload()
  await expect.poll(hung).toEqual([2, 0])
  expect(await complaints(page)).toEqual([])
  await goTo(sitting)
  await expect.poll(hung).toEqual([2, 0])
  await main.getByRole('img', { name: /bird/ }).waitFor()
  await goTo(`#/booklet/from/${sitting.split('/').at(-1)}`)
  // On the cover, on each of two leaves, and in the list they are chosen from.
  await main.locator('summary').click()
  await expect.poll(hung).toEqual([5, 0])
  await goTo(`${sitting}/film`)
  await main.getByRole('img', { name: /bird/ }).waitFor()
  await main.getByRole('button', { name: 'Next' }).click()
  await main.locator('.film-place', { hasText: '2 of 2' }).waitFor()
  expect(await hung()).toEqual([0, 0])

  isLost = false
  await lines.at(-1)!.close()
  await expect.poll(hung).toEqual([0, 1])
  await page.goBack()
  await page.goBack()
  await expect.poll(hung).toEqual([0, 2])
  expect(faults).toEqual([])
})

test('on a phone on its side nothing lies over the label of the picture and its tools', async () => {
  const { page, write, thumbs, faults } = await open({ ...phone, viewport: { width: 844, height: 390 } })
  await write(bird)
  await expect.poll(thumbs).toBe(1)
  await page.locator('.layer').first().waitFor()
  const covered = () =>
    page.evaluate(`[...document.querySelectorAll('.stage-origin, .stage-tools .tool:not([data-away])')].flatMap((one) => {
      const { left, top, width, height } = one.getBoundingClientRect()
      const hit = document.elementFromPoint(left + Math.min(width, 60) / 2, top + height / 2)
      return one.contains(hit) ? [] : [one.textContent]
    })`)
  expect(await covered()).toEqual([])
  await page.setViewportSize({ width: 667, height: 375 })
  expect(await covered()).toEqual([])
  await page.locator('.thumb').click()
  await page.getByRole('button', { name: 'Hide pictures' }).click()
  await page.getByText('Pictures are hidden').waitFor()
  expect(faults).toEqual([])
})

test('the current picture is in sight in the strip after a reload, and after pictures were hidden', async () => {
  const { page, write, thumbs, faults } = await open({ viewport: { width: 320, height: 740 } })
  for (const text of [bird, 'The snow began.', 'Nobody came.', 'A boat lay by the shore.']) await write(text)
  await expect.poll(thumbs).toBe(4)
  const isInSight = () =>
    page.evaluate(`(() => {
      const current = document.querySelector('.thumb[aria-current]')?.getBoundingClientRect()
      return current !== undefined && current.left >= 0 && current.right <= innerWidth
    })()`)
  await expect.poll(isInSight).toBe(true)
  await page.reload()
  await expect.poll(thumbs).toBe(4)
  await expect.poll(isInSight).toBe(true)
  await page.keyboard.press('Escape')
  await page.locator('.canvas-note').getByRole('button').click()
  await expect.poll(thumbs).toBe(4)
  await expect.poll(isInSight).toBe(true)
  expect(faults).toEqual([])
})

test('whoever touches is told of the eye and of no key, and what the rings are for stands in a word', async () => {
  const { page, write, thumbs, faults } = await open(phone)
  await page.goto(`${at.house.url}/#/welcome/how`)
  await page.getByText('The eye under the picture hides all pictures at once').waitFor()
  expect(await page.getByText('Escape').count()).toBe(0)
  await page.goto(`${at.house.url}/#/`)
  await write(bird)
  await expect.poll(thumbs).toBe(1)
  await page.getByRole('button', { name: 'About this sentence' }).tap()
  await page.getByRole('menuitem', { name: 'Just for me' }).waitFor()
  expect(await page.locator('kbd:visible').count()).toBe(0)
  await page.keyboard.press('Escape')
  await page.locator('.canvas-note').getByRole('button').tap()
  await page.getByText('Fits?', { exact: true }).tap()
  await page.getByRole('dialog', { name: 'Does this picture fit?' }).waitFor()
  expect(await complaints(page)).toEqual([])
  expect(faults).toEqual([])
})

test('on a phone with its keyboard up the whole box is in sight, and what is said of the code above it', async () => {
  const { page, write, thumbs, faults } = await open({ ...phone, viewport: { width: 390, height: 480 } })
  await write(bird)
  await expect.poll(thumbs).toBe(1)
  await page.reload()
  await page.getByText('Your code is not kept yet').waitFor()
  const [box, foot] = [await page.locator('.box').boundingBox(), await page.locator('.foot').boundingBox()]
  expect(box!.y + box!.height).toBeLessThanOrEqual(foot!.y)
  expect(faults).toEqual([])
})

test.each(['en-GB', 'zh-CN'])(
  'that something does not fit at once is said whole on the smallest phone (%s)',
  async (locale) => {
    const { page, faults } = await open({ ...phone, locale, viewport: { width: 320, height: 568 } })
    const box = page.locator('.box textarea')
    await box.fill('A long one. '.repeat(420))
    const status = page.locator('.box-status strong')
    await status.waitFor()
    await box.press('Enter')
    expect(await box.inputValue(), 'nothing is sent, and nothing is lost').toHaveLength(5040)
    const cut = await page
      .locator('.box-status')
      .evaluate((element: { scrollWidth: number; clientWidth: number }) => element.scrollWidth - element.clientWidth)
    expect(cut).toBeLessThanOrEqual(0)
    const { y: boxTop } = (await page.locator('.box').boundingBox())!
    const { y, height } = (await page.locator('.box-status').boundingBox())!
    expect(y + height, 'the edge of the box is seen').toBeLessThan(boxTop)
    expect(await complaints(page)).toEqual([])
    expect(faults).toEqual([])
  },
)
