import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { Failure } from '@aiw/kit/errors'
import { createLogger } from '@aiw/kit/log'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Clients } from '../src/clients.ts'
import { type Limits, shares, usualLimits } from '../src/limits.ts'
import { connect, fakeClients, freshDb, gatewayOf, somePicture, writerAt } from './support.ts'

// Whatever a client controls has a limit, and is told of it in words of ours.

const { db, drop } = await freshDb()
afterAll(drop)

const silent = createLogger('test', 'silent')

/** A gateway with limits of its own, and a writer there. */
async function house(limits: Partial<Limits> = {}, clients: Clients = fakeClients()) {
  const { app, url } = await gatewayOf(db, clients, silent, { limits: { ...usualLimits, ...limits } })
  return { app, url, ...(await writerAt(url)) }
}

/** How the gateway answers a socket that it does not open. */
async function refusal(url: string, sitting: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sittings/${sitting}/socket`, { headers })
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  return response.statusCode
}

/** A line to the gateway as bytes, with what came over it. */
async function bareLine(url: string): Promise<{ line: Socket; closed: Promise<string> }> {
  const { hostname, port } = new URL(url)
  const line = connectTcp(Number(port), hostname)
  onTestFinished(() => void line.destroy())
  let answer = ''
  line.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1'))).on('error', () => {})
  const closed = new Promise<string>((resolve) => line.once('close', () => resolve(answer)))
  await once(line, 'connect')
  return { line, closed }
}

/** Asks for a socket by hand, so that it can be treated badly. */
async function bareSocket(url: string, sitting: string, headers: Record<string, string>, more: string[] = []) {
  const bare = await bareLine(url)
  const hello = [
    `GET /v1/sittings/${sitting}/socket HTTP/1.1`,
    'host: house',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...more,
  ]
  bare.line.write(`${hello.join('\r\n')}\r\n\r\n`)
  const [head] = (await once(bare.line, 'data')) as [Buffer]
  return { ...bare, head: head.toString('latin1') }
}

/** How many sockets the gateway has open. */
const socketsOf = async (url: string) =>
  Number(/^aiw_sockets (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())![1])

/** A text frame as a client sends it, under a mask of zeros. `first`: the byte with its flags and kind. */
function frame(payload: Buffer | string, first = 0x81): Buffer {
  const body = Buffer.from(payload)
  const head = Buffer.from([first, 0xfe, body.length >> 8, body.length & 0xff, 0, 0, 0, 0])
  return Buffer.concat([head, body])
}

describe('sentences', () => {
  test('more than a minute’s share is refused and may be sent again later; what was kept goes on', async () => {
    const { connect: open, review } = await house({ messagesAMinute: 5 })
    const desk = await open()
    for (let i = 0; i < 8; i++) desk.send({ type: 'write', id: `s${i}`, text: 'on and on' })
    expect(await desk.hear('s7', 'problem')).toMatchObject({ code: 'busy', retry: true })
    await desk.hear('s4', 'done')
    expect(desk.types('s5')).toEqual(['problem'])
    desk.send({ type: 'stop', id: 's4' })
    expect((await review()).sentences.map(({ id }) => id)).toEqual(['s0', 's1', 's2', 's3', 's4'])
  })

  test('the share is the writer’s, over all sockets and sittings, and another’s is untouched', async () => {
    const { url, connect: open } = await house({ messagesAMinute: 2 })
    const [one, two, other] = await Promise.all([open(), open(), (await writerAt(url)).connect()])
    one.send({ type: 'write', id: 'a', text: 'one' })
    await two.hear('a', 'done')
    two.send({ type: 'write', id: 'b', text: 'two' })
    await two.hear('b', 'done')
    one.send({ type: 'resume', after: 0 })
    expect(await one.until(({ type }) => type === 'problem')).toMatchObject({ code: 'busy' })
    other.send({ type: 'write', id: 'a', text: 'three' })
    await other.hear('a', 'done')
  })

  test('every minute is a new one', () => {
    let now = 0
    const share = shares({ ...usualLimits, messagesAMinute: 1 }, () => now)
    share.say('a')
    expect(() => share.say('a')).toThrow(Failure)
    now = 60_000
    share.say('a')
  })

  test('nobody who writes, however fast, meets the limit of the house', () => {
    expect(usualLimits.messagesAMinute).toBeGreaterThanOrEqual(4 * 60)
  })
})

describe('sockets', () => {
  test('of one writer: one more is refused before it opens, and there is room when one is closed', async () => {
    const { url, sitting, headers, connect: open } = await house({ socketsOfOne: 2 })
    const [first] = await Promise.all([open(), open()])
    expect(await refusal(url, sitting, headers)).toBe(429)
    await first.leave()
    const third = await vi.waitFor(open, 10_000)
    third.send({ type: 'write', id: 'a', text: 'in again' })
    await third.hear('a', 'done')
  })

  test('of one writer, asked for all at once: no more than there is room for stay open', async () => {
    const { url, sitting, headers } = await house({ socketsOfOne: 3 })
    const address = `${url.replace('http', 'ws')}/v1/sittings/${sitting}/socket`
    const sockets = Array.from({ length: 12 }, () => new WebSocket(address, { headers }).on('error', () => {}))
    onTestFinished(() => sockets.forEach((socket) => socket.terminate()))
    const states = () => sockets.map(({ readyState }) => readyState)
    await expect.poll(() => states().filter((state) => state === WebSocket.CLOSED), { timeout: 5_000 }).toHaveLength(9)
    expect(states().filter((state) => state === WebSocket.OPEN)).toHaveLength(3)
  })

  test('of all: one more is refused, whoever comes', async () => {
    const { url, connect: open } = await house({ sockets: 1 })
    const other = await writerAt(url)
    await open()
    expect(await refusal(url, other.sitting, other.headers)).toBe(429)
  })

  test('one that goes on sending what is refused is closed', async () => {
    const { connect: open } = await house()
    const desk = await open()
    const closed = once(desk.socket, 'close')
    for (let i = 0; i < 1_100; i++) desk.send('no message')
    expect((await closed)[0]).toBe(1013)
    expect(desk.heard.length).toBeLessThanOrEqual(1_000)
  })
})

describe('a reader that does not read', () => {
  /** Says this many previews of half a megabyte each. */
  const showing = (previews: number) =>
    fakeClients({
      paint: async function* () {
        const preview = { ...somePicture.image, data: Buffer.alloc(400_000, 1) }
        for (let i = 0; i < previews; i++) yield { preview }
        yield { picture: somePicture }
      },
    })

  test('is spared what is only of the moment; all that is kept comes when it reads again', async () => {
    const { url, sitting, headers, review } = await house({}, showing(100))
    const { line, closed } = await bareSocket(url, sitting, headers)
    line.pause()
    line.write(frame(JSON.stringify({ type: 'write', id: 'a', text: 'not looking' })))
    await expect.poll(async () => (await review()).sentences, { timeout: 10_000 }).toMatchObject([{ done: true }])
    line.resume()
    line.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0])) // that is all
    const answer = await closed
    expect(answer).toContain('"type":"done"')
    expect(answer.match(/"type":"preview"/g)!.length).toBeLessThan(50)
  })

  test('is sent away before more than a few megabytes wait for it', async () => {
    const picture = { ...somePicture, recipe: 'x'.repeat(40_000) }
    const wordy = fakeClients({
      paint: async function* () {
        yield { picture }
      },
    })
    const { url, sitting, headers, connect: open } = await house({}, wordy)
    const desk = await open()
    const ids = Array.from({ length: 20 }, (_, i) => `s${i}`)
    for (const id of ids) desk.send({ type: 'write', id, text: 'to be said again' })
    await Promise.all(ids.map((id) => desk.hear(id, 'done')))
    const { line, closed } = await bareSocket(url, sitting, headers)
    line.pause()
    for (let i = 0; i < 60; i++) line.write(frame(JSON.stringify({ type: 'resume', after: 0 })))
    // Others do not notice.
    desk.send({ type: 'write', id: 'other', text: 'still here' })
    await desk.hear('other', 'done')
    await expect.poll(() => socketsOf(url), { timeout: 10_000 }).toBe(1)
    line.resume()
    expect((await closed).length).toBeLessThan(30_000_000)
  })
})

describe('a connection', () => {
  const patience = 400

  test('that sends its head drop by drop is ended', async () => {
    const { app, url } = await house()
    expect(app.server.headersTimeout).toBeLessThanOrEqual(10_000)
    app.server.headersTimeout = patience
    const { line, closed } = await bareLine(url)
    const drops = setInterval(() => line.write('x-a: b\r\n'), 50)
    onTestFinished(() => clearInterval(drops))
    line.write('GET /health HTTP/1.1\r\nhost: house\r\n')
    expect(await closed).toMatch(/^HTTP\/1.1 408 /)
  })

  test('that sends its body drop by drop is ended', async () => {
    const { app, url } = await house()
    expect(app.server.requestTimeout).toBeGreaterThan(0)
    expect(app.server.requestTimeout).toBeLessThanOrEqual(30_000)
    Object.assign(app.server, { headersTimeout: patience, requestTimeout: patience })
    const { line, closed } = await bareLine(url)
    const drops = setInterval(() => line.write(' '), 50)
    onTestFinished(() => clearInterval(drops))
    line.write(
      'POST /v1/tokens HTTP/1.1\r\nhost: house\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n',
    )
    expect(await closed).toMatch(/^HTTP\/1.1 408 /)
  })

  test('over which nothing moves is ended; a socket that is open is none of these', async () => {
    const { app, url, connect: open } = await house()
    expect(app.server.timeout).toBeGreaterThan(0)
    app.server.setTimeout(patience)
    const desk = await open()
    const { closed } = await bareLine(url)
    await closed
    desk.send({ type: 'write', id: 'a', text: 'still here' })
    await desk.hear('a', 'done')
  })

  test('has room for a head of 16 KiB, and there is room for so many connections', async () => {
    const { app, url } = await house()
    expect(app.server.maxConnections).toBeGreaterThan(usualLimits.sockets)
    const answer = await fetch(`${url}/health`, { headers: { 'x-much': 'x'.repeat(20_000) } })
    expect(answer.status).toBe(431)
    app.server.maxConnections = 1
    const lines = await Promise.all([bareLine(url), bareLine(url)])
    await Promise.race(lines.map(({ closed }) => closed))
  })
})

describe('a body', () => {
  const ask = (url: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/tokens`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

  test('over 16 KiB is not read, whether it says so or not', async () => {
    const { url } = await house()
    const big = JSON.stringify({ code: 'x'.repeat(17_000) })
    expect(await (await ask(url, big)).json()).toMatchObject({ code: 'invalid', detail: 'The request is too large' })
    const { line, closed } = await bareLine(url)
    line.write('POST /v1/tokens HTTP/1.1\r\nhost: house\r\ncontent-type: application/json\r\n')
    line.write(`transfer-encoding: chunked\r\nconnection: close\r\n\r\n5000\r\n${'x'.repeat(0x5000)}\r\n`)
    expect(await closed).toContain('The request is too large')
  })

  test('that is compressed is never unpacked', async () => {
    const { url } = await house()
    const bomb = gzipSync(Buffer.alloc(10_000_000, ' '))
    expect(bomb.length).toBeLessThan(16_384)
    const before = process.memoryUsage.rss()
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(url, bomb, { 'content-encoding': 'gzip' })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]))
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
  })

  test('of any other kind than JSON is refused', async () => {
    const { url } = await house()
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])
      expect(await (await ask(url, 'code=x', { 'content-type': type })).json()).toMatchObject({ code: 'invalid' })
  })
})

test('a socket is not compressed, whatever is asked, and a compressed frame ends it', async () => {
  const { url, sitting, headers } = await house()
  const offer = ['sec-websocket-extensions: permessage-deflate; client_max_window_bits']
  const { line, head, closed } = await bareSocket(url, sitting, headers, offer)
  expect(head).toContain('101 Switching Protocols')
  expect(head.toLowerCase()).not.toContain('sec-websocket-extensions')
  line.write(frame('packed', 0xc1))
  expect(Buffer.from(await closed, 'latin1').includes(Buffer.from([0x88, 0x02, 0x03, 0xea]))).toBe(true)
})

test('pieces of a message that never ends are not collected for ever', async () => {
  const { url, sitting, headers } = await house()
  const { line, closed } = await bareSocket(url, sitting, headers)
  line.write(frame('x'.repeat(16_000), 0x01))
  for (let i = 0; i < 20; i++) line.write(frame('x'.repeat(16_000), 0x00))
  await expect(closed).resolves.toContain('101 Switching Protocols')
})

test('a message at the limit is taken, one over it is refused and not held', async () => {
  const { url, sitting, headers } = await house()
  const desk = await connect(url, sitting, headers)
  const message = (size: number, id: string) => {
    const bare = JSON.stringify({ type: 'write', id, text: 'x', more: '' })
    return bare.replace('"more":"', `"more":"${'y'.repeat(size - bare.length)}`)
  }
  desk.send(message(16_384, 'fits'))
  desk.send(message(16_385, 'over'))
  expect(await desk.hear('over', 'problem')).toMatchObject({ code: 'invalid', detail: 'A message is at most 16 KiB' })
  await desk.hear('fits', 'done')
})
