import type { Route } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { atPage } from '../../test/page.ts'

// What is written stays in the box: a real browser, the three real services, a real PostgreSQL.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 20_000 } } })

const at = atPage()

/** Has React wait with whatever is not urgent, as on a machine that has much to do: it goes on when `held` is false again. */
const holdUp = `
  held = false
  waiting = []
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (...given) {
    if (held) waiting.push(() => post.apply(this, given))
    else post.apply(this, given)
  }
  letGo = () => {
    held = false
    for (const go of waiting.splice(0)) go()
  }`

test('words that come without a key, while the page is about to be drawn anew, are not lost', async () => {
  await using context = await at.browser.newContext({ serviceWorkers: 'block' })
  await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.addInitScript(holdUp)
  await page.goto(at.house.url)
  const box = page.locator('.box textarea')
  await box.focus()
  await page.waitForLoadState('networkidle')
  // Somebody comes back to the tab, which asks for their settings again; they are there, and not drawn yet.
  const asked = Promise.withResolvers<Route>()
  await page.route('**/v1/settings', asked.resolve)
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
  const settings = await asked.promise
  await page.evaluate('held = true')
  await settings.continue()
  await expect.poll(() => page.evaluate('waiting.length')).toBeGreaterThan(0)
  // Then they speak, or paste.
  await page.keyboard.insertText('Half a sen')
  await page.evaluate('letGo()')
  await page.keyboard.insertText('tence.')
  await expect.poll(() => box.inputValue()).toBe('Half a sentence.')
})
