import { createSocket } from 'node:dgram'
import dns from 'node:dns/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { EmotionService, type EmotionServiceHandlers, RenderService, renderContract, emotionContract } from '@aiw/proto'
import type { RenderServiceHandlers } from '@aiw/proto'
import { credentials, type ServiceError } from '@grpc/grpc-js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Failure, toFailure } from '../src/errors.ts'
import { ask, channelOptions, listen, open } from '../src/grpc-client.ts'
import { converse, serve, stream, unary } from '../src/grpc-server.ts'
import { createLogger } from '../src/log.ts'

const log = createLogger('test', 'silent')
const call = { id: 'c1', signal: new AbortController().signal }
const unused = unary<object, never>(log, () => {
  throw new Failure('internal', 'not part of this test')
})

async function renderOf(
  Paint: RenderServiceHandlers['Paint'],
  ListStyles: RenderServiceHandlers['ListStyles'] = unused,
) {
  const stop = new AbortController()
  const served = await serve(
    '127.0.0.1:0',
    renderContract,
    (server) => server.addService(RenderService.service, { Paint, ListStyles, GetFleet: unused }),
    stop.signal,
  )
  const client = new RenderService(`127.0.0.1:${served.port}`, credentials.createInsecure(), channelOptions)
  onTestFinished(async () => {
    client.close()
    stop.abort()
    await served.closed
  })
  return { client, served, stop }
}

const paint = (client: InstanceType<typeof RenderService>, timeoutMs = 5_000, of = call) =>
  listen((m, o) => client.paint({}, m, o), of, timeoutMs)

test('a Failure keeps its code and its words across the wire', async () => {
  const { client } = await renderOf(
    stream(log, async function* () {
      throw new Failure('busy', 'Too many sentences')
    }),
  )
  await expect(Array.fromAsync(paint(client))).rejects.toMatchObject({ code: 'busy', message: 'Too many sentences' })
})

test('a time to come back crosses the wire as gRPC has it', async () => {
  const { client } = await renderOf(
    stream(log, async function* () {
      throw new Failure('busy', 'Too many sentences', { retryMs: 1_500 })
    }),
  )
  const refused = (await Array.fromAsync(paint(client)).catch((error: unknown) => error)) as Failure
  expect(refused).toMatchObject({ code: 'busy', retryMs: 1_500 })
  expect((refused.cause as ServiceError).metadata.get('grpc-retry-pushback-ms')).toEqual(['1500'])
})

test('an unplanned error does not leak', async () => {
  const { client } = await renderOf(
    stream(log, async function* () {
      throw new Error('/secret/path')
    }),
  )
  await expect(Array.fromAsync(paint(client))).rejects.toMatchObject({
    code: 'internal',
    message: 'Something went wrong',
  })
})

test('a service that is not there is unavailable, and its address is not told', async () => {
  const client = new RenderService('127.0.0.1:1', credentials.createInsecure(), channelOptions)
  onTestFinished(() => client.close())
  await expect(Array.fromAsync(paint(client))).rejects.toMatchObject({
    code: 'unavailable',
    message: 'The service cannot be reached',
  })
})

test('leaving the loop aborts the server side and runs its finally', async () => {
  const seen = { aborted: false, cleaned: false }
  const { client } = await renderOf(
    stream(log, async function* (_request, { signal }) {
      signal.addEventListener('abort', () => (seen.aborted = true))
      try {
        for (let done = 0; ; done += 0.001) {
          yield { progress: { done } }
          await delay(1, undefined, { signal })
        }
      } finally {
        seen.cleaned = true
      }
    }),
  )
  for await (const _ of paint(client)) break
  await expect.poll(() => seen).toEqual({ aborted: true, cleaned: true })
})

test('the deadline is the caller’s', async () => {
  const { client } = await renderOf(
    stream(log, async function* (_request, { signal }) {
      await once(signal, 'abort')
    }),
  )
  await expect(Array.fromAsync(paint(client, 50))).rejects.toMatchObject({ code: 'timeout' })
})

test('a slow reader slows the writer', async () => {
  let written = 0
  const image = { mediaType: 'image/png', data: Buffer.alloc(1024 * 1024), width: 1, height: 1 }
  const { client } = await renderOf(
    stream(log, async function* () {
      for (; written < 400; written++) yield { preview: image }
    }),
  )
  const reader = paint(client)
  await reader.next()
  // The writer fills what the channel holds, then waits: it stands still before it has written all.
  await vi.waitFor(async () => {
    const before = written
    await delay(100)
    expect(written).toBe(before)
  }, 10_000)
  expect(written).toBeLessThan(400)
  await reader.return(undefined)
})

test('a call that ends well never looks cancelled', async () => {
  const signals: AbortSignal[] = []
  const { client, stop, served } = await renderOf(
    stream(log, async function* (_q, { signal }) {
      signals.push(signal)
      yield { progress: { done: 1 } }
    }),
    unary(log, (_q, { signal }) => {
      signals.push(signal)
      return { styles: [] }
    }),
  )
  await ask((m, o, reply) => client.listStyles({}, m, o, reply), call, 2_000)
  await Array.fromAsync(paint(client))
  client.close()
  stop.abort()
  await served.closed // every event of both calls has been emitted by now
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, false])
})

test('a server that dies in the middle is unavailable to the caller', async () => {
  const { client, stop } = await renderOf(
    stream(log, async function* (_q, { signal }) {
      yield { progress: { done: 0.1 } }
      await once(signal, 'abort')
    }),
  )
  const reader = paint(client, 20_000)
  await reader.next()
  stop.abort() // after its grace time the server drops what is still open
  await expect(reader.next()).rejects.toMatchObject({ code: expect.stringMatching(/unavailable|cancelled/) })
})

/** A conversation with an emotion service that answers like this. */
async function conversationWith(ReadSitting: EmotionServiceHandlers['ReadSitting']) {
  const stop = new AbortController()
  const handlers = { Read: unused, ListConcepts: unused, ReadSitting }
  const served = await serve(
    '127.0.0.1:0',
    emotionContract,
    (server) => server.addService(EmotionService.service, handlers),
    stop.signal,
  )
  const client = new EmotionService(`127.0.0.1:${served.port}`, credentials.createInsecure(), channelOptions)
  onTestFinished(() => {
    client.close()
    stop.abort()
  })
  return open((m, o) => client.readSitting(m, o), 'c1', 5_000)
}

test('a conversation answers every message, and ends with its caller', async () => {
  let ended = false
  const conversation = await conversationWith(
    converse(log, async function* (requests) {
      for await (const { sentence } of requests) yield { reading: { id: sentence!.id } }
      ended = true
    }),
  )
  for (const id of ['a', 'b']) conversation.write({ sentence: { id, text: 'x' } })
  const ids: string[] = []
  for await (const { reading } of conversation as AsyncIterable<{ reading: { id: string } }>) {
    ids.push(reading.id)
    if (ids.length === 2) conversation.end()
  }
  expect(ids).toEqual(['a', 'b'])
  expect(ended).toBe(true)
})

test('a conversation that is refused in the middle says why at once', async () => {
  const conversation = await conversationWith(
    converse(log, async function* (requests) {
      for await (const _ of requests) throw new Failure('invalid', 'Not this one')
    }),
  )
  conversation.write({ sentence: { id: 'a', text: 'x' } })
  const [error] = (await once(conversation, 'error')) as [Error]
  expect(toFailure(error)).toMatchObject({ code: 'invalid', message: 'Not this one' })
})

test('a port that is taken is said in one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  onTestFinished(() => void taken.close())
  const address = `127.0.0.1:${(taken.address() as AddressInfo).port}`
  await expect(serve(address, renderContract, () => {}, new AbortController().signal)).rejects.toMatchObject({
    name: 'Failure',
    message: `${address} is already in use; stop what runs there, or choose another address`,
  })
})

test('no proxy that the environment names is asked to carry a call', async () => {
  let asked = 0
  const proxy = createServer(() => asked++).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => void proxy.close())
  for (const name of ['http_proxy', 'https_proxy', 'grpc_proxy'])
    vi.stubEnv(name, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { client } = await renderOf(
    unused as never,
    unary(log, () => ({ styles: [] })),
  )
  await ask((m, o, reply) => client.listStyles({}, m, o, reply), call, 2_000)
  expect(asked).toBe(0)
})

test('no name server is asked how a service is to be called', async () => {
  const asked: string[] = []
  const names = createSocket('udp4').bind(0, '127.0.0.1')
  await once(names, 'listening')
  names.on('message', (question, { port, address }) => {
    asked.push(question.toString('latin1', 13, 13 + question[12]!))
    const answer = Buffer.from(question)
    answer.writeUInt16BE(0x8183, 2) // there is no such name
    names.send(answer, port, address)
  })
  const before = dns.getServers()
  dns.setServers([`127.0.0.1:${names.address().port}`])
  onTestFinished(() => {
    dns.setServers(before)
    names.close()
  })
  // The system knows where localhost is; what grpc-js would ask for besides are settings in a TXT record.
  const client = new RenderService('localhost:1', credentials.createInsecure(), channelOptions)
  onTestFinished(() => client.close())
  await expect(Array.fromAsync(paint(client))).rejects.toMatchObject({ code: 'unavailable' })
  await expect(dns.resolveTxt('afterwards')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  expect(new Set(asked)).toEqual(new Set(['afterwards']))
})
