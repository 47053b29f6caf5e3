import { digits, quantile } from './measure.ts'
import type { Visit } from './visit.ts'

/** Runs in the page before anything else of it: notes when an event was answered on the screen, and what moved. */
const notes = `
  window.noted = { keys: [], frames: [], shift: 0 }
  new PerformanceObserver((list) => {
    for (const { name, duration, target } of list.getEntries())
      if (['keydown', 'keypress', 'input'].includes(name) && target?.tagName === 'TEXTAREA') noted.keys.push(duration)
  }).observe({ type: 'event', durationThreshold: 16, buffered: true })
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => noted.frames.push(duration)))
    .observe({ type: 'long-animation-frame', buffered: true })
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (noted.shift += value)))
    .observe({ type: 'layout-shift', buffered: true })
`

const typed =
  'and while they are painted somebody writes on, a word and then another, as people do who have much to say. '

/** What the page takes on this machine, with the house and its painter beside it: no pictures are kept. */
export async function figures({ page, url, box, words, quiet }: Visit): Promise<void> {
  await page.addInitScript(notes)
  await page.goto(url)
  await box.waitFor()
  await page.waitForLoadState('networkidle')
  const firstScript = (await page.evaluate(`performance.getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('.js'))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`)) as number
  await box.fill(words.story[0]!)
  await box.press('Enter')
  await page.locator('.thumb img').waitFor()
  await quiet()
  const noted = () => page.evaluate('noted') as Promise<{ keys: number[]; frames: number[]; shift: number }>
  const { shift } = await noted()

  await page.evaluate('noted.keys.length = noted.frames.length = 0')
  for (const text of words.story) {
    await box.fill(text)
    await box.press('Enter')
  }
  let count = 0
  while ((await page.locator('.progress').count()) > 0 && count < 600) {
    await box.pressSequentially(typed, { delay: 45 })
    count += typed.length
  }
  const { keys, frames } = await noted()

  const hides: number[] = []
  for (let i = 0; i < 20; i++) {
    await page.evaluate(`void (window.hidden = new Promise((resolve) => {
      addEventListener('keydown', ({ timeStamp }) => {
        const look = () => document.querySelector('.desk img, .three-one img')
          ? requestAnimationFrame(look)
          : requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)))
        look()
      }, { once: true, capture: true })
    }))`)
    await page.keyboard.press('Escape')
    hides.push((await page.evaluate('window.hidden')) as number)
    await page.locator('.canvas-note').getByRole('button').click()
    await page.locator('.thumb img').first().waitFor()
  }

  const most = (times: readonly number[]) => (times.length === 0 ? 'none' : digits(Math.max(...times)))
  console.log(`script of the first load, compressed: ${digits(firstScript / 1_000)} kB`)
  console.log(`layout shift to the first picture: ${shift.toFixed(4)}`)
  console.log(
    `${count} keys typed while ${words.story.length} pictures came: slower than 16 ms to paint ${keys.length}, p95 of these ${
      keys.length > 0 ? digits(quantile(keys, 0.95)) : '-'
    } ms, slowest ${most(keys)} ms; frames longer than 50 ms ${frames.length}, longest ${most(frames)} ms`,
  )
  console.log(
    `Escape to no picture, p50 / slowest of ${hides.length}: ${digits(quantile(hides, 0.5))} / ${most(hides)} ms`,
  )
}
