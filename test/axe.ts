import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** In forced colours the browser paints the reader's own; axe would judge those that are not seen. */
const run = `axe.run({ rules: {
  'target-size': { enabled: true },
  'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches },
} })`

/** What axe has against a page as it is now, WCAG 2.2's size of targets included, and whether anything in it is wider than it. */
export async function complaints(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  const { violations } = (await page.evaluate(run)) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
    ...(wide > 0 ? [`${wide} px too wide`] : []),
  ]
}
