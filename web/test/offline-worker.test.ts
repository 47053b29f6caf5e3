import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { atServer } from '../../test/page.ts'

// The service worker in a real browser, before a house that is there or not and builds its page anew.

/** Which build lies in the house, and whether its page is another build's by mistake. */
let build = 'one'
let isMixedUp = false
let isAway = false
const code = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, '../src/service-worker.ts'), 'utf8'))
const pageOf = (of: string) => `<!doctype html><title>${of}</title><script src="/assets/${of}.js"></script>`

const server = createServer((request, response) => {
  const answer = (type: string, body: string) => {
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
    response.end(body)
  }
  const { pathname } = new URL(request.url!, 'http://house')
  if (isAway) return request.socket.destroy()
  if (pathname === '/') return answer('text/html', pageOf(isMixedUp ? 'another' : build))
  if (pathname === '/sw.js') {
    const given = {
      build,
      shell: ['/', `/assets/${build}.js`],
      pageSha256: createHash('sha256').update(pageOf(build)).digest('base64'),
    }
    const lines = Object.entries(given).map(([name, value]) => `const ${name} = ${JSON.stringify(value)}\n`)
    return answer('text/javascript', lines.join('') + code)
  }
  if (pathname === `/assets/${build}.js`) return answer('text/javascript', `globalThis.built = '${build}'`)
  if (pathname === '/assets/some.woff2') return answer('font/woff2', 'letters')
  if (pathname.startsWith('/v1/')) return answer('application/json', JSON.stringify({ path: pathname }))
  response.writeHead(404).end()
})

const at = atServer(server)

const built = (page: Page) => page.evaluate('globalThis.built')
const asked = (page: Page, path: string) =>
  page.evaluate(`fetch('${path}').then((response) => response.text(), () => 'no answer')`)
/** Has the browser look for a new worker, and waits until it is where it stays. */
const update = (page: Page) =>
  page.evaluate(`navigator.serviceWorker.getRegistration().then(async (registration) => {
    await registration.update().catch(() => undefined)
    const coming = registration.installing
    if (coming) await new Promise((resolve) => {
      coming.onstatechange = () => coming.state !== 'installing' && resolve()
    })
    return registration.waiting ? 'waits' : 'none waits'
  })`)

/** A browser that has been here once, while a build lay in the house. */
async function visitor(of: string): Promise<{ context: BrowserContext; page: Page }> {
  build = of
  isMixedUp = false
  isAway = false
  const context = await at.browser.newContext()
  const page = await context.newPage()
  await page.goto(at.origin)
  await page.evaluate(`navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    .then(() => navigator.serviceWorker.ready)`)
  await page.waitForFunction('navigator.serviceWorker.controller')
  return { context, page }
}

test('the page opens without a house, and of its answers only the site’s card is kept', async () => {
  const { context, page } = await visitor('one')
  for (const path of ['/v1/site', '/v1/sittings', '/v1/pictures/a', '/assets/some.woff2']) await asked(page, path)
  isAway = true
  const cold = await context.newPage()
  await cold.goto(at.origin)
  expect(await built(cold)).toBe('one')
  expect(await asked(cold, '/v1/site')).toContain('/v1/site')
  expect(await asked(cold, '/assets/some.woff2')).toBe('letters')
  expect(await asked(cold, '/v1/sittings')).toBe('no answer')
  expect(await asked(cold, '/v1/pictures/a')).toBe('no answer')
  const kept = await cold.evaluate(`caches.keys().then(async (names) => {
    const caches_ = await Promise.all(names.map((name) => caches.open(name)))
    const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat()
    return requests.map(({ url }) => new URL(url).pathname).sort()
  })`)
  expect(kept).toEqual(['/', '/assets/one.js', '/assets/some.woff2', '/v1/site'])
  await context.close()
})

test('a new version waits while a page is open, and takes over at the next visit', async () => {
  const { context, page } = await visitor('one')
  const other = await context.newPage()
  await other.goto(at.origin)
  build = 'two'
  expect(await update(page)).toBe('waits')
  await page.reload()
  expect(await built(page)).toBe('one')
  await other.close()
  // For the worker a closed page is gone a moment later.
  const visitedAgain = async () => {
    await page.reload()
    const isTwo = page.waitForFunction(`globalThis.built === 'two'`, undefined, { timeout: 1_000 })
    return isTwo.then(
      () => true,
      () => false,
    )
  }
  await expect.poll(visitedAgain, { timeout: 15_000 }).toBe(true)
  const names = await page.evaluate('caches.keys()')
  expect(names).toEqual(['aiw-two'])
  await context.close()
})

test('a worker whose page is of another build already does not stay', async () => {
  const { context, page } = await visitor('one')
  build = 'two'
  isMixedUp = true
  expect(await update(page)).toBe('none waits')
  await page.reload()
  expect(await built(page)).toBe('one')
  await context.close()
})
