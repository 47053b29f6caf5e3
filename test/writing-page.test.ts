import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// Somebody writes, and is the master of their pictures: a real browser, the three real services, a real PostgreSQL, and a
// speech server that hears the same in everything.

vi.setConfig({ testTimeout: 60_000, expect: { poll: { timeout: 30_000 } } })

const mother = 'My mother is waiting at the window.'
const bird = 'There was only one bird by the river.'

let speech: Server
/** What the speech server was sent, as bytes. */
const spoken: number[] = []

beforeAll(async () => {
  speech = createServer((request, response) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => (bytes += chunk.length))
    request.on('end', () => {
      spoken.push(bytes)
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ text: 'The light was on. <|SAD|>' }))
    })
  }).listen(0, '127.0.0.1')
  await once(speech, 'listening')
})
afterAll(() => void speech.close())
const at = atPage(() => ({ GATEWAY_SPEECH_URL: `http://127.0.0.1:${(speech.address() as AddressInfo).port}/v1` }))
/** A new writer at their desk, with settings of their own. */
async function open(settings: object = {}, { width = 1280, locale = 'en-GB' } = {}) {
  const context = await at.browser.newContext({
    serviceWorkers: 'block',
    viewport: { width, height: 800 },
    locale,
    reducedMotion: 'reduce',
  })
  const ask = async <Answer>(method: string, path: string, data?: object) => {
    const response = await context.request.fetch(at.house.url + path, { method, data })
    expect(response.ok(), `${method} ${path}: ${response.status()}`).toBe(true)
    return (await response.json()) as Answer
  }
  await ask('POST', '/v1/writers', {})
  if (Object.keys(settings).length > 0) await ask('PATCH', '/v1/settings', settings)
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text())
  })
  // A microphone without a machine that has one.
  await page.addInitScript(
    'navigator.mediaDevices.getUserMedia = async () => (microphone = new AudioContext().createMediaStreamDestination().stream)',
  )
  await page.goto(at.house.url)
  const box = page.locator('.box textarea')
  const sitting = async () => (await ask<{ sittings: { id: string }[] }>('GET', '/v1/sittings')).sittings[0]!.id
  return {
    page,
    box,
    faults,
    ask,
    ratings: async () => {
      const { ratings } = await ask<{ ratings: { [part: string]: unknown }[] }>(
        'GET',
        `/v1/ratings?sitting=${await sitting()}`,
      )
      return ratings
    },
    sitting,
    write: async (text: string) => {
      await box.fill(text)
      await box.press('Enter')
    },
    thumbs: () => page.locator('.thumb img').count(),
    tool: (name: string) => page.getByRole('button', { name, exact: true }),
    item: (name: string) => page.getByRole('menuitem', { name }).or(page.getByRole('menuitemradio', { name })),
  }
}

const focused = (page: Page) => page.evaluate('document.activeElement.tagName')
const filterOf = async (page: Page) => (await page.locator('.layer').last().getAttribute('style')) ?? ''

test('a look is felt at once, painted when it rests, and there on another day', async () => {
  const { page, write, thumbs, tool, ask, faults } = await open()
  await write(bird)
  await expect.poll(thumbs).toBe(1)
  await expect.poll(() => page.locator('.layer').count()).toBe(1)
  const more = tool('More: Brightness')
  for (let step = 0; step < 3; step++) await more.click()
  expect(await filterOf(page)).toContain('brightness(1.066)')
  expect(await complaints(page)).toEqual([])
  // shot: felt
  await expect.poll(thumbs).toBe(2)
  await expect.poll(() => filterOf(page)).toBe('')
  const held = async () =>
    (await ask<{ settings: { brightness: { value: number; origin: string } } }>('GET', '/v1/settings')).settings
      .brightness
  await expect.poll(held).toMatchObject({ value: 0.3, origin: 'writer' })
  const { settings } = await ask<{ settings: { [name: string]: { origin: string } } }>('GET', '/v1/settings')
  expect(['warmth', 'blur', 'abstraction', 'style'].map((name) => settings[name]!.origin)).toEqual(
    Array(4).fill('house'),
  )
  // Only what was moved is as the writer set it; the manner is the house's.
  await tool('Why this picture?').click()
  await page.locator('.why').waitFor()
  expect(await page.locator('.why-reason', { hasText: 'as you set it' }).count()).toBe(1)
  // Escape closes what is open and hides the picture, at once; a reload does not bring it back.
  await page.keyboard.press('Escape')
  await page.getByText('Pictures are hidden').waitFor()
  expect(await page.locator('.why').count()).toBe(0)
  await page.reload()
  await expect.poll(() => page.locator('.slider output').first().textContent()).toBe('+3')
  await tool('Reset').press('Enter')
  await expect.poll(() => focused(page)).toBe('TEXTAREA')
  expect(faults).toEqual([])
})

test('a picture that is not right goes at once and stays away; another is painted; then none at all', async () => {
  const { page, write, thumbs, tool, ratings, faults } = await open()
  await write(mother)
  await expect.poll(thumbs).toBe(1)
  const first = await page.locator('.thumb img').getAttribute('src')
  await tool('Does it fit?').click()
  await page.getByRole('radio', { name: '4' }).click({ force: true })
  expect(await complaints(page)).toEqual([])
  // shot: fits
  await page.getByRole('button', { name: 'It frightens me' }).press('Enter')
  await expect.poll(() => focused(page)).toBe('TEXTAREA')
  expect(await page.locator(`.desk img[src="${first}"]`).count()).toBe(0)
  await expect.poll(thumbs).toBe(1)
  const picture = first!.split('/').find((part) => part.length === 36)
  // The two are said at the same time, in either order.
  const saysOf = async (part: string) => (await ratings()).map((rating) => [rating['picture'], rating[part]])
  await expect.poll(() => saysOf('gotIt')).toContainEqual([picture, 0.75])
  await expect.poll(() => saysOf('rejected')).toContainEqual([picture, 'frightening'])

  await page.reload()
  await expect.poll(thumbs).toBe(1)
  expect(await page.locator(`.desk img[src="${first}"]`).count()).toBe(0)

  const before = Date.now()
  await page.keyboard.press('Escape')
  await page.getByText('Pictures are hidden').waitFor()
  expect(Date.now() - before).toBeLessThan(2_000)
  await write('Nobody came.')
  await expect.poll(() => page.locator('.progress').count()).toBe(0)
  expect(await page.locator('.desk img').count()).toBe(0)
  await page.locator('.canvas-note').getByRole('button').press('Enter')
  await expect.poll(thumbs).toBe(2)
  await expect.poll(() => focused(page)).toBe('TEXTAREA')

  await tool('Does it fit?').click()
  await page.getByRole('button', { name: 'Paint no pictures at all' }).click()
  await write(bird)
  await page.locator('.sentence').getByText(bird).waitFor()
  await page.getByText('Saved').waitFor()
  expect(await page.locator('.desk img').count()).toBe(0)
  await page.locator('.canvas-note').getByRole('button').click()
  await expect.poll(thumbs).toBe(2)
  expect(await page.locator('.trouble').count()).toBe(0)
  expect(faults).toEqual([])
})

test('a sentence is seen from afar, without somebody, three times over, and revised beside itself', async () => {
  const { page, write, thumbs, tool, item, ask, sitting, ratings, box, faults } = await open()
  await write(mother)
  await expect.poll(thumbs).toBe(1)
  await tool('Other pictures').click()
  expect(await complaints(page)).toEqual([])
  // shot: others
  await item('From afar').click()
  await expect.poll(thumbs).toBe(2)
  // Whatever was pressed, the writing goes on.
  await expect.poll(() => focused(page)).toBe('TEXTAREA')
  await expect.poll(() => page.locator('.stage-origin').textContent()).toContain('from afar')
  await tool('Other pictures').click()
  await item('mother').last().click()
  // shot: somebody
  await item('Leave out').click()
  await expect.poll(thumbs).toBe(3)
  const kept = await ask<{ sentences: { view?: object }[] }>('GET', `/v1/sittings/${await sitting()}`)
  expect(kept.sentences.at(-1)!.view).toMatchObject({ viewpoint: 'far', without: [expect.any(Number)] })

  // Escape closes menus however deep one is in them, and the writing goes on.
  await tool('Other pictures').click()
  await item('mother').last().click()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('menu').count()).toBe(0)
  await expect.poll(() => focused(page)).toBe('TEXTAREA')
  await page.locator('.canvas-note').getByRole('button').click()

  await tool('Why this picture?').click()
  await page.locator('.why mark').first().waitFor()
  expect(await complaints(page)).toEqual([])
  // shot: why
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('TEXTAREA')
  await page.locator('.canvas-note').getByRole('button').click()

  await tool('Other pictures').click()
  await item('Three to choose from').click()
  await expect.poll(() => page.locator('button.three-one').count(), { timeout: 90_000 }).toBe(3)
  await page.locator('button.three-one').nth(1).click()
  expect(await complaints(page)).toEqual([])
  // shot: three
  const said: string[] = []
  page.on('request', (request) => said.push(`${request.method()} ${new URL(request.url()).pathname.split('/')[2]}`))
  await tool('Keep this one').click()
  await expect.poll(thumbs).toBe(4)
  await expect.poll(() => focused(page)).toBe('TEXTAREA')
  await expect.poll(ratings).toMatchObject([{ kept: 'one', over: [expect.any(String), expect.any(String)] }])
  // The house learns from pictures that it still has.
  const toldOrTaken = said.filter((one) => one === 'POST ratings' || one === 'DELETE pictures')
  expect(toldOrTaken).toEqual(['POST ratings', 'DELETE pictures', 'DELETE pictures'])

  await box.fill('Something begun')
  await page.getByRole('button', { name: 'About this sentence' }).first().click()
  await item('Revise').click()
  await expect.poll(() => box.inputValue()).toBe(mother)
  await write('My mother was waiting at the window, and then she slept.')
  expect(await box.inputValue()).toBe('Something begun')
  await expect.poll(() => page.locator('.version-picture img').count()).toBe(2)
  expect(await complaints(page)).toEqual([])
  // shot: two
  await tool('Only the new one').click()
  expect(await page.locator('.version').count()).toBe(0)
  expect(faults).toEqual([])
})

test('one’s own image comes first, as somebody else tells it, and a question only when the writing rests', async () => {
  const settings = { imagineFirst: true, thirdPerson: true, questions: true }
  const { page, write, thumbs, tool, ask, sitting, ratings, faults } = await open(settings)
  await page.clock.install()
  // The site's own words for both.
  await page.locator('.tells').getByText('Today, try to write of yourself').waitFor()
  await write('She waited by the river.')
  await page.getByText('Before a picture appears, close your eyes').waitFor()
  await page.getByText('How clear is your own image?').waitFor()
  expect(await complaints(page)).toEqual([])
  // shot: imagine
  await page.getByRole('radio', { name: '3' }).click({ force: true })
  expect(await thumbs()).toBe(0)
  await tool('Show the picture').click()
  await expect.poll(thumbs).toBe(1)
  await expect.poll(ratings).toMatchObject([{ vivid: 0.5 }])
  await expect.poll(() => page.locator('.tells-mark[data-told="they"]').count()).toBe(1)

  await page.clock.fastForward(80_000)
  expect(await page.locator('.question').count()).toBe(0)
  await page.clock.fastForward(11_000)
  const question = page.locator('.question')
  await question.waitFor()
  await question.getByRole('textbox').fill('At the bird.')
  expect(await complaints(page)).toEqual([])
  // shot: question
  await tool('Keep it').click()
  await question.getByText('Kept').waitFor()
  const { answers } = await ask<{ answers: object[] }>('GET', `/v1/answers?sitting=${await sitting()}`)
  expect(answers).toMatchObject([{ text: 'At the bird.', sentence: expect.any(String) }])

  await tool('Focus').click()
  await expect.poll(() => page.locator('.header').isVisible()).toBe(false)
  expect(await complaints(page)).toEqual([])
  // shot: focus
  await tool('Leave focus').click()
  await expect.poll(() => page.locator('.header').isVisible()).toBe(true)

  // Looking back, the answer can be taken away again.
  await page.evaluate(`location.hash = '/back/${await sitting()}'`)
  await tool('Delete this answer…').click()
  expect(await complaints(page)).toEqual([])
  await tool('Delete').click()
  await expect.poll(() => page.locator('.answers').count()).toBe(0)
  await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('plate')
  expect((await ask<{ answers: object[] }>('GET', '/v1/answers')).answers).toEqual([])
  expect(faults).toEqual([])
})

test('what the house refuses for good can be taken back into the box, and a new wording outlives its sentence', async () => {
  const { page, box, write, tool, item, ask, sitting, faults } = await open({ pictures: 'off' })
  await page.routeWebSocket(/\/socket$/, (line) => {
    const house = line.connectToServer()
    line.onMessage((frame) => {
      const { id, text } = JSON.parse(String(frame)) as { id: string; text?: string }
      if (!text?.includes('refused')) return house.send(frame)
      line.send(JSON.stringify({ type: 'problem', id, seq: 0, code: 'not_found', retry: false }))
    })
  })
  await page.reload()
  await write(bird)
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.evaluate(`location.hash = '/settings'`)
  await page.getByRole('main').getByRole('heading').first().waitFor()
  await page.goBack()
  await expect.poll(() => focused(page)).toBe('TEXTAREA')

  const about = page.getByRole('button', { name: 'About this sentence' })
  await about.click()
  await item('Revise').click()
  await expect.poll(() => box.inputValue()).toBe(bird)
  await write('Two birds, refused.')
  await page.getByText('was deleted').waitFor()
  expect(await page.getByText('Saving…').count()).toBe(0)
  expect(await complaints(page)).toEqual([])
  // shot: refused
  await box.fill('Begun.')
  await tool('Take it back into the box').click()
  await expect.poll(() => box.inputValue()).toBe('Begun.\nTwo birds, refused.')
  expect(await page.locator('.entry').count()).toBe(1)

  await box.fill('')
  await about.click()
  await item('Revise').click()
  await expect.poll(() => box.inputValue()).toBe(bird)
  await box.fill('Three birds.')
  const { sentences } = await ask<{ sentences: { id: string }[] }>('GET', `/v1/sittings/${await sitting()}`)
  await page.context().request.delete(`${at.house.url}/v1/sittings/${await sitting()}/sentences/${sentences[0]!.id}`)
  await expect.poll(() => page.locator('.entry').count()).toBe(0)
  await page.getByText('as a new sentence').waitFor()
  expect(await box.inputValue()).toBe('Three birds.')
  expect(faults).toEqual([])
})

test('what runs from right to left begins at the right, in a page that does not', async () => {
  const { page, write, faults } = await open({ pictures: 'off' }, { width: 390 })
  await write('كانت أمي تنتظر عند النافذة.')
  /** How far the words of an entry stand from its two sides, in pixels. */
  const room = (at: number) =>
    page
      .locator('.entry .sentence')
      .nth(at)
      .evaluate((entry) => {
        const words = entry.ownerDocument.createRange()
        words.selectNodeContents(entry)
        const [inner, outer] = [words.getBoundingClientRect(), entry.getBoundingClientRect()]
        return { left: inner.left - outer.left, right: outer.right - inner.right }
      })
  const arabic = await room(0)
  expect(arabic.right).toBeLessThan(2)
  expect(arabic.left).toBeGreaterThan(40)
  await write('She waited.')
  expect((await room(1)).left).toBeLessThan(2)
  expect(await complaints(page)).toEqual([])
  expect(faults).toEqual([])
})

test('what is said is written into the box and waits there to be looked over', async () => {
  const { page, box, tool, faults, write } = await open({}, { width: 390 })
  await tool('Speak').click()
  await tool('Stop').waitFor()
  await page.getByText('Listening').waitFor()
  expect(await complaints(page)).toEqual([])
  // shot: dictate
  await page.evaluate(`document.addEventListener('input', ({ target }) => (written = target.value))`)
  await tool('Stop').click()
  await expect.poll(() => box.inputValue()).toBe('The light was on.')
  // Whatever watches the writing heard of it.
  expect(await page.evaluate('typeof written')).toBe('string')
  expect(spoken[0]).toBeGreaterThan(100)
  expect(await page.locator('.entry').count()).toBe(0)
  await page.getByText('Please look it over').waitFor()
  await write('The light was on, all night.')
  await expect.poll(() => page.locator('.entry').count()).toBe(1)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  expect(faults).toEqual([])
})

test('the microphone is let go when the page pauses and when the desk is left, and nothing of it is sent', async () => {
  const { page, box, tool, faults } = await open()
  const before = spoken.length
  const microphone = () => page.evaluate('microphone.getTracks().map((track) => track.readyState).join()')
  for (const [leave, come] of [
    [() => page.keyboard.press('Alt+KeyB'), () => page.keyboard.press('Space')],
    [() => page.evaluate(`location.hash = '/back'`), () => page.evaluate(`location.hash = '/'`)],
  ] as const) {
    await tool('Speak').click()
    await tool('Stop').waitFor()
    expect(await microphone()).toBe('live')
    await leave()
    await expect.poll(microphone).toBe('ended')
    await come()
    await tool('Speak').waitFor()
  }
  expect(await box.inputValue()).toBe('')
  expect(spoken).toHaveLength(before)
  expect(faults).toEqual([])
})
