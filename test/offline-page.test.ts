import type { BrowserContext, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// The page when the house or the network is away, and on a machine that a ward shares: a real browser, a real at.house.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 30_000 } } })

const idleMinutes = 5

const at = atPage(() => ({ GATEWAY_KIOSK_MINUTES: `${idleMinutes}` }))

/** Somebody whose browser has the page, and a card of the site, already. */
async function visitor(locale = 'en-US'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await at.browser.newContext({
    locale,
    viewport: { width: 390, height: 700 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto(at.house.url)
  await looksAfter(page)
  await page.evaluate(`fetch('/v1/site')`)
  return { context, page }
}

/** Waits until the service worker looks after a page. */
const looksAfter = (page: Page) =>
  page.evaluate(`navigator.serviceWorker.controller
    ? undefined
    : new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
      })`)

const box = (page: Page) => page.locator('.box textarea')
const write = async (page: Page, text: string) => {
  await box(page).fill(text)
  await box(page).press('Enter')
}
const words = (page: Page) => page.locator('.sentence').allTextContents()

/** What lies in the browser, but for the page itself and the site's card. */
const keptBy = (page: Page) =>
  page.evaluate(`new Promise((resolve) => {
    indexedDB.open('aiw', 1).onsuccess = ({ target: { result } }) => {
      result.transaction('unsent').objectStore('unsent').getAllKeys().onsuccess = ({ target }) => resolve(target.result)
    }
  }).then(async (rows) => ({
    rows,
    caches: (await caches.keys()).filter((name) => !/^aiw-([0-9a-f]{16}|site)$/.test(name)),
    local: { ...localStorage },
    session: { ...sessionStorage },
  }))`)

test('a pause shows nothing at all, and any key brings back what was there', async () => {
  const { context, page } = await visitor()
  await box(page).fill('half a sen')
  await page.keyboard.press('Alt+b')
  const neutral = page.locator('.neutral')
  await neutral.waitFor()
  expect(
    await page.evaluate(`document.elementFromPoint(9, 9).className + document.querySelector('.neutral').innerText`),
  ).toBe('neutral')
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('x')
  await expect.poll(() => neutral.count()).toBe(0)
  await page.keyboard.type('tence')
  expect(await box(page).inputValue()).toBe('half a sentence')

  await page.keyboard.press('Alt+b')
  await neutral.waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Pictures are hidden').first().waitFor()
  await page.keyboard.press('Alt+b')
  await neutral.click()
  await expect.poll(() => neutral.count()).toBe(0)
  await context.close()
})

test('a shared machine forgets whoever has left it, and tells them once before', async () => {
  const { context, page } = await visitor()
  await page.clock.install()
  await page.reload()
  await looksAfter(page)
  await page.getByRole('button', { name: '中文' }).click()
  await write(page, '河还在那里。')
  await expect.poll(() => page.locator('.strip img').count()).toBe(1)
  await box(page).fill('还没写完')
  const key = await page.evaluate(`sessionStorage.getItem('aiw.unsent')`)
  expect(key).toEqual(expect.any(String))
  const near = page.getByText('你还在吗')
  await page.clock.fastForward((idleMinutes * 60 - 50) * 1_000)
  await near.waitFor()
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('Shift')
  await expect.poll(() => near.count()).toBe(0)
  expect(await words(page)).toEqual(['河还在那里。'])

  await page.clock.fastForward((idleMinutes * 60 + 1) * 1_000)
  await page.waitForURL(`${at.house.url}/`)
  await page.getByRole('textbox', { name: 'Your sentence' }).waitFor()
  expect(await words(page)).toEqual([])
  expect(await box(page).inputValue()).toBe('')
  // Whatever a browser keeps: a key and a room for the next person's unsent words, both new and empty.
  await expect.poll(() => keptBy(page)).toMatchObject({ caches: [], local: {}, rows: [] })
  const { session } = (await keptBy(page)) as { session: Record<string, string> }
  expect(Object.keys(session).filter((name) => !['aiw.unsent', 'aiw.wish', 'aiw.here'].includes(name))).toEqual([])
  expect(session['aiw.unsent']).not.toBe(key)
  expect(session['aiw.wish']).toBe('{}')
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(`fetch('/v1/writers/me').then(({ status }) => status)`)).toBe(401)
  await context.close()
})

test('on a shared machine a reload goes on, and who closed their tab has left', async () => {
  const { context, page } = await visitor()
  await write(page, 'The river is still there.')
  await page.getByText('Saved').waitFor()
  await page.reload()
  await expect.poll(() => words(page)).toEqual(['The river is still there.'])
  await page.close()
  const next = await context.newPage()
  await next.goto(at.house.url)
  await expect.poll(() => context.cookies()).toEqual([])
  expect(await words(next)).toEqual([])
  expect(await next.evaluate(`localStorage.getItem('aiw.unnoted')`)).toBe(null)
  expect(await next.evaluate(`fetch('/v1/writers/me').then(({ status }) => status)`)).toBe(401)
  await context.close()
})

// Last, for it takes the gateway away.
test('without a network the page opens, helps and takes sentences, and sends them when it is back', async () => {
  const { context } = await visitor()
  await context.setOffline(true)
  await at.house.kill('gateway')
  const page = await context.newPage()
  await page.goto(`${at.house.url}/#/help`)
  await page.getByRole('heading', { name: 'You need not carry this alone' }).waitFor()
  await page.getByText('Five, four, three, two, one').waitFor()
  await page.getByLabel('What I can do myself').fill('A walk to the river.')
  await page.getByText('Waits in this tab').waitFor()
  expect(await complaints(page), 'help').toEqual([])
  await page.keyboard.press('Escape')

  await write(page, 'The river is still there.')
  await page.getByRole('button', { name: 'Offline' }).click()
  await page.getByText('sealed with a key that only this tab has').waitFor()
  expect(await complaints(page), 'offline').toEqual([])
  await page.getByRole('button', { name: 'Close' }).click()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect.poll(() => words(page)).toEqual(['The river is still there.'])
  await page.keyboard.press('Alt+h')
  await expect.poll(() => page.getByLabel('What I can do myself').inputValue()).toBe('A walk to the river.')
  await page.keyboard.press('Escape')

  at.house.start('gateway')
  await at.house.ready()
  await context.setOffline(false)
  await expect.poll(() => page.locator('.sentence[data-unsaved]').count()).toBe(0)
  expect(await words(page)).toEqual(['The river is still there.'])
  await context.close()
})
