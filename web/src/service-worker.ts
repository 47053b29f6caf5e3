/**
 * The page without a network: its shell is kept as it was built and opens from here. Never anything personal: of what
 * the house answers (`/v1/…`) only the site's own card is kept, which anybody may read.
 *
 * A version is one build with all its files. A new one waits beside the old until no open page needs the old any more:
 * the next visit, or a reload where no other page is open. So no page meets files of two builds, and none is taken from
 * a person in the middle of a sentence.
 */

/** Put in by vite.config.ts: the name of the build, its files, and the SHA-256 of `/` as base64. */
declare const build: string
declare const shell: readonly string[]
declare const pageSha256: string

/** What service workers have and the types of pages do not know. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Fetching extends Lasting {
  request: Request
  respondWith(response: Promise<Response>): void
}
declare const registration: ServiceWorkerRegistration
declare const clients: { claim(): Promise<void>; matchAll(): Promise<unknown[]> }
declare function skipWaiting(): Promise<void>

const shellCache = `aiw-${build}`
/** Chinese letters come in two hundred files, of which a page needs a few: kept when they were needed. */
const lettersCache = 'aiw-letters'
const siteCache = 'aiw-site'
const sitePath = '/v1/site'
const takeOver = 'take over'

addEventListener('install', (event) => (event as Lasting).waitUntil(install()))
addEventListener('activate', (event) => (event as Lasting).waitUntil(activate()))
addEventListener('message', ({ data }) => {
  if (data === takeOver) void skipWaiting()
})
addEventListener('fetch', (event) => {
  const fetching = event as Fetching
  const { request } = fetching
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname === sitePath) fetching.respondWith(site(request, fetching))
  else if (pathname.startsWith('/v1/')) return
  else if (request.mode === 'navigate' && pathname === '/') fetching.respondWith(page(request))
  else if (shell.includes(pathname)) fetching.respondWith(kept(pathname, request))
  else if (/^\/assets\/.*\.woff2$/.test(pathname)) fetching.respondWith(letters(request, fetching))
})

/** Takes all files of this build or none. */
async function install() {
  const cache = await caches.open(shellCache)
  await Promise.all(
    shell.map(async (path) => {
      // Names of assets say what is in them; the rest is asked for anew.
      const known = path.startsWith('/assets/') ? await caches.match(path) : undefined
      const response = known ?? (await fetch(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' }))
      if (!response.ok || response.redirected) throw new Error('not there')
      // A newer build was laid over this one meanwhile: its own worker is on its way.
      if (path === '/' && (await sha256(response.clone())) !== pageSha256) throw new Error('of another build')
      await cache.put(path, response)
    }),
  )
}

async function activate() {
  const kept = [shellCache, lettersCache, siteCache]
  for (const name of await caches.keys()) if (!kept.includes(name)) await caches.delete(name)
  // So that the first visit is looked after, too.
  await clients.claim()
}

/** The page itself. Where a new version waits and no other page is open, it takes over before anything is shown. */
async function page(request: Request): Promise<Response> {
  if (registration.waiting && (await clients.matchAll()).length < 2) {
    registration.waiting.postMessage(takeOver)
    return new Response('', { headers: { refresh: '0' } })
  }
  return kept('/', request)
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(shellCache)
  return (await cache.match(path)) ?? fetch(request)
}

async function letters(request: Request, event: Lasting): Promise<Response> {
  const cache = await caches.open(lettersCache)
  const known = await cache.match(request.url)
  if (known) return known
  const response = await fetch(request)
  if (response.ok) event.waitUntil(cache.put(request.url, response.clone()))
  return response
}

/** From the house where it answers, for it may have changed; else as it was last. */
async function site(request: Request, event: Lasting): Promise<Response> {
  const cache = await caches.open(siteCache)
  const response = await fetch(request).catch(() => undefined)
  if (response?.ok) event.waitUntil(cache.put(sitePath, response.clone()))
  return (response?.ok ? undefined : await cache.match(sitePath)) ?? response ?? Response.error()
}

async function sha256(response: Response): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}
