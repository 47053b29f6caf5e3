import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// Somebody looks back at what they wrote: a real browser, the three real services, a real PostgreSQL.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 15_000 } } })

const recipients = mkdtempSync(join(tmpdir(), 'aiw-recipients-'))
const bird = 'There was only one bird by the river.'
const revised = 'There was only one bird by the river, and it stayed.'
const secret = 'This is just for me.'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
writeFileSync(join(recipients, 'dr-wang.pem'), `name: Dr Wang\npurpose: care\n${pem}`)
const at = atPage(() => ({ GATEWAY_RECIPIENTS: recipients }))
/** Whoever wrote, and the sitting. */
let code: string
let sitting: string

beforeAll(async () => {
  ;({ code, sitting } = await write([
    { type: 'write', id: 'bird', text: bird },
    { type: 'again', id: 'far', of: 'bird', viewpoint: 'far' },
    { type: 'revise', id: 'stayed', of: 'bird', text: revised },
    { type: 'write', id: 'secret', text: secret, private: true },
    { type: 'write', id: 'rivers', text: 'Rivers are always sad.' },
  ]))
})
afterAll(() => rmSync(recipients, { recursive: true }))

/** Writes a sitting as a program would, each when the one before is painted: a busy machine has time for them. */
async function write(messages: { id: string; type: string; [field: string]: unknown }[], by?: string) {
  const post = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    return (await fetch(at.house.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json() as T
  }
  const theirs = by ?? (await post<{ code: string }>('/v1/writers', {})).code
  const { token } = await post<{ token: string }>('/v1/tokens', { code: theirs })
  const { id } = await post<{ id: string }>('/v1/sittings', { language: 'en' }, token)
  const headers = { authorization: `Bearer ${token}` }
  const socket = new WebSocket(`${at.house.url.replace('http', 'ws')}/v1/sittings/${id}/socket`, { headers })
  const waiting = [...messages]
  const next = () => socket.send(JSON.stringify(waiting[0]))
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('The socket could not be opened')))
    socket.addEventListener('open', next)
    socket.addEventListener('message', ({ data }) => {
      const said = JSON.parse(String(data)) as { type: string; id: string; code?: string }
      if (said.type === 'problem') reject(new Error(`${said.id} was not painted: ${said.code}`))
      if (said.type !== 'done') return
      waiting.shift()
      if (waiting.length > 0) next()
      else resolve()
    })
  })
  socket.close()
  return { code: theirs, sitting: id }
}

/** The writer at another machine, at a place of the page; what goes wrong in the page is collected. */
async function openAt(place: string, options: { reducedMotion?: 'reduce'; width?: number; as?: string } = {}) {
  const { width = 1280, reducedMotion, as = code } = options
  const context = await at.browser.newContext({
    serviceWorkers: 'block',
    viewport: { width, height: 800 },
    locale: 'en-GB',
    reducedMotion,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text())
  })
  await context.request.post(`${at.house.url}/v1/sign-in`, { data: { code: as } })
  await page.goto(`${at.house.url}/#/${place}`)
  return { page, faults, context }
}

const texts = (page: Page) => page.locator('.plate .sentence').allTextContents()

test('from the wall to a sitting: wordings and views beside each other, what is private marked, Escape hides all', async () => {
  const { page, faults } = await openAt('back', { width: 390 })
  const first = page.getByRole('link', { name: revised })
  await expect.poll(() => page.locator('.wall img').count()).toBe(2)
  expect(await complaints(page)).toEqual([])
  await first.click()
  await expect.poll(() => texts(page)).toEqual([bird, revised, secret, 'Rivers are always sad.'])
  expect(await page.locator('.plate').first().locator('img').count()).toBe(3)
  await page.getByText('from afar').waitFor()
  await page.locator('.plate[data-private]').getByText('Just for you').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)

  // What the pictures' light was like is drawn for those who want it.
  expect(await page.locator('.light').count()).toBe(0)
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('main img').count()).toBe(0)
  expect(await texts(page)).toHaveLength(4)
  expect(faults).toEqual([])
})

test('older sittings come when they are asked for, and the focus goes on with the first of them', async () => {
  const { page, faults } = await openAt('settings')
  /** As many as there are in one answer, then the rest; each a minute older than the one before. */
  const startedAt = (at: number) => new Date(Date.UTC(2026, 10, 20) - at * 60_000).toISOString()
  const listed = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => ({
      id: `s${from + at}`,
      startedAt: startedAt(from + at),
      sentences: 1,
    }))
  const sentence = { id: 'a', kind: 'write', text: bird, private: false, pictures: [], done: true }
  const asked: string[] = []
  let isAway = true
  await page.route(/\/v1\/sittings(\?.*)?$/, async (route) => {
    const before = new URL(route.request().url()).searchParams.get('before')
    if (before === null) return route.fulfill({ json: { sittings: listed(0, 200) } })
    asked.push(before)
    if (isAway) return route.fulfill({ status: 503, json: { code: 'unavailable' } })
    return route.fulfill({ json: { sittings: listed(200, 203) } })
  })
  await page.route(/\/v1\/sittings\/s\d+$/, (route) =>
    route.fulfill({ json: { id: 's', seq: 1, sentences: [sentence] } }),
  )
  await page.route('**/v1/ratings?*', (route) => route.fulfill({ json: { ratings: [] } }))
  await page.evaluate("location.hash = '/back'")
  const sittings = page.locator('.sitting-one')
  await expect.poll(() => sittings.count()).toBe(200)

  const older = page.getByRole('button', { name: 'Older sittings' })
  await older.click()
  await page.getByRole('alert').waitFor()
  isAway = false
  await older.click()
  await expect.poll(() => sittings.count()).toBe(203)
  expect(asked).toEqual([startedAt(199), startedAt(199)])
  // There are no more, and so no button.
  expect(await older.count()).toBe(0)
  expect(await page.getByRole('alert').count()).toBe(0)
  await expect.poll(() => page.evaluate('document.activeElement.getAttribute("href")')).toBe('#/back/s200')
  expect(faults).toEqual([])
})

test('the light of the pictures from sitting to sitting is drawn for those who want it, and hidden with them', async () => {
  const { code: as } = await write([{ type: 'write', id: 'a', text: 'There was a bird.', look: { brightness: 0.8 } }])
  await write([{ type: 'write', id: 'b', text: 'There was a cup.', look: { brightness: -0.8 } }], as)
  const { page, faults } = await openAt('back', { as, width: 390 })
  await page.getByRole('button', { name: 'Light of the pictures' }).click()
  const points = page.locator('.light li')
  await expect.poll(() => points.count()).toBe(2)
  // The older one first.
  expect(await points.first().textContent()).toMatch(/\d{4}: lighter/)
  expect(await points.last().textContent()).toMatch(/\d{4}: darker/)
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('.light').count()).toBe(0)
  expect(faults).toEqual([])
})

test('as a film without motion: nothing moves by itself, the arrow keys go on and back, one step at a time', async () => {
  const { page } = await openAt(`back/${sitting}/film`, { reducedMotion: 'reduce' })
  await page.getByText('Nothing moves by itself').waitFor()
  expect(await page.getByRole('button', { name: 'Play' }).count()).toBe(0)
  const place = page.locator('.film-place')
  expect(await place.textContent()).toBe('1 of 2')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => place.textContent()).toBe('2 of 2')
  await page.locator('.film').getByText('Rivers are always sad.').waitFor()
  // A key that comes too soon changes nothing: pictures never follow each other fast.
  await expect
    .poll(async () => {
      await page.keyboard.press('ArrowLeft')
      return place.textContent()
    })
    .toBe('1 of 2')
  expect(await page.evaluate('document.getAnimations().length')).toBe(0)
  expect(await complaints(page)).toEqual([])
  await page.keyboard.press('Escape')
  const show = page.getByRole('button', { name: 'Show pictures' })
  await show.waitFor()
  expect((await show.boundingBox())!.height).toBeLessThan(80)
})

test('a picture that was hidden stays away until it is asked for', async () => {
  const { page, context } = await openAt(`back/${sitting}`)
  const picture = page.locator('.plate').last().locator('img')
  const id = (await picture.getAttribute('src'))!.split('/').at(-1)
  const rated = await context.request.post(`${at.house.url}/v1/ratings`, { data: { picture: id, hidden: true } })
  expect(rated.status()).toBe(201)
  await page.reload()
  await page.getByText('You put this picture away').waitFor()
  expect(await picture.count()).toBe(0)
  await page.getByRole('button', { name: 'Look at it' }).click()
  expect(await picture.getAttribute('src')).toContain(id)
})

test('a sentence is shown to somebody only after the writer has agreed, and taken back', async () => {
  const { page } = await openAt(`back/${sitting}`)
  await page.getByRole('button', { name: 'About sentence 1' }).click()
  await page.getByRole('menuitem', { name: 'Show somebody' }).click()
  const card = page.locator('.share')
  const show = card.getByRole('button', { name: 'Show Dr Wang', exact: true })
  const way = (name: string) => card.getByRole('button', { name, exact: true })
  await way('Cancel').waitFor()
  const foot = (await page.locator('.foot').boundingBox())!
  const end = (await card.boundingBox())!
  expect(end.y + end.height, 'all of it is in sight').toBeLessThanOrEqual(foot.y)
  await show.press('Enter')
  await way('I agree, show Dr Wang').waitFor()
  const hasFocus = () => card.evaluate((one) => one.contains(one.ownerDocument.activeElement))
  await expect.poll(hasFocus).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Dr Wang has been able to read this since').waitFor()
  await expect.poll(hasFocus).toBe(true)
  await way('Done').waitFor()
  expect(await complaints(page)).toEqual([])
  await way('Take it back').click()
  await show.waitFor()
  await expect.poll(hasFocus).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => card.count()).toBe(0)
  expect(await page.locator('.plate img').count(), 'only the question was closed').toBeGreaterThan(0)

  const whole = page.getByRole('button', { name: 'Show somebody', exact: false }).first()
  await whole.press('Enter')
  await way('Cancel').press('Enter')
  await expect.poll(() => whole.and(page.locator(':focus')).count()).toBe(1)
})

test('whoever looks back is asked about the whole sitting when they wish, each question once', async () => {
  const { sitting: mine, code: me } = await write([{ type: 'write', id: 'a', text: bird }])
  const { page } = await openAt(`back/${mine}`, { as: me, width: 390 })
  const way = page.getByRole('button', { name: 'A question to look back with' })
  const card = page.getByRole('complementary', { name: 'A question, if you like' })
  await way.click()
  const field = card.getByRole('textbox')
  const first = (await field.getAttribute('aria-label'))!
  const focused = page.locator(':focus')
  await expect.poll(() => field.and(focused).count()).toBe(1)
  const end = (await card.getByRole('button', { name: 'Not now' }).boundingBox())!
  const foot = (await page.locator('.foot').boundingBox())!
  expect(end.y + end.height, 'its buttons are in view, too').toBeLessThanOrEqual(foot.y)
  await card.getByRole('button', { name: 'Not now' }).click()
  await expect.poll(() => way.and(focused).count()).toBe(1)
  await page.keyboard.press('Enter')
  await field.fill('That it was quiet.')
  expect(await complaints(page)).toEqual([])
  await card.getByRole('button', { name: 'Keep it' }).click()
  const answers = page.getByLabel('What you thought about it')
  await answers.getByText('That it was quiet.').waitFor()
  await answers.getByText(first).waitFor()
  await way.click()
  expect(await field.getAttribute('aria-label')).not.toBe(first)
})

test('a booklet is printed as A5, one leaf a page, and saved as one file that needs nothing else', async () => {
  const { page, faults } = await openAt(`booklet/from/${sitting}`)
  await expect.poll(() => page.locator('.leaf').count()).toBe(4)
  await page.getByLabel('Title').fill('By the river')
  await page.locator('.leaf-title', { hasText: 'By the river' }).waitFor()
  expect(await complaints(page)).toEqual([])

  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(4)
  expect(pdf).toMatch(/\/MediaBox \[0 0 4(?:19|20)(?:\.\d+)? 59[45]/)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^aiw-booklet-\d{4}-\d\d-\d\d\.html$/)
  const html = readFileSync(await file.path(), 'utf8')
  expect(html).toContain('By the river')
  expect(html).toContain('data:image/webp;base64,')
  expect(html).not.toContain('/v1/')
  expect(html).not.toContain(secret)

  await page.getByText('Kept', { exact: true }).waitFor()
  await page.reload()
  await page.getByRole('button', { name: 'By the river' }).click()
  await expect.poll(() => page.locator('.leaf').count()).toBe(4)
  expect(faults).toEqual([])
})

test('a booklet that was begun from a sitting and left is taken up again; one that was worked on is not', async () => {
  const { sitting: mine, code: me } = await write([{ type: 'write', id: 'a', text: bird }])
  const { page } = await openAt(`booklet/from/${mine}`, { as: me })
  const kept = page.getByRole('navigation', { name: 'Your booklets' }).getByRole('button')
  const isLaid = async () => {
    await expect.poll(() => page.locator('.leaf').count()).toBe(3)
  }
  /** Leaves it, which keeps it, and begins another from the same sitting. */
  const beginAgain = async () => {
    const keeping = page.waitForResponse((response) => response.request().method() === 'PUT')
    await page.evaluate(`location.hash = '/back'`)
    await keeping
    await page.evaluate(`location.hash = '/booklet/from/${mine}'`)
    await isLaid()
  }
  await isLaid()
  await beginAgain()
  await expect.poll(() => kept.filter({ hasText: 'Untitled' }).count()).toBe(1)
  expect(await kept.and(page.locator('[aria-current]')).allInnerTexts()).toEqual(['Untitled'])
  await page.getByLabel('Title').fill('By the river')
  await beginAgain()
  await kept.filter({ hasText: 'By the river' }).waitFor()
  expect(await kept.and(page.locator('[aria-current]')).count(), 'another lies open').toBe(0)
})

test('a sentence goes in two steps, then the sitting', async () => {
  const { page } = await openAt(`back/${sitting}`)
  await page.getByRole('button', { name: 'About sentence 1' }).click()
  await page.getByRole('menuitem', { name: 'Delete this sentence' }).click()
  await page.getByRole('button', { name: 'Keep' }).press('Escape')
  expect(await page.getByRole('button', { name: 'Keep' }).count()).toBe(0)
  expect(await texts(page)).toHaveLength(4)
  expect(await page.locator('main img').count(), 'only the question was closed').toBeGreaterThan(0)
  await page.getByRole('button', { name: 'About sentence 1' }).click()
  await page.getByRole('menuitem', { name: 'Delete this sentence' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect.poll(() => texts(page)).toEqual([secret, 'Rivers are always sad.'])

  await page.getByRole('button', { name: 'Delete this sitting' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByText('Nothing has been written here yet').waitFor()
  expect(new URL(page.url()).hash).toBe('#/back')
})
