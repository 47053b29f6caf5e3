import { expect, test } from 'vitest'
import { atPage } from './page.ts'

// Somebody far away, on a slow line.

const at = atPage()

/** A first visit in Chinese; `bytes` a second, 0 for as fast as this machine is. */
async function visit(bytes: number) {
  const context = await at.browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  if (bytes > 0) {
    const line = await context.newCDPSession(page)
    await line.send('Network.enable')
    const rates = { downloadThroughput: bytes, uploadThroughput: bytes }
    await line.send('Network.emulateNetworkConditions', { offline: false, latency: 40, ...rates })
  }
  const serifs: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('noto-serif-sc')) serifs.push(request.url())
  })
  await page.goto(at.house.url)
  const box = page.locator('textarea')
  await box.waitFor()
  await box.fill('今天下雨了。')
  await box.press('Enter')
  await page.locator('.words').getByText('今天下雨了。').waitFor()
  return { page, serifs }
}

test('on a slow line Chinese is shown in the fonts of the machine, and what is written is kept first', async () => {
  const { page, serifs } = await visit(50_000)
  await page.getByText('已保存').first().waitFor({ timeout: 15_000 })
  expect(serifs).toEqual([])
})

test('on a line that is fast enough it is shown in the fonts of the house', async () => {
  const { page, serifs } = await visit(0)
  await expect.poll(() => serifs.length).toBeGreaterThan(0)
  await page.getByText('已保存').first().waitFor()
})
