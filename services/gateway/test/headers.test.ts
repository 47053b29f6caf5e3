import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { createLogger } from '@aiw/kit/log'
import { afterAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { freshDb, gatewayOf, writerAt } from './support.ts'

// What a browser is told to do with an answer, on every route there is and every answer there may be.

const { db, drop } = await freshDb()
afterAll(drop)

const silent = createLogger('test', 'silent')
const nowhere = '01234567-89ab-4cde-8f01-23456789abcd'

/** What every answer must say; what is missing or wrong. */
function faultsOf(headers: Headers): string[] {
  const wanted = {
    'content-security-policy':
      /^default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';worker-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'referrer-policy': /^no-referrer$/,
    'x-content-type-options': /^nosniff$/,
    'x-frame-options': /^(SAMEORIGIN|DENY)$/,
  }
  const wrong = Object.entries(wanted).filter(([name, value]) => !value.test(headers.get(name) ?? ''))
  const told = ['x-powered-by', 'server', 'access-control-allow-origin'].filter((name) => headers.has(name))
  return [...wrong.map(([name]) => `${name}: ${headers.get(name)}`), ...told]
}

/** What an answer says of caches, or fails when it holds something personal and may be kept by one that is shared. */
const isForNoCache = (headers: Headers) =>
  /^(no-store|private, max-age=\d+, immutable)$/.test(headers.get('cache-control') ?? '')

test('every route answers its writer, a stranger and nonsense with the headers that keep the page shut in', async () => {
  const { app, url } = await gatewayOf(db, undefined, silent)
  const { sitting, headers, connect, review } = await writerAt(url)
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  const picture = (await review()).sentences[0]!.pictures[0]!.url.split('/').at(-1)!
  await fetch(`${url}/v1/booklets/${sitting}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ title: '', items: [] }),
  })
  const { paths } = app.swagger() as unknown as { paths: Record<string, object> }
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
  )
  expect(routes.length).toBeGreaterThan(25)
  // What deletes comes after what asks, and what ends the session or the writer last.
  const rankOf = ([method, path]: readonly [string, string]) =>
    method === 'GET' ? 0 : /(me|sign-out|code|keys)$/.test(path) ? 2 : 1
  const inOrder = routes.toSorted((a, b) => rankOf(a) - rankOf(b))

  const faults: string[] = []
  const answered: Record<string, number> = {}
  const open = new Set<string>()
  for (const [method, path] of inOrder) {
    const idOf = (own: boolean) => (path.includes('pictures') ? (own ? picture : nowhere) : own ? sitting : nowhere)
    for (const [who, own] of [
      ['a stranger', false],
      ['its writer', true],
    ] as const) {
      const where = path.replace('{id}', idOf(own)).replace('{sentence}', 'a').replace('{n}', '0')
      const response = await fetch(url + where, { method, headers: own ? headers : {}, redirect: 'manual' })
      await response.arrayBuffer()
      const mayBeKept = path.startsWith('/v1/') && !isForNoCache(response.headers)
      const wrong = [...faultsOf(response.headers), ...(mayBeKept ? ['may be kept by a cache'] : [])]
      faults.push(...wrong.map((fault) => `${method} ${path} by ${who}: ${response.status} ${fault}`))
      if (own && method === 'GET') answered[path] = response.status
      if (!own && method === 'GET' && response.ok) open.add(path)
    }
  }
  expect(faults).toEqual([])
  expect(Object.entries(answered).filter(([, status]) => status !== 200)).toEqual([])
  expect([...open].toSorted(), 'what a stranger is told').toEqual([
    '/health',
    '/metrics',
    '/ready',
    '/v1/registration',
    '/v1/site',
    '/v1/styles',
  ])
})

test.each([
  ['the page', '/', 200, 'no-cache'],
  ['an address that is none', '/v1/nothing', 404, 'no-store'],
  ['a file that is none', '/nothing', 404, null],
])('%s has them, too', async (_name, path, status, cache) => {
  const { url } = await gatewayOf(db, undefined, silent)
  const response = await fetch(url + path)
  expect(response.status).toBe(status)
  expect(faultsOf(response.headers)).toEqual([])
  expect(response.headers.get('cache-control')).toBe(cache)
})

test.each(['/%761/site', '/v%31/site', 'http://house.example/v1/site'])(
  'what is personal is counted and kept by no cache when its address is written %s, too',
  async (address) => {
    const { url } = await gatewayOf(db, undefined, silent)
    // As it stands: fetch would write it in its own way.
    const asked = request(url, { path: address }).end()
    const [{ statusCode, headers }] = (await once(asked, 'response')) as [IncomingMessage]
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-ratelimit-limit': '1200' })
  },
)

test('pictures and the page are not counted', async () => {
  const { url } = await gatewayOf(db, undefined, silent)
  for (const path of ['/', '/health', `/v1/pictures/${nowhere}`]) {
    const isCounted = (await fetch(url + path)).headers.has('x-ratelimit-limit')
    expect({ path, isCounted }).toEqual({ path, isCounted: false })
  }
})

test('what the page is made of may be kept for ever, under its own name only', async () => {
  const { url } = await gatewayOf(db, undefined, silent)
  const page = await (await fetch(url)).text()
  const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, where]) => where!)
  expect(parts.length).toBeGreaterThan(1)
  for (const where of parts) {
    expect(where, 'nothing from elsewhere').toMatch(/^\/[^/]/)
    const { headers, status } = await fetch(url + where)
    expect(status).toBe(200)
    expect(faultsOf(headers)).toEqual([])
    const cache = where.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    expect(headers.get('cache-control')).toBe(cache)
  }
})

test('a socket that is refused, and a question from another site, have them', async () => {
  const { url } = await gatewayOf(db, undefined, silent)
  const { sitting, headers } = await writerAt(url)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sittings/${sitting}/socket`)
  const [, refused] = (await once(socket, 'unexpected-response')) as [unknown, { headers: Record<string, string> }]
  expect(faultsOf(new Headers(refused.headers))).toEqual([])
  const elsewhere = { ...headers, origin: 'https://elsewhere.example' }
  for (const [method, status] of [
    ['OPTIONS', 403],
    ['POST', 403],
    ['GET', 200],
  ] as const) {
    const response = await fetch(`${url}/v1/sittings`, { method, headers: elsewhere })
    expect([method, response.status]).toEqual([method, status])
    expect(faultsOf(response.headers)).toEqual([])
  }
})

test('an address that cannot be read is nothing to show, embed or keep', async () => {
  const { url } = await gatewayOf(db, undefined, silent)
  const { status, headers } = await fetch(`${url}/v1/%`)
  expect(status).toBe(400)
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
})

test('bytes that are no request are answered with nothing of them', async () => {
  const { url } = await gatewayOf(db, undefined, silent)
  const { hostname, port } = new URL(url)
  const line = connectTcp(Number(port), hostname)
  line.end('my secret words\r\n\r\n')
  const answer = await textOf(line)
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).not.toContain('secret')
})
