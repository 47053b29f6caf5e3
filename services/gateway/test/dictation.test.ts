import { once } from 'node:events'
import { createLogger } from '@aiw/kit/log'
import type { Resolve } from '@aiw/kit/private-address'
import { expect, test } from 'vitest'
import { dictation, type DictationOptions } from '../src/dictation.ts'
import { speechServer, writes } from './dictation-support.ts'

const silent = createLogger('test', 'silent')
const never = new AbortController().signal
const recording = { type: 'audio/webm;codecs=opus', data: Buffer.from('some voice') }

const at = (url: string, more: Partial<DictationOptions> = {}, log = silent) =>
  dictation({ url, model: 'large-v3', ...more }, log)

test('a recording is sent as OpenAI’s interface has it, and its words come back', async () => {
  const { url, heard } = await speechServer(writes('<|en|><|SAD|>The sea was quiet.'))
  const hear = await at(url, { key: 'k-1' })
  expect(await hear({ ...recording, language: 'en' }, never)).toBe('The sea was quiet.')
  expect(heard[0]).toMatchObject({ path: '/v1/audio/transcriptions', headers: { authorization: 'Bearer k-1' } })
  const form = heard[0]!.form
  const file = form.get('file') as File
  expect([file.name, file.type, await file.text()]).toEqual(['speech.webm', 'audio/webm', 'some voice'])
  form.delete('file')
  expect(Object.fromEntries(form)).toEqual({
    model: 'large-v3',
    response_format: 'json',
    temperature: '0',
    language: 'en',
  })
})

test('the path to its interface may be said', async () => {
  const { url, heard } = await speechServer(writes('x'))
  await (
    await at(`${url}/speech/v1/`)
  )(recording, never)
  expect(heard[0]!.path).toBe('/speech/v1/audio/transcriptions')
})

test.each([
  ['text/plain', 'a'],
  ['audio/midi', 'a'],
  ['video/webm', 'a'],
  ['audio/webm', ''],
])('what is no recording is not sent: %s of "%s"', async (type, data) => {
  const { url, heard } = await speechServer(writes('x'))
  await expect((await at(url))({ type, data: Buffer.from(data) }, never)).rejects.toMatchObject({ code: 'invalid' })
  expect(heard).toEqual([])
})

const json = { 'content-type': 'application/json' }

test.each<[what: string, code: string, answer: Parameters<typeof speechServer>[0]]>([
  ['an error of its own', 'unavailable', (response) => response.writeHead(500, json).end('{"detail":"OOM"}')],
  ['another interface', 'unavailable', (response) => response.writeHead(404, json).end('{}')],
  ['too many at once', 'busy', (response) => response.writeHead(429, json).end('{}')],
  [
    'a way to elsewhere',
    'unavailable',
    (response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
  ],
  ['no JSON', 'unavailable', (response) => response.writeHead(200, json).end('{"text": "half')],
  ['plain text', 'unavailable', (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('words')],
  ['JSON without words', 'unavailable', writes(undefined)],
  ['words that are none', 'unavailable', writes(['a'])],
  ['nothing but null', 'unavailable', (response) => response.writeHead(200, json).end('null')],
  ['far too much', 'unavailable', writes('a'.repeat(100_000))],
  [
    'without end',
    'unavailable',
    (response) => {
      response.writeHead(200, json)
      const more = () => response.write(Buffer.alloc(65_536, 'a')) && void setImmediate(more)
      response.on('drain', more)
      more()
    },
  ],
  ['nothing, and closes', 'unavailable', (_response, socket) => socket.destroy()],
  ['half, and closes', 'unavailable', (response, socket) => response.write('{"te', () => socket.destroy())],
  ['another protocol', 'unavailable', (_response, socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n')],
])('a server that answers %s: %s, and not a word of it in the error', async (_what, code, answer) => {
  const { url } = await speechServer(answer)
  const failure = await (await at(url))(recording, never).catch((error: unknown) => error)
  expect(failure).toMatchObject({ name: 'Failure', code })
  expect(String((failure as Error).message)).not.toMatch(/OOM|half|words|SSH/)
})

test('a server that closes while it is being sent a recording is unavailable', async () => {
  const { url, server } = await speechServer(writes('never'))
  server.prependListener('request', (request: { socket: { destroy(): void } }) => request.socket.destroy())
  const long = { ...recording, data: Buffer.alloc(4 * 1024 * 1024) }
  await expect((await at(url))(long, never)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a server that hangs is given up in time, and its connection closed', async () => {
  const { url, sockets } = await speechServer(() => {})
  const hear = await at(url, { timeoutMs: 100 })
  await expect(hear(recording, never)).rejects.toMatchObject({ code: 'timeout' })
  await expect.poll(() => sockets[0]!.destroyed).toBe(true)
})

test('a server that answers drop by drop is given up as well', async () => {
  const { url } = await speechServer((response) => {
    response.writeHead(200, json)
    const drop = setInterval(() => response.write(' '), 10)
    response.on('close', () => clearInterval(drop))
  })
  await expect((await at(url, { timeoutMs: 150 }))(recording, never)).rejects.toMatchObject({ code: 'timeout' })
})

test('a server that is not there is unavailable', async () => {
  const { url, server } = await speechServer(writes('x'))
  server.close()
  await once(server, 'close')
  await expect((await at(url))(recording, never)).rejects.toMatchObject({ code: 'unavailable' })
})

test('who leaves closes the connection to the server, and gets their own reason', async () => {
  const left = new AbortController()
  const { url, sockets } = await speechServer(() => left.abort(new Error('gone')))
  await expect((await at(url))(recording, left.signal)).rejects.toThrow('gone')
  await expect.poll(() => sockets[0]!.destroyed).toBe(true)
})

const resolvesTo =
  (...addresses: string[]): Resolve =>
  (_name, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: 4 })),
    )

test.each(['http://8.8.8.8', 'https://[2001:4860:4860::8888]/v1', 'http://speech.example'])(
  'an address that is not private stops the start: %s',
  async (url) => {
    const starting = dictation({ url, model: 'm' }, silent, resolvesTo('192.168.0.9', '8.8.8.8'))
    await expect(starting).rejects.toThrow(/GATEWAY_SPEECH_URL.*private/)
  },
)

test.each(['speech', 'ftp://10.0.0.1', 'http://a:b@10.0.0.1', 'http://10.0.0.1/?x=1', 'http://10.0.0.1/#x'])(
  'an address that is none stops the start: %s',
  async (url) => {
    await expect(at(url)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching('GATEWAY_SPEECH_URL'),
    })
  },
)

test('a name that leads elsewhere by now is not sent a recording; where that is allowed, the log says so', async () => {
  const { url, heard } = await speechServer(writes('x'))
  const { port } = new URL(url)
  let addresses = ['127.0.0.1']
  const resolve: Resolve = (name, options, done) => resolvesTo(...addresses)(name, options, done)
  const hear = await dictation({ url: `http://speech.ward:${port}`, model: 'm' }, silent, resolve)
  expect(await hear(recording, never)).toBe('x')
  addresses = ['127.0.0.1', '8.8.8.8']
  await expect(hear(recording, never)).rejects.toMatchObject({ code: 'forbidden' })
  expect(heard).toHaveLength(1)

  const lines: string[] = []
  await at(
    'http://8.8.8.8',
    { mayLeave: true },
    createLogger('test', 'trace', { write: (line) => void lines.push(line) }),
  )
  expect(lines.join()).toContain('not private')
})
