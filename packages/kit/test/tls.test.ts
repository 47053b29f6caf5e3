import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { connect, type TLSSocket } from 'node:tls'
import { RenderService, type RenderServiceHandlers, renderContract } from '@aiw/proto'
import { credentials } from '@grpc/grpc-js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeCertificates } from '../../../deploy/certs.ts'
import { readConfig } from '../src/config.ts'
import { Failure } from '../src/errors.ts'
import { ask, channelOptions, listen } from '../src/grpc-client.ts'
import { serve, stream, unary } from '../src/grpc-server.ts'
import { createLogger } from '../src/log.ts'
import { type Channel, channelTo, isLoopback, spiffeId, type Tls, tlsOf, tlsVariables, urisOf } from '../src/tls.ts'

// This machine's loopback, spelt so that it reads as an address like any other: what is said of other machines holds for it.
const host = '127.1'
const off = 'off-on-a-network-nobody-else-can-reach'
const silent = createLogger('test', 'silent')
const call = { id: 'c1', signal: new AbortController().signal }
const yearMs = 365 * 24 * 60 * 60_000

/** A folder with a CA and the certificates of its services; made `agoMs` ago. */
async function certificates(agoMs = 0) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aiw-certs-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  await makeCertificates(folder, {}, new Date(Date.now() - agoMs))
  return folder
}

/** The same files in another folder. */
function copied(folder: string) {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'aiw-certs-'))
  onTestFinished(() => fs.rmSync(copy, { recursive: true }))
  fs.cpSync(folder, copy, { recursive: true })
  return copy
}

/** What a service of these certificates has. Files are looked at every few milliseconds. */
const tls = (folder: string, name: string, log = silent): Tls =>
  tlsOf(
    name,
    {
      AIW_TLS: 'required',
      AIW_TLS_CA: path.join(folder, 'ca.pem'),
      AIW_TLS_CERT: path.join(folder, `${name}.pem`),
      AIW_TLS_KEY: path.join(folder, `${name}-key.pem`),
    },
    log,
    20,
  )

/** Render, asked by the gateway only. Counts the calls that got through to it. */
async function renderOf(security: Tls, Paint: RenderServiceHandlers['Paint'] = painting) {
  const stop = new AbortController()
  const seen = { calls: 0 }
  const handlers = {
    ListStyles: unary<object, { styles: never[] }>(silent, () => {
      seen.calls++
      return { styles: [] }
    }),
    Paint,
    GetFleet: unary<object, never>(silent, () => {
      throw new Failure('internal', 'not part of this test')
    }),
  }
  const served = await serve(
    `${host}:0`,
    renderContract,
    (server) => server.addService(RenderService.service, handlers),
    stop.signal,
    { tls: security, callers: ['gateway'] },
  )
  served.setServing(true)
  onTestFinished(async () => {
    stop.abort()
    await served.closed
  })
  return { address: `${host}:${served.port}`, port: served.port, seen, stop, served }
}
const painting = stream<object, { progress: { done: number } }>(silent, async function* (_request, { signal }) {
  yield { progress: { done: 0.5 } }
  await once(signal, 'abort')
})

/** A client of what is at an address, as if it had been called by a name. */
function clientOf(address: string, [by, options]: Channel, name = 'render') {
  const client = new RenderService(address, by, { ...options, 'grpc.ssl_target_name_override': name })
  onTestFinished(() => client.close())
  return client
}
const styles = (client: InstanceType<typeof RenderService>) =>
  ask((m, o, reply) => client.listStyles({}, m, o, reply), call, 3_000)

const unreachable = { code: 'unavailable', message: 'The service cannot be reached' }

test('the gateway calls render over mutual TLS; whoever leaves is let go, whoever dies is unavailable', async () => {
  const folder = await certificates()
  let left = false
  const { address, seen, stop } = await renderOf(
    tls(folder, 'render'),
    stream(silent, async function* (_request, { signal }) {
      signal.addEventListener('abort', () => (left = true))
      yield { progress: { done: 0.5 } }
      await once(signal, 'abort')
    }),
  )
  const client = clientOf(address, channelTo(address, 'render', tls(folder, 'gateway')))
  expect(await styles(client)).toEqual({ styles: [] })
  expect(seen.calls).toBe(1)
  for await (const _ of listen((m, o) => client.paint({}, m, o), call, 5_000)) break
  await expect.poll(() => left).toBe(true)
  stop.abort()
  await vi.waitFor(() => expect(styles(client)).rejects.toMatchObject(unreachable), 10_000)
})

test.each([
  ['whoever has a certificate of another CA', async () => tls(await certificates(), 'gateway')],
  [
    'whoever trusts the house’s CA, and shows a certificate of another one',
    async (folder: string) => {
      const other = await certificates()
      fs.copyFileSync(path.join(folder, 'ca.pem'), path.join(other, 'ca.pem'))
      return tls(other, 'gateway')
    },
  ],
  [
    'a gateway whose certificate has ended',
    async (folder: string) => {
      await makeCertificates(folder, {}, new Date(Date.now() - 3 * yearMs))
      return tls(copied(folder), 'gateway')
    },
  ],
  [
    'whoever has no certificate',
    (folder: string): Channel => [credentials.createSsl(fs.readFileSync(path.join(folder, 'ca.pem'))), channelOptions],
  ],
  ['whoever does not speak TLS', (): Channel => [credentials.createInsecure(), channelOptions]],
])('%s is not let in, and learns nothing', async (_who, callerOf) => {
  const folder = await certificates(5 * yearMs) // so that a certificate of it can have ended
  const caller = await callerOf(folder)
  await makeCertificates(folder)
  const { address, seen } = await renderOf(tls(folder, 'render'))
  const client = clientOf(address, 'isOff' in caller ? channelTo(address, 'render', caller) : caller)
  await expect(styles(client)).rejects.toMatchObject(unreachable)
  expect(seen.calls).toBe(0)
})

test('another service of the house may ask nothing of render but, itself, for its health', async () => {
  const folder = await certificates()
  const lines: string[] = []
  const log = createLogger('render', 'trace', { write: (line) => void lines.push(line) })
  const { address, seen } = await renderOf(tls(folder, 'render', log))
  const as = (name: string) => clientOf(address, channelTo(address, 'render', tls(folder, name)))
  const health = (client: InstanceType<typeof RenderService>) =>
    new Promise((resolve) => {
      const path = '/grpc.health.v1.Health/Check'
      const asItIs = (bytes: Buffer) => bytes
      client.makeUnaryRequest(
        path,
        () => Buffer.alloc(0),
        asItIs,
        null,
        (error, answer) => resolve(error ? error.code : answer),
      )
    })
  const forbidden = { code: 'forbidden', message: 'This service does not answer this caller' }
  for (const name of ['emotion', 'render']) {
    await expect(styles(as(name))).rejects.toMatchObject(forbidden)
    await expect(Array.fromAsync(listen((m, o) => as(name).paint({}, m, o), call, 3_000))).rejects.toMatchObject(
      forbidden,
    )
  }
  expect(seen.calls).toBe(0)
  expect(lines.some((line) => line.includes('a caller was refused'))).toBe(true)
  expect(await health(as('emotion'))).toBe(7) // PERMISSION_DENIED
  expect(await health(as('render'))).toEqual(Buffer.from([8, 1])) // SERVING
  expect(await health(as('gateway'))).toEqual(Buffer.from([8, 1]))
})

test.each([
  ['shows a certificate of another CA', async () => tls(await certificates(), 'render')],
  [
    'has a certificate that has ended',
    async (folder: string) => {
      await makeCertificates(folder, {}, new Date(Date.now() - 3 * yearMs))
      const ended = copied(folder)
      await makeCertificates(folder)
      return tls(ended, 'render')
    },
  ],
])('a service that %s is told nothing', async (_what, serverOf) => {
  const folder = await certificates(5 * yearMs)
  await makeCertificates(folder)
  const { address, seen } = await renderOf(await serverOf(folder))
  const client = clientOf(address, channelTo(address, 'render', tls(folder, 'gateway')))
  await expect(styles(client)).rejects.toMatchObject(unreachable)
  expect(seen.calls).toBe(0)
})

test('a service that passes for another, or answers at a host that is not its own, is told nothing; the log says why', async () => {
  const folder = await certificates()
  for (const [asked, name, code] of [
    ['emotion', 'render', 'unavailable'],
    ['render', 'render.example', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const) {
    const lines: string[] = []
    const log = createLogger('gateway', 'trace', { write: (line) => void lines.push(line) })
    const { address, seen } = await renderOf(tls(folder, 'render'))
    const client = clientOf(address, channelTo(address, asked, tls(folder, 'gateway', log)), name)
    await expect(styles(client)).rejects.toMatchObject(unreachable)
    expect(seen.calls).toBe(0)
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([expect.objectContaining({ service: asked, code })])
  }
})

test('renewed certificates are used by new connections, without a restart', async () => {
  const folder = await certificates()
  const { address, port } = await renderOf(tls(folder, 'render'))
  const serial = () => new X509Certificate(fs.readFileSync(path.join(folder, 'render.pem'))).serialNumber
  const gateway = tls(folder, 'gateway')
  expect(await styles(clientOf(address, channelTo(address, 'render', gateway)))).toEqual({ styles: [] })
  const before = serial()
  expect(await shownAt(port, folder)).toBe(before)
  await makeCertificates(folder)
  await expect.poll(() => shownAt(port, folder)).toBe(serial())
  expect(serial()).not.toBe(before)
  expect(await styles(clientOf(address, channelTo(address, 'render', gateway)))).toEqual({ styles: [] })
})

test('with another CA the house goes on, and whoever has the old one is out, though connected', async () => {
  const [folder, next] = [await certificates(), await certificates()]
  const kept = copied(folder)
  const { address } = await renderOf(tls(folder, 'render'))
  const gateway = clientOf(address, channelTo(address, 'render', tls(folder, 'gateway')))
  const old = clientOf(address, channelTo(address, 'render', tls(kept, 'gateway')))
  for (const client of [gateway, old]) expect(await styles(client)).toEqual({ styles: [] })
  fs.cpSync(next, folder, { recursive: true })
  await vi.waitFor(() => expect(styles(old)).rejects.toMatchObject(unreachable), { timeout: 5_000 })
  await expect.poll(() => styles(gateway), { timeout: 5_000 }).toEqual({ styles: [] })
})

test('certificates that do not fit together are not taken; the old ones serve on, and the log says so once', async () => {
  const [folder, other] = [await certificates(), await certificates()]
  const lines: string[] = []
  const log = createLogger('render', 'trace', { write: (line) => void lines.push(line) })
  const { port } = await renderOf(tls(folder, 'render', log))
  const before = await shownAt(port, folder)
  for (const [file, text] of [
    ['render-key.pem', fs.readFileSync(path.join(other, 'render-key.pem'))],
    ['render.pem', Buffer.alloc(0)],
    ['ca.pem', Buffer.from('-----BEGIN CERTIFICATE-----\n')],
  ] as const) {
    const was = fs.readFileSync(path.join(folder, file))
    const said = lines.length
    fs.writeFileSync(path.join(folder, file), text)
    await expect.poll(() => lines.length).toBeGreaterThan(said)
    fs.writeFileSync(path.join(folder, file), was)
    expect(await shownAt(port, folder)).toBe(before)
  }
  const words = lines.map((line) => (JSON.parse(line) as { msg: string }).msg)
  expect(new Set(words)).toEqual(new Set(['new certificates cannot be used; the old ones are kept']))
})

test('certificates that end soon are warned of, once a day', async () => {
  const folder = await certificates(2 * yearMs - 10 * 24 * 60 * 60_000)
  const lines: string[] = []
  const log = createLogger('render', 'trace', { write: (line) => void lines.push(line) })
  const { port } = await renderOf(tls(folder, 'render', log))
  for (let i = 0; i < 3; i++) await shownAt(port, folder)
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ daysLeft: 9, msg: 'the certificate for other services ends soon, or has ended' }),
  ])
})

test('a container asks its own service for its health over TLS', async () => {
  const folder = await certificates()
  const { port } = await renderOf(tls(folder, 'render'))
  const isWell = async (folderOfCaller: string) => {
    const check = spawn(
      process.execPath,
      [path.join(import.meta.dirname, '../../../deploy/check-health.ts'), 'render', `127.0.0.1:${port}`],
      {
        stdio: ['ignore', 'inherit', 'pipe'],
        env: {
          AIW_TLS_CA: path.join(folderOfCaller, 'ca.pem'),
          AIW_TLS_CERT: path.join(folderOfCaller, 'render.pem'),
          AIW_TLS_KEY: path.join(folderOfCaller, 'render-key.pem'),
        },
      },
    )
    const [said, [code]] = await Promise.all([text(check.stderr), once(check, 'exit')])
    return { said, isWell: code === 0 }
  }
  expect(await Promise.all([folder, await certificates()].map(isWell))).toEqual([
    { said: '', isWell: true },
    { said: '', isWell: false },
  ])
})

/** The serial number of the certificate that is shown at a port to a new connection of the gateway. */
async function shownAt(port: number, folder: string): Promise<string> {
  const file = (name: string) => fs.readFileSync(path.join(folder, name))
  const socket: TLSSocket = connect({
    port,
    host: '127.0.0.1',
    ALPNProtocols: ['h2'],
    ca: file('ca.pem'),
    cert: file('gateway.pem'),
    key: file('gateway-key.pem'),
  })
  await once(socket, 'secureConnect')
  const { serialNumber } = socket.getPeerCertificate()
  socket.destroy()
  return serialNumber
}

test('without certificates a service neither listens to other machines nor calls one, and says what to do', async () => {
  const none = tlsOf('render', { AIW_TLS: 'required' }, silent)
  const what =
    'give AIW_TLS_CA, AIW_TLS_CERT and AIW_TLS_KEY (npm run certs makes them), use 127.0.0.1, or say AIW_TLS='
  await expect(renderOf(none)).rejects.toThrow(`${host}:0 can be reached by others: ${what}${off}`)
  expect(() => channelTo('render.example:50052', 'render', none)).toThrow(
    `render.example:50052 is another machine: ${what}${off}`,
  )
  expect(() => channelTo('render.example:50052', 'render')).toThrow(Failure)
  expect(channelTo('127.0.0.1:50052', 'render', none)[0]._isSecure()).toBe(false)
})

test('told in so many words that the network is closed, it speaks plainly there', async () => {
  const told = readConfig(tlsVariables, { AIW_TLS: off })
  const { address } = await renderOf(tlsOf('render', told, silent))
  const client = clientOf(address, channelTo(address, 'render', tlsOf('gateway', told, silent)))
  expect(await styles(client)).toEqual({ styles: [] })
  expect(() => readConfig(tlsVariables, { AIW_TLS: 'off' })).toThrow('AIW_TLS')
})

test('what is wrong with the files is said in one line, which names the variable and not the file', async () => {
  const [folder, other] = [await certificates(), await certificates()]
  const file = (name: string) => path.join(folder, name)
  fs.writeFileSync(file('noise.pem'), 'noise')
  const whole = {
    AIW_TLS: 'required' as const,
    AIW_TLS_CA: file('ca.pem'),
    AIW_TLS_CERT: file('render.pem'),
    AIW_TLS_KEY: file('render-key.pem'),
  }
  const trouble = (change: object) => {
    try {
      return tlsOf('render', { ...whole, ...change }, silent).name
    } catch (error) {
      return error instanceof Failure && error.code === 'invalid' ? error.message : error
    }
  }
  expect(trouble({})).toBe('render')
  expect(trouble({ AIW_TLS_KEY: undefined })).toBe('AIW_TLS_CA, AIW_TLS_CERT and AIW_TLS_KEY: give all three, or none')
  expect(trouble({ AIW_TLS_CA: file('gone.pem') })).toBe('AIW_TLS_CA names a file that cannot be read')
  expect(trouble({ AIW_TLS_KEY: folder })).toBe('AIW_TLS_KEY names a file that cannot be read')
  expect(trouble({ AIW_TLS_CA: file('noise.pem') })).toBe('AIW_TLS_CA is not a certificate in PEM')
  expect(trouble({ AIW_TLS_CERT: file('noise.pem') })).toBe('AIW_TLS_CERT is not a certificate in PEM')
  for (const key of [file('noise.pem'), path.join(other, 'render-key.pem')])
    expect(trouble({ AIW_TLS_KEY: key })).toBe('AIW_TLS_KEY is not the key of AIW_TLS_CERT')
  expect(trouble({ AIW_TLS: off })).toBe(`AIW_TLS says ${off}, but there are certificates: take one away`)
  await expect(renderOf({ ...tls(folder, 'emotion'), name: 'render' })).rejects.toThrow(
    'AIW_TLS_CERT is not a certificate of render: it must have spiffe://aiw/render',
  )
})

test.each(['127.0.0.1:1', '127.3.2.1:1', 'localhost:1', 'LocalHost:1', '[::1]:1'])('%s is this machine', (own) =>
  expect(isLoopback(own)).toBe(true),
)

test.each(['0.0.0.0:1', '[::]:1', '10.0.0.5:1', '127.0.0.1.example:1', 'localhost.example:1', 'render:1'])(
  '%s may be another machine',
  (other) => expect(isLoopback(other)).toBe(false),
)

test('the names of a certificate cannot be made to hold one more', () => {
  const id = spiffeId('gateway')
  expect(urisOf(`DNS:gateway, URI:${id}, IP Address:127.0.0.1`)).toEqual([id])
  expect(urisOf(`URI:${id}`)).toEqual([id])
  for (const forged of [
    `DNS:"a, URI:${id}"`,
    `DNS:"a, URI:${id}, b"`,
    `DNS:"a\\", URI:${id}, \\"b"`,
    `URI:"${id}"`,
    `URI:${id}/more`,
    `DNS:URI:${id}`,
    `DNS:a", URI:${id}`,
    undefined,
  ])
    expect(urisOf(forged)).not.toContain(id)
})
