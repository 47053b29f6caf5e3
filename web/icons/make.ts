import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../../test/browser.ts'

// Draws the icons for devices that take no SVG: `npm run icons -w web`. Full to the edge, with all that matters within
// the inner four fifths, as devices cut icons round.

const drawing = readFileSync(join(import.meta.dirname, 'whole.svg'), 'utf8')
const browser = await launchBrowser()
try {
  for (const size of [180, 192, 512]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${drawing}`)
    await page.screenshot({ path: join(import.meta.dirname, `../public/icon-${size}.png`) })
  }
  // A browser's tab has room for the corners.
  const small = drawing.replace('<rect width="64" height="64"', '<rect width="64" height="64" rx="12"')
  writeFileSync(join(import.meta.dirname, '../public/icon.svg'), small)
} finally {
  await browser.close()
}
