import type { Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { atPage } from './page.ts'

// What stands in the box and was not sent: a real browser, the three real services, a real PostgreSQL.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } })

const at = atPage()
const half = 'I was going to say that'

async function open() {
  const context = await at.browser.newContext({ serviceWorkers: 'block', locale: 'en-GB', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  // Whoever has words in the box is asked before the page is left.
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(at.house.url)
  return { context, page, box: page.locator('.box textarea') }
}

/** What the browser has laid by of drafts, in bytes as they are. */
const laidBy = (page: Page) =>
  page.evaluate(`new Promise((resolve) => {
    const opening = indexedDB.open('aiw', 1)
    opening.onsuccess = () => {
      const asked = opening.result.transaction('unsent').objectStore('unsent').getAll()
      asked.onsuccess = () => resolve(asked.result.filter(({ id }) => id.endsWith(':draft')).map(({ sealed }) => new TextDecoder().decode(sealed)))
    }
  })`) as Promise<string[]>

test('half a sentence outlives a reload, private as it was, and is gone once it is sent', async () => {
  const { page, box } = await open()
  await box.pressSequentially(half)
  await page.keyboard.press('Alt+KeyP')
  await expect.poll(async () => (await laidBy(page)).length).toBe(1)
  expect((await laidBy(page))[0]).not.toContain(half)
  await page.reload()
  await expect.poll(() => box.inputValue()).toBe(half)
  expect(await page.getByRole('button', { name: 'Just for me' }).getAttribute('aria-pressed')).toBe('true')

  await box.press('Enter')
  // At once, and not when the writing has rested.
  let left = await laidBy(page)
  for (let tries = 0; left.length > 0 && tries < 20; tries++) left = await laidBy(page)
  expect(left).toEqual([])
  await page.reload()
  await page.locator('.entry').getByText(half).waitFor()
  expect(await box.inputValue()).toBe('')
})

test('while the house is away half a sentence is there all the same; nobody else is shown it', async () => {
  const { page, box, context } = await open()
  await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  await page.reload()
  await box.pressSequentially(half)
  await expect.poll(async () => (await laidBy(page)).length).toBe(1)
  await context.route('**/v1/**', (route) => route.abort())
  await page.reload()
  await expect.poll(() => box.inputValue()).toBe(half)

  // Somebody else signs in with this browser.
  await context.unroute('**/v1/**')
  await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  await page.reload()
  await expect.poll(() => laidBy(page)).toEqual([])
  expect(await box.inputValue()).toBe('')
})
