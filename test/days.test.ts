import type { Locator, Page } from 'playwright-core'
import { expect, test, vi } from 'vitest'
import { texts } from '../web/src/i18n/texts.ts'
import { complaints } from './axe.ts'
import { atPage } from './page.ts'

// Two whole days of somebody who writes, from the first minute until everything is erased: a real browser, the three real
// services, a real PostgreSQL. In English at a desk by the keyboard alone, in Chinese on a phone by touch alone.

vi.setConfig({ testTimeout: 120_000, expect: { poll: { timeout: 15_000 } } })

const at = atPage()

const stories = {
  en: {
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    sentences: [
      'There was only one bird by the river.',
      'My mother is waiting at the window.',
      'It rained all night.',
      'Then the light came through the trees.',
      'I walked home along the shore.',
    ],
    revised: 'There was only one bird by the river, and it stayed.',
    title: 'By the river',
  },
  zh: {
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
    sentences: [
      '河边只有一只鸟。',
      '妈妈在窗前等着。',
      '雨下了一整夜。',
      '后来光从树叶间落下来。',
      '我沿着湖边走回家。',
    ],
    revised: '河边只有一只鸟，它没有飞走。',
    title: '河边',
  },
} as const

/** How the page is used: each reaches what it uses by itself, and sees where it is. */
interface Hands {
  press(what: Locator): Promise<void>
  /** Opens a menu and takes something in it. */
  choose(opener: Locator, item: string): Promise<void>
  /** Writes into a field in place of what is there, and sends it. */
  send(field: Locator, text: string, button: string): Promise<void>
  fill(field: Locator, text: string): Promise<void>
  hide(): Promise<void>
  pause(): Promise<void>
  onward(): Promise<void>
}

type Texts = (typeof texts)['en']

function keyboard(page: Page): Hands {
  const to = async (what: Locator) => {
    await what.waitFor()
    for (let stops = 0; stops < 150; stops++) {
      const way = await what.evaluate((element: unknown) => {
        const { activeElement } = (element as { ownerDocument: { activeElement: Node } }).ownerDocument
        type Node = { compareDocumentPosition(other: unknown): number }
        if (activeElement === element) return 'here'
        return activeElement.compareDocumentPosition(element) & 2 ? 'back' : 'on'
      })
      if (way === 'here')
        return expect.poll(() => focusSeen(page), { message: `the focus on ${String(what)}` }).toBe('seen')
      await page.keyboard.press(way === 'on' ? 'Tab' : 'Shift+Tab')
    }
    throw new Error(`The keyboard does not reach ${String(what)}`)
  }
  const fill = async (field: Locator, text: string) => {
    await to(field)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.type(text)
  }
  return {
    fill,
    press: async (what) => {
      await to(what)
      const isRadio = await what.evaluate((element) => (element as unknown as { type?: string }).type === 'radio')
      await page.keyboard.press(isRadio ? 'Space' : 'Enter')
    },
    choose: async (opener, name) => {
      await to(opener)
      await page.keyboard.press('Enter')
      const item = itemIn(page, name)
      await item.waitFor()
      const isThere = () => item.evaluate((element) => element.matches(':focus'))
      for (let steps = 0; !(await isThere()); steps++) {
        expect(steps, `arrow keys reach ${name}`).toBeLessThan(30)
        await page.keyboard.press('ArrowDown')
      }
      expect(await focusSeen(page), `the focus on ${name}`).toBe('seen')
      await page.keyboard.press('Enter')
    },
    send: async (field, text) => {
      await fill(field, text)
      await page.keyboard.press('Enter')
    },
    hide: () => page.keyboard.press('Escape'),
    pause: () => page.keyboard.press('Alt+b'),
    onward: () => page.keyboard.press('ArrowRight'),
  }
}

function touch(page: Page, say: Texts): Hands {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  // What can be touched of a radio button is its label.
  const press = async (what: Locator) => {
    const isRadio = await what.evaluate((element) => (element as unknown as { type?: string }).type === 'radio')
    await (isRadio ? what.locator('xpath=ancestor::label') : what).tap()
  }
  return {
    press,
    choose: async (opener, name) => {
      await press(opener)
      await itemIn(page, name).tap()
    },
    fill: (field, text) => field.fill(text),
    send: async (field, text, name) => {
      await field.fill(text)
      await press(button(name))
    },
    hide: () => press(button(say.stage.hide)),
    pause: () => press(button(say.pause.open)),
    onward: () => press(button(say.film.next)),
  }
}

const itemIn = (page: Page, name: string) =>
  page.getByRole('menuitem', { name, exact: true }).or(page.getByRole('menuitemradio', { name, exact: true }))

/** Whether somebody who sees the page sees where its focus is: inside of the window, marked, and with nothing over it. */
const focusSeen = (page: Page) =>
  page.evaluate(`(() => {
    const active = document.activeElement
    const marked = active.closest('.box') ?? active.closest('[data-focus-visible]') ?? active
    const style = getComputedStyle(marked)
    // In a menu the ground of where one is changes.
    const isMarked = [style.outlineStyle, style.boxShadow].some((one) => one !== 'none') || marked.matches('.menu-item')
    if (active === document.body || !isMarked) return 'not marked: ' + marked.outerHTML.slice(0, 200)
    const { left, right, top, bottom } = marked.getBoundingClientRect()
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2
    const hit = document.elementFromPoint(x, y)
    return marked.contains(hit)
      ? 'seen'
      : 'covered by ' + hit?.outerHTML.slice(0, 200) + ': ' + marked.outerHTML.slice(0, 200)
  })()`)

/** What lies on top at places all over the window, by the names of its classes. */
const seenInWindow = `[...new Set(Array.from({ length: 100 }, (_, at) =>
  document.elementFromPoint(((at % 10) + 0.5) * innerWidth / 10, (Math.floor(at / 10) + 0.5) * innerHeight / 10).className))]`

/** A device that nobody has used here before; what goes wrong in the page is collected. */
async function device(language: 'en' | 'zh') {
  const { locale, viewport } = stories[language]
  // The page's texts have the same names in every language.
  const say: Texts = texts[language] as Texts
  const context = await at.browser.newContext({
    serviceWorkers: 'block',
    viewport,
    locale,
    hasTouch: language === 'zh',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // Whom the house does not know yet, or any more, is told so.
    if (message.type() === 'error' && !message.text().includes('401')) faults.push(message.text())
  })
  return {
    page,
    say,
    faults,
    hands: language === 'en' ? keyboard(page) : touch(page, say),
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    link: (name: string) => page.getByRole('link', { name, exact: true }),
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    box: page.getByRole('textbox', { name: say.box.label }),
    thumbs: page.locator('.thumb img'),
    asked: <Answer>(path: string) =>
      page.evaluate(`fetch(${JSON.stringify(path)}).then((response) => response.json())`) as Promise<Answer>,
    [Symbol.asyncDispose]: () => context.close(),
  }
}

type Device = Awaited<ReturnType<typeof device>>

const filled = (text: string, values: { [name: string]: string | number }) =>
  text.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name]))

/** The way in: a language, how it works, what one agrees to. */
async function enter({ page, say, hands, button, link, heading, asked }: Device, language: 'en' | 'zh') {
  await page.goto(`${at.house.url}/#/welcome`)
  const name = { en: 'English', zh: '中文' }
  const other = language === 'en' ? 'zh' : 'en'
  const languages = page.locator('main').getByRole('button')
  await hands.press(languages.filter({ hasText: name[other] }))
  await heading(texts[other].welcome.title).waitFor()
  await hands.press(languages.filter({ hasText: name[language] }))
  await heading(say.welcome.title).waitFor()
  await hands.press(link(say.welcome.begin))
  await page.getByText(say.welcome.ai).waitFor()
  await heading(say.welcome.agree).waitFor()
  type Consents = { consents: { purpose: string; decided: boolean; given: boolean }[] }
  const agreed = async () => (await asked<Consents>('/v1/consents')).consents.filter((one) => one.decided && one.given)
  const radios = page.getByRole('radio', { name: say.welcome.yes, exact: true })
  await radios.first().waitFor()
  const count = await radios.count()
  expect(count).toBeGreaterThan(1)
  for (let purpose = 0; purpose < count; purpose++) {
    await hands.press(radios.nth(purpose))
    await expect.poll(async () => (await agreed()).length).toBe(purpose + 1)
  }
  expect(await complaints(page)).toEqual([])
  await hands.press(link(say.welcome.comfort))
  await hands.press(button(say.comfort.begin))
}

/** Two of the eight pictures, then no more. */
async function comfort({ page, say, hands, button, heading, asked }: Device) {
  for (const n of [1, 2]) {
    await heading(filled(say.comfort.picture, { n, count: 8 })).waitFor()
    await page.getByRole('img', { name: say.comfort.alt }).waitFor()
    for (const label of [say.comfort.comfort, say.comfort.motivation]) {
      await hands.press(button(filled(say.scale.more, { label })))
    }
    await hands.press(button(say.comfort.next))
  }
  await heading(filled(say.comfort.picture, { n: 3, count: 8 })).waitFor()
  await hands.press(button(say.comfort.enough))
  await heading(say.comfort.thanks).waitFor()
  const { ratings } = await asked<{ ratings: object[] }>('/v1/ratings')
  expect(ratings).toHaveLength(2)
}

/** A promise, something to write about, and how one is. */
async function begin({ page, say, hands, button, heading }: Device) {
  await hands.choose(button(say.more.open), say.programme.title)
  await heading(filled(say.programme.day, { day: 1, days: 4 })).waitFor()
  await hands.press(button(say.programme.give))
  await page.getByText(say.programme.promised).waitFor()
  expect(await complaints(page)).toEqual([])
  const start = page.locator('.starts').getByRole('button').first()
  const chosen = await start.innerText()
  await hands.press(start)
  await heading(say.mood.title).waitFor()
  await feel({ say, hands, button })
  await page.getByRole('complementary', { name: say.programme.starts }).getByText(chosen).waitFor()
}

async function feel({ say, hands, button }: Pick<Device, 'say' | 'hands' | 'button'>) {
  await hands.press(button(filled(say.scale.more, { label: say.mood.pleasure })))
  await hands.press(button(filled(say.scale.less, { label: say.mood.arousal })))
  await hands.press(button(say.mood.done))
}

/** A house that has a lot to do says so, and the writer asks again. */
async function paintWhatWaits({ page, say, hands, button }: Device) {
  const paint = button(say.words.paint)
  for (;;) {
    await expect.poll(() => page.locator('.progress').count(), { timeout: 60_000 }).toBe(0)
    if ((await paint.count()) === 0) return
    await hands.press(paint.first())
  }
}

test.each(['en', 'zh'] as const)(
  'two days in %s: from the first minute until everything is erased',
  async (language) => {
    const { sentences, revised, title } = stories[language]
    let code: string
    {
      await using first = await device(language)
      const { page, say, hands, button, heading, box, thumbs, asked, faults } = first
      await enter(first, language)
      await comfort(first)
      await begin(first)

      // Five sentences, and nobody waits for a picture.
      for (const sentence of sentences) await hands.send(box, sentence, say.box.send)
      await paintWhatWaits(first)
      await expect.poll(() => thumbs.count()).toBe(5)
      const { sittings } = await asked<{ sittings: { id: string }[] }>('/v1/sittings')
      type Kept = { sentences: { id: string; of?: string; text?: string; pictures: { id: string }[] }[] }
      const kept = (await asked<Kept>(`/v1/sittings/${sittings[0]!.id}`)).sentences
      expect(kept.flatMap(({ text }) => text ?? [])).toEqual(sentences)
      const painted = kept.filter(({ pictures }) => pictures.length === 1).map(({ id, of }) => of ?? id)
      expect(new Set(painted).size, 'each sentence has its picture').toBe(5)
      const hung = await thumbs.evaluateAll((images) => images.map((image) => image.getAttribute('src')))
      expect(hung.map((src) => src!.split('/').at(-1))).toEqual(
        kept.flatMap(({ pictures }) => pictures.map(({ id }) => id)),
      )
      code = await page.locator('.words .code-itself').innerText()
      await hands.press(button(say.code.noted))
      await hands.press(button(say.code.offerNo))
      expect(await complaints(page)).toEqual([])

      await hands.choose(button(say.others.open), say.others.far)
      await expect.poll(() => thumbs.count()).toBe(6)
      await expect.poll(() => page.locator('.stage-origin').textContent()).toContain(say.view.far)

      await hands.choose(button(say.entry.more).first(), say.revise.open)
      await expect.poll(() => box.inputValue()).toBe(sentences[0])
      await hands.send(box, revised, say.revise.send)
      const two = page.getByRole('group', { name: say.two.label })
      await expect.poll(() => two.locator('.version-picture img').count()).toBe(2)
      expect(await two.locator('.version-words').allInnerTexts()).toEqual([sentences[0], revised])
      await expect.poll(() => thumbs.count()).toBe(7)
      expect(await complaints(page)).toEqual([])
      await hands.press(button(say.two.close))
      expect(await two.count()).toBe(0)

      await hands.hide()
      await page.getByText(say.stage.hidden).waitFor()
      expect(await page.locator('.desk img').count()).toBe(0)
      await hands.press(page.locator('.canvas-note').getByRole('button', { name: say.stage.show }))
      await expect.poll(() => thumbs.count()).toBe(7)

      await hands.pause()
      const neutral = page.getByRole('dialog', { name: say.pause.label })
      await neutral.waitFor()
      expect(await page.evaluate(seenInWindow), 'nothing else is seen').toEqual(['neutral'])
      if (language === 'en') await page.keyboard.press('Space')
      else await neutral.tap()
      await neutral.waitFor({ state: 'hidden' })
      await expect.poll(() => thumbs.count()).toBe(7)

      await hands.choose(button(say.more.open), say.mood.title)
      await heading(say.mood.titleAfter).waitFor()
      await feel(first)
      await heading(say.mood.afterwards).waitFor()
      const { measures } = await asked<{ measures: object[] }>('/v1/measures')
      expect(measures).toMatchObject([{ when: 'before' }, { when: 'after' }])
      expect(faults).toEqual([])
    }

    await using second = await device(language)
    const { page, say, hands, button, link, thumbs, faults } = second
    await page.goto(`${at.house.url}/#/welcome/code`)
    await hands.send(page.getByRole('textbox', { name: say.code.field }), code, say.code.signIn)
    const written = page.locator('.words .sentence')
    await expect.poll(() => written.allInnerTexts()).toEqual([...sentences, revised])
    await expect.poll(() => thumbs.count()).toBe(7)

    await hands.choose(button(say.more.open), say.back.open)
    await hands.press(page.locator('.sittings').getByRole('link'))
    await expect.poll(() => page.locator('.plate').count()).toBe(5)
    await expect
      .poll(() => page.locator('.plate .sentence').allInnerTexts())
      .toEqual([sentences[0], revised, ...sentences.slice(1)])
    expect(await page.locator('.plate img').count()).toBe(7)
    expect(await complaints(page)).toEqual([])

    await hands.press(link(say.film.open))
    const place = page.locator('.film-place')
    await expect.poll(() => place.textContent()).toBe(filled(say.film.place, { at: 1, count: 5 }))
    await hands.onward()
    await expect.poll(() => place.textContent()).toBe(filled(say.film.place, { at: 2, count: 5 }))
    await page.locator('.film').getByText(sentences[1]!).waitFor()
    await hands.press(link(say.film.close))

    await hands.press(link(say.booklet.open))
    await expect.poll(() => page.locator('.leaf').count()).toBe(7)
    await hands.fill(page.getByRole('textbox', { name: say.booklet.name, exact: true }), title)
    await page.locator('.leaf-title', { hasText: title }).waitFor()
    await page.locator('.booklet-state', { hasText: say.booklet.isKept }).waitFor()
    expect(await complaints(page)).toEqual([])

    await hands.press(button(say.page.code))
    await hands.press(button(say.mine.open))
    await hands.press(button(say.mine.eraseOpen))
    await hands.press(button(say.mine.eraseYes))
    await page.getByText(say.mine.erasedText).waitFor()
    await hands.press(button(say.page.close))
    await hands.press(button(say.page.code))
    await hands.send(page.getByRole('dialog').getByRole('textbox'), code, say.code.signIn)
    await page.getByText(say.code.unknown).waitFor()
    expect(faults).toEqual([])
  },
)
