import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Message } from '../../src/backends/comfyui/messages.ts'
import { openLine } from '../../src/backends/comfyui/socket.ts'
import { timing } from './support.ts'

const never = new AbortController().signal
const features = JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } })

/** What answers where a node should be: `greet` sees every socket, and every request is counted. */
async function otherSide(greet: (socket: WebSocket) => void) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url!)
    response.writeHead(404).end()
  })
  const sockets = new WebSocketServer({ server, perMessageDeflate: true })
  const greeted: { url: string; extensions: string; first: string[] }[] = []
  sockets.on('connection', (socket, request) => {
    const seen = { url: request.url!, extensions: socket.extensions, first: [] as string[] }
    socket.on('error', () => {})
    socket.on('message', (data: Buffer) => seen.first.push(data.toString()))
    greeted.push(seen)
    greet(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    greeted,
    sockets: sockets.clients,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const open = (url: string, changes: Partial<typeof timing> = {}, signal = never) =>
  openLine(url, { ...timing, ...changes }, () => {}, signal)

test('a line is opened under an id of its own, uncompressed, and shakes hands first', async () => {
  await using node = await otherSide((socket) => socket.on('message', () => socket.send(features)))
  const lines = [await open(node.url), await open(node.url)]
  expect(node.greeted.map(({ extensions }) => extensions)).toEqual(['', ''])
  expect(node.greeted[0]!.first).toEqual([
    JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } }),
  ])
  expect(node.greeted.map(({ url }) => url)).toEqual(lines.map(({ clientId }) => `/ws?clientId=${clientId}`))
  expect(new Set(lines.map(({ clientId }) => clientId)).size).toBe(2)
  for (const line of lines) line.close()
  await expect.poll(() => node.sockets.size).toBe(0)
  expect(node.requests).toEqual([])
})

test.each<[string, string | Buffer]>([
  ['no JSON', 'lighthouse'],
  ['JSON that is no message', '7'],
  ['a status without data', '{"type":"status"}'],
  ['a kind of message nobody knows', '{"type":"assets.seed","data":{"x":1}}'],
  ['a frame of one byte', Buffer.from([4])],
  ['a frame of a kind nobody knows', Buffer.from([0, 0, 0, 99, 1, 2, 3, 4])],
  ['text of a node', Buffer.concat([Buffer.from([0, 0, 0, 3, 0, 0, 0, 1]), Buffer.from('1a bird')])],
  ['a picture whose name is too long for it', Buffer.from([0, 0, 0, 4, 255, 255, 255, 255, 1])],
  ['a picture whose name is no JSON', Buffer.concat([Buffer.from([0, 0, 0, 4, 0, 0, 0, 2]), Buffer.from('{]abc')])],
])('%s harms nobody', async (_, frame) => {
  await using node = await otherSide((socket) => socket.on('message', () => socket.send(features)))
  const line = await open(node.url)
  const heard = new Promise<Message>((resolve) => line.hear('p', resolve))
  const [socket] = node.sockets
  socket!.send(frame)
  socket!.send('{"type":"execution_start","data":{"prompt_id":"p"}}')
  expect(await heard).toEqual({ kind: 'begun', prompt: 'p' })
  expect(line.lost.aborted).toBe(false)
  line.close()
})

test('what is said of another’s prompt is not heard, nor after one stopped listening', async () => {
  await using node = await otherSide((socket) => socket.on('message', () => socket.send(features)))
  const line = await open(node.url)
  const heard: string[] = []
  const stop = line.hear('mine', ({ kind }) => heard.push(kind))
  const { promise: last, resolve } = Promise.withResolvers<Message>()
  line.hear('last', resolve)
  const say = (prompt: string) => {
    for (const socket of node.sockets) socket.send(`{"type":"execution_start","data":{"prompt_id":"${prompt}"}}`)
  }
  say('mine')
  say('another')
  await expect.poll(() => heard).toEqual(['begun'])
  stop()
  say('mine')
  say('last')
  await last
  expect(heard).toEqual(['begun'])
  line.close()
})

test('a node that is too old to say whose an image is, is not used', async () => {
  await using node = await otherSide((socket) => socket.send('{"type":"feature_flags","data":{}}'))
  await expect(open(node.url)).rejects.toMatchObject({
    code: 'unavailable',
    message: 'The node is older than ComfyUI 0.3.64',
  })
})

test('a node that says nothing is given up, and nobody asks it again', async () => {
  await using node = await otherSide(() => {})
  await expect(open(node.url, { connectMs: 100 })).rejects.toMatchObject({ code: 'timeout' })
  await expect.poll(() => node.sockets.size).toBe(0)
})

test('what is no ComfyUI, and what is not there, cannot be reached, and is left alone', async () => {
  const server = createServer((_, response) => response.writeHead(502).end('lighthouse'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await expect(open(url)).rejects.toMatchObject({ code: 'unavailable', message: 'The node cannot be reached' })
  await new Promise((resolve) => server.close(resolve))
  await expect(open(url)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a line that is given up while it opens is closed', async () => {
  await using node = await otherSide(() => {})
  const leave = new AbortController()
  const opened = open(node.url, {}, leave.signal)
  leave.abort()
  await expect(opened).rejects.toMatchObject({ code: 'unavailable' })
  await expect.poll(() => node.sockets.size).toBe(0)
})

test('a line whose other side closes is lost', async () => {
  await using node = await otherSide((socket) => socket.on('message', () => socket.send(features)))
  const line = await open(node.url)
  const lost = once(line.lost, 'abort')
  for (const socket of node.sockets) socket.close()
  await lost
  expect(line.lost.aborted).toBe(true)
})

test('a line without a sign of life is lost, one that answers pings is not', async () => {
  await using node = await otherSide((socket) => socket.on('message', () => socket.send(features)))
  const line = await open(node.url, { pingMs: 10, silenceMs: 100 })
  const [socket] = node.sockets
  let pings = 0
  const { promise: alive, resolve } = Promise.withResolvers<void>()
  socket!.on('ping', () => ++pings === 15 && resolve())
  await alive
  expect(line.lost.aborted).toBe(false)
  socket!.pause()
  await once(line.lost, 'abort')
})
