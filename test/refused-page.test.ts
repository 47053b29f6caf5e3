import { expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// What the house refuses does not keep anybody from going on: a real browser, the three real services, a real PostgreSQL.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } })

const at = atPage()

test('a new sitting begins over a refused sentence, which is shown there until its writer has decided', async () => {
  const context = await at.browser.newContext({ serviceWorkers: 'block', locale: 'en-GB', reducedMotion: 'reduce' })
  await context.request.post(`${at.house.url}/v1/writers`, { data: {} })
  await context.request.patch(`${at.house.url}/v1/settings`, { data: { pictures: 'off' } })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  let isRefusing = true
  await page.routeWebSocket(/\/socket$/, (line) => {
    const house = line.connectToServer()
    line.onMessage((frame) => {
      const { id, text } = JSON.parse(String(frame)) as { id: string; text?: string }
      if (!isRefusing || !text?.includes('refused')) return house.send(frame)
      line.send(JSON.stringify({ type: 'problem', id, seq: 0, code: 'invalid', retry: false }))
    })
  })
  await page.goto(at.house.url)
  const box = page.locator('.box textarea')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const entries = () => page.locator('.entry .sentence').allTextContents()
  const write = async (text: string) => {
    await box.fill(text)
    await box.press('Enter')
  }
  const refuse = async (text: string) => {
    await write(text)
    await page.getByText('could not be saved as it stands').waitFor()
  }
  await refuse('A bird, refused.')
  // From wherever one is.
  await page.evaluate("location.hash = '/back'")
  await page.getByRole('heading', { name: 'Looking back' }).waitFor()
  await button('New sitting').click()
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA')
  expect(await entries()).toEqual([])
  const held = page.getByRole('complementary', { name: 'Not saved yet' })
  await held.getByText('A bird, refused.').waitFor()
  expect(await complaints(page)).toEqual([])

  // Words go only when that is meant.
  await button('Throw away').click()
  await button('Keep').click()
  isRefusing = false
  await write('A fresh page.')
  await page.getByText('Saved', { exact: true }).waitFor()
  await button('Save here').click()
  await expect.poll(entries).toEqual(['A fresh page.', 'A bird, refused.'])
  await page.getByText('Saved', { exact: true }).waitFor()
  expect(await held.count()).toBe(0)

  isRefusing = true
  await refuse('Two birds, refused.')
  await button('New sitting').click()
  await button('Throw away').click()
  await button('Delete').click()
  await held.waitFor({ state: 'detached' })
  expect(await entries()).toEqual([])
})
