import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { texts } from '../../web/src/i18n/texts.ts'
import { complaints } from '../axe.ts'

type Language = 'en' | 'zh'

/** A way in which people see the page. */
export interface Way {
  name: string
  language: Language
  context: BrowserContextOptions
  /** How wide a picture is kept, in pixels. */
  width: number
}

const words = {
  en: {
    story: [
      'The garden was full of light that morning, and the roses were open.',
      'I used to think there would be many people here, then in the end there was only one bird.',
      'My mother is waiting at the window.',
      'In the evening a small boat was out on the lake, and the water was gold.',
    ],
    revised: 'My mother is waiting at the window, and she waves.',
    she: 'She waited by the river until the lamps came on.',
    answer: 'At the bird, and how still it was.',
    heavy: 'Sometimes I wish I was not here any more.',
    plan: ['I stop answering the phone.', 'A walk to the river.', 'My sister.'],
    title: 'By the lake',
  },
  zh: {
    story: [
      '那天早晨，院子里都是光，玫瑰开了。',
      '我曾经认为这里会有很多人，然后最后只有一只鸟。',
      '妈妈在窗边等我。',
      '傍晚，湖上有一条小船，水是金色的。',
    ],
    revised: '妈妈在窗边等我，还向我挥手。',
    she: '她在河边等着，一直等到灯亮起来。',
    answer: '在看那只鸟，它很安静。',
    heavy: '有时候我真希望自己不在了。',
    plan: ['我不再接电话。', '去河边走一走。', '我的妹妹。'],
    title: '湖边',
  },
}

/** Somebody at the page. */
export type Visit = Awaited<ReturnType<typeof arrive>>

interface Keeping {
  /** Where pictures are kept. */
  folder: string
  keeps: (way: string, name: string) => boolean
}

/** Somebody at a browser of their own, and what they can do there. */
export async function arrive(browser: Browser, url: string, way: Way, { folder, keeps }: Keeping) {
  const { language } = way
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const context = await browser.newContext({ ...way.context, locale, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => console.error(`${way.name}: ${error.message}`))
  const isPhone = way.context.viewport!.width < 960

  /** A text of the page, by its name. */
  const t = (name: string): string => {
    const found = name
      .split('.')
      .reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], texts[language])
    return String(found)
  }
  const button = (name: string) =>
    page
      .getByRole('button', { name: t(name), exact: true })
      .filter({ visible: true })
      .first()
  const item = (name: string) =>
    page
      .getByRole('menuitem', { name: t(name), exact: true })
      .or(page.getByRole('menuitemradio', { name: t(name), exact: true }))
      .first()
  const box = page.locator('.box textarea')
  const thumbs = page.locator('.thumb img')

  /** Waits until nothing is painted. */
  const quiet = () => page.locator('.progress').waitFor({ state: 'detached' })

  return {
    url,
    page,
    t,
    quiet,
    button,
    item,
    box,
    isPhone,
    words: words[language],
    /** Keeps what is to be seen, and says what axe has against it; `tall`: as much of a long page as stands on a window of this height, in CSS pixels. */
    shot: async (name: string, { tall }: { tall?: number } = {}) => {
      if (!keeps(way.name, name)) return
      const { viewport } = way.context
      if (tall) await page.setViewportSize({ width: viewport!.width, height: tall })
      await settled(page)
      const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
      mkdirSync(folder, { recursive: true })
      await sharp(png)
        .resize({ width: way.width })
        .webp({ quality: 80, effort: 6 })
        .toFile(join(folder, `${name}.${way.name}.webp`))
      console.log(`${name}.${way.name}`)
      for (const complaint of await complaints(page)) {
        console.error(`  ${complaint}`)
        process.exitCode = 1
      }
      if (tall) await page.setViewportSize(viewport!)
    },
    go: (place: string) => page.goto(`${url}/#/${place}`),
    /** Makes somebody who has put their code away, with settings of their own. */
    begin: async (settings: object = {}) => {
      await context.request.post(`${url}/v1/writers`, { data: {} })
      await context.request.patch(`${url}/v1/settings`, { data: { ...settings } })
      // On the shared machine that the site is set for, this tab is in use: web/src/kiosk.ts.
      await page.addInitScript(
        "sessionStorage.getItem('aiw.here') ?? sessionStorage.setItem('aiw.here', String(Date.now()))",
      )
      await page.goto(url)
    },
    write: async (...sentences: readonly string[]) => {
      for (const text of sentences) {
        const before = await thumbs.count()
        await box.fill(text)
        await box.press('Enter')
        await thumbs.nth(before).waitFor()
      }
      await quiet()
    },
    /** Waits for one more picture. */
    painted: async (act: () => Promise<unknown>) => {
      const before = await thumbs.count()
      await act()
      await thumbs.nth(before).waitFor()
      await quiet()
    },
    openLook: async () => {
      if (isPhone) await button('look.open').click()
    },
  }
}

/** Waits until every picture and letter that is to be seen is there. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(`document.fonts.ready.then(() =>
    Promise.all([...document.images].filter(({ loading }) => loading !== 'lazy').map((image) => image.decode().catch(() => 0)))
  )`)
  await page.waitForTimeout(500)
}
