import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { bounds, soundGateway } from './fuzz-support.ts'
import { connect, freshDb, post, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

/** Stands in all that is sent, and so in nothing that is answered. */
const marker = 'Zebra'
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }).map((noise) => marker + noise),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((noise) => `${noise} ${marker}`),
  fc.constantFrom(
    '',
    ' ',
    marker,
    `${marker}\0`,
    `${marker}\ud800`,
    `\udc00${marker}`,
    marker.repeat(500),
    '__proto__',
  ),
)
const anything = fc.oneof(words, fc.jsonValue(), fc.constantFrom(null, -0, 2 ** 60, 2 ** 31, true, [], {}, [[]]))
const ids = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('a', 'b', 'c') }, { weight: 1, arbitrary: anything })
const types = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('write', 'again', 'revise', 'stop', 'resume') },
  { weight: 1, arbitrary: fc.oneof(anything, fc.constantFrom('toString', 'constructor', '__proto__')) },
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, anything)
const look = fc.record(
  { style: maybe(words), brightness: maybe(fc.double()), blur: maybe(fc.double({ min: 0, max: 1 })), other: anything },
  { requiredKeys: [] },
)
const message = fc.record(
  {
    type: types,
    id: ids,
    of: ids,
    text: fc.oneof({ weight: 3, arbitrary: words }, anything),
    private: maybe(fc.boolean()),
    look: maybe(look),
    viewpoint: maybe(fc.constantFrom('far', 'own_eyes')),
    moment: maybe(fc.constantFrom('before', 'later')),
    after: maybe(fc.integer({ min: -1, max: 20 })),
  },
  { requiredKeys: ['type'] },
)
const frame = fc.oneof(
  { weight: 6, arbitrary: message.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: message.map((one) => JSON.stringify(one).slice(0, -3)) },
  { weight: 1, arbitrary: fc.oneof(words, fc.json()) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
)

/** Another sitting of the same writer. */
const newSitting = async (url: string, headers: Record<string, string>) =>
  (await post<{ id: string }>(`${url}/v1/sittings`, {}, headers)).id

test('whatever comes over a socket is answered in words of our own, and the socket stays usable', async () => {
  const { url, errors } = await soundGateway(db)
  const { headers } = await writerAt(url)
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 40 }), async (frames) => {
      const desk = await connect(url, await newSitting(url, headers), headers)
      for (const one of frames) desk.socket.send(one)
      desk.send({ type: 'write', id: 'the last', text: 'still here' })
      await desk.hear('the last', 'done')
      for (const { type, code, title, detail } of desk.heard.filter((one) => one.type === 'problem')) {
        expect(['invalid', 'not_found', 'forbidden', 'busy'], `${type} ${detail}`).toContain(code)
        expect(title + detail).not.toContain(marker)
      }
      await desk.leave()
    }),
    bounds,
  )
  expect(errors.slice(0, 2)).toEqual([])
})

test('bytes that are no frames end their socket at most, with a code that says why', async () => {
  const { url, errors } = await soundGateway(db)
  const { headers, sitting } = await writerAt(url)
  const { hostname, port } = new URL(url)
  const hello = [
    `GET /v1/sittings/${sitting}/socket HTTP/1.1`,
    `host: ${hostname}:${port}`,
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    `authorization: ${headers.authorization}`,
  ]
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
      const line = connectTcp(Number(port), hostname)
      line.write(`${hello.join('\r\n')}\r\n\r\n`)
      const answered: Buffer[] = []
      line.on('data', (chunk: Buffer) => answered.push(chunk))
      await once(line, 'data')
      line.end(bytes)
      await once(line, 'close')
      const answer = Buffer.concat(answered)
      const closing = answer.lastIndexOf(Buffer.from([0x88, 0x02]))
      const code = closing < 0 ? undefined : answer.readUInt16BE(closing + 2)
      expect([undefined, 1000, 1002, 1003, 1005, 1007, 1009]).toContain(code)
    }),
    { ...bounds, numRuns: 100, interruptAfterTimeLimit: 3_000 },
  )
  expect((await fetch(`${url}/health`)).status).toBe(200)
  expect(errors.slice(0, 2)).toEqual([])
})

/** Characters that may stand in a request line or a header, and those that may not quite. */
const urlNoise = fc
  .array(fc.constantFrom('/', '%', '%00', '%zz', '..', '?', '#', '&', '=', ';', '\\', '%F0%9F', 'é', marker), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''))
const uuid = '01234567-89ab-4cde-8f01-23456789abcd'
const path = fc
  .tuple(
    fc.constantFrom(
      '/v1/writers',
      '/v1/writers/me',
      '/v1/sign-in',
      '/v1/tokens',
      '/v1/sign-out',
      '/v1/sittings',
      '/',
      `/v1/sittings/${uuid}`,
      '/v1/sittings/',
      '/v1/writers/me/export',
      '/v1/writers/me/keys',
      '/v1/writers/me/recovery',
      '/v1/consents',
      '/v1/recipients',
      '/v1/releases',
      `/v1/releases/${uuid}`,
      `/v1/sittings/${uuid}/sentences/`,
      `/v1/sittings/${uuid}/sentences/${marker}`,
      `/v1/sittings/${uuid}/socket`,
      `/v1/sittings/${marker}/socket`,
      `/v1/pictures/${uuid}`,
      '/v1/pictures/',
      '/v1/styles',
      '/health',
      '/assets/',
    ),
    fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 2, arbitrary: urlNoise }),
  )
  .map((parts) => parts.join(''))
const header = fc.oneof(
  fc.constantFrom(
    'content-type: application/json',
    'content-type: text/plain',
    `content-type: ${marker}/`,
    'authorization: Bearer',
    `authorization: Bearer ${marker}`,
    `cookie: aiw=${marker}`,
    'cookie: aiw=%zz; =;;',
    'origin: null',
    `origin: http://${marker}`,
    'upgrade: websocket\r\nconnection: upgrade',
    'accept-version: 9',
    'content-length: 5',
    'content-length: -1',
    'transfer-encoding: chunked',
    'expect: 100-continue',
    'range: bytes=9999-1',
    `accept-encoding: ${marker}`,
  ),
  fc.stringMatching(/^[a-zA-Z-]{1,12}: [\x20-\x7e]{0,30}$/),
  words,
)
const body = fc.oneof(
  fc
    .record(
      {
        code: anything,
        language: maybe(fc.constantFrom('en', 'zh')),
        purpose: maybe(fc.constantFrom('ai', 'releasing', 'research')),
        given: maybe(fc.boolean()),
        private: maybe(fc.boolean()),
        recipient: anything,
        scope: maybe(fc.constantFrom('sentence', 'sitting', 'everything')),
        sitting: maybe(fc.constant(uuid)),
        sentence: anything,
      },
      { requiredKeys: [] },
    )
    .map((one) => JSON.stringify(one)),
  fc.constantFrom('', '{', `{"${marker}`, '{"__proto__":{}}', `"${marker}"`, '[]'),
  words,
)

test('whatever comes over HTTP is answered below 500 and quoted nowhere', async () => {
  const { url, errors } = await soundGateway(db)
  const { headers } = await writerAt(url)
  const { hostname, port } = new URL(url)
  const method = fc.constantFrom(
    'GET',
    'GET',
    'POST',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'HEAD',
    'TRACE',
    marker,
  )
  let understood = 0
  await fc.assert(
    fc.asyncProperty(
      method,
      path,
      fc.array(header, { maxLength: 3 }),
      body,
      fc.boolean(),
      async (verb, target, extra, content, isKnown) => {
        const lines = [`${verb} ${target} HTTP/1.1`, `host: ${hostname}`, 'connection: close', ...extra]
        // Who signs out or is erased is nobody for the rest of the run.
        const isEnd = target.startsWith('/v1/sign-out') || (verb === 'DELETE' && target.startsWith('/v1/writers/me'))
        if (isKnown && !isEnd) lines.push(`authorization: ${headers.authorization}`)
        if (content && !extra.some((line) => /^(content-length|transfer)/.test(line)))
          lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(content)}`)
        const line = connectTcp(Number(port), hostname)
        line.end(`${lines.join('\r\n')}\r\n\r\n${content}`)
        line.setTimeout(10_000, () => line.destroy(new Error(`no answer to ${lines.join(' | ')} ${content}`)))
        const answer = await textOf(line)
        const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)
        expect(status, `${answer} ${errors.at(-1)}`).toBeLessThan(500)
        expect(answer).not.toContain(marker)
        const isExplained =
          /problem\+json|"Client Error"|Sec-WebSocket|^HTTP\/1\.1 4\d\d [\w ]+\r\nConnection: close\r\n\r\n$/.test(
            answer,
          )
        expect(status < 400 || verb === 'HEAD' || isExplained ? '' : answer).toBe('')
        if (/problem\+json|^HTTP\/1.1 20/.test(answer)) understood++
      },
    ),
    {
      ...bounds,
      numRuns: 600,
      examples: [['GET', '/%', ['upgrade: websocket\r\nconnection: upgrade'], '', false]],
    },
  )
  expect(understood).toBeGreaterThan(50)
  expect((await fetch(`${url}/health`)).status).toBe(200)
  expect(errors.slice(0, 2)).toEqual([])
})
