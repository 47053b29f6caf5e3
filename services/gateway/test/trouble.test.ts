import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net'
import { connect as secure } from 'node:tls'
import { createLogger } from '@aiw/kit/log'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from '../../../test/postgres.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import { gatewayMetrics } from '../src/metrics.ts'
import { openKeyStore } from '../src/vault/key-store.ts'
import { sessions } from '../src/vault/sessions.ts'
import { fakeClients, gatewayOf, keyFolder, someReading, writerAt } from './support.ts'

// A real PostgreSQL behind a line that can be cut at the worst moment.

/**
 * A gateway on a database whose line is cut, once, after statements like these were sent in this order: the last of them
 * has been carried out by then, and nobody hears of it.
 */
async function gatewayOnAThinLine(clients = fakeClients()) {
  const database = await testDatabase()
  const target = new URL(database.url)
  let patterns: RegExp[] = []
  const open = new Set<Socket>()
  const through = async (near: Socket) => {
    near.on('error', () => {})
    const far = await dialServer(target)
    let isCut = false
    near.on('data', (sent) => {
      if (patterns[0]?.test(sent.toString('latin1'))) {
        patterns.shift()
        isCut = patterns.length === 0
      }
      far.write(sent)
    })
    far.on('data', (answer) => {
      if (isCut) near.destroy()
      else near.write(answer)
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => other.destroy())
    }
  }
  const line = createServer((near) => void through(near)).listen(0, '127.0.0.1')
  await once(line, 'listening')
  const url = new URL(target)
  url.port = String((line.address() as AddressInfo).port)
  // What is said has to be seen; from the line on it is encrypted where the server wants that.
  url.search = '?sslmode=disable'
  const db = openDatabase(url.href, () => {})
  await migrate(db)
  const gateway = await gatewayOf(db, clients)
  onTestFinished(async () => {
    await db.destroy()
    for (const socket of open) socket.destroy()
    line.close()
    await database.drop()
  })
  return { ...gateway, db, cutAfter: (...statements: RegExp[]) => (patterns = statements) }
}

/** A connection to PostgreSQL that has not signed in yet, over TLS where the address says so. */
async function dialServer({ hostname, port, searchParams }: URL): Promise<Socket> {
  const far = dial(Number(port), hostname)
  if (searchParams.get('sslmode') === 'disable') return far
  far.write(Buffer.from('0000000804d2162f', 'hex')) // SSLRequest
  await once(far, 'data')
  const authority = searchParams.get('sslrootcert')
  return secure({ socket: far, host: hostname, ...(authority && { ca: readFileSync(authority) }) })
}

test('a commit whose answer was lost: the repeated sentence is kept once, and so is the next', async () => {
  const { url, cutAfter } = await gatewayOnAThinLine()
  const writer = await writerAt(url)
  const desk = await writer.connect()
  cutAfter(/insert into "sentence"/)
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  expect(await desk.hear('a', 'problem')).toMatchObject({ code: 'unavailable', retry: true })
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  desk.send({ type: 'write', id: 'b', text: 'Then it flew.' })
  await Promise.all([desk.hear('a', 'done'), desk.hear('b', 'done')])
  expect((await writer.review()).sentences).toMatchObject([
    { id: 'a', text: 'There was only one bird.', done: true },
    { id: 'b', text: 'Then it flew.', done: true },
  ])
})

// What is stored cannot be told from the wire: it is sealed. So the events are counted; the first is `kept`.
test.each([
  ['reading', 2],
  ['look', 3],
  ['picture', 4],
  ['done', 5],
] as const)('a line cut while "%s" is stored: the end still comes', async (type, number) => {
  const { url, cutAfter } = await gatewayOnAThinLine()
  const writer = await writerAt(url)
  const desk = await writer.connect()
  cutAfter(...Array.from({ length: number }, () => /insert into "event"/))
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  expect(desk.types('a'), 'found to be stored, or said with what followed').toContain(type)
  expect((await writer.review()).sentences).toMatchObject([{ id: 'a', done: true }])
  desk.send({ type: 'write', id: 'b', text: 'Then it flew.' })
  await desk.hear('b', 'done')
  expect(desk.types('a').filter((said) => said === 'done')).toEqual(['done'])
})

test('help that could not be said is said with the next picture of the sentence', async () => {
  const worrying = async ({ id }: { id: string }) => ({
    ...someReading,
    id,
    concern: { signs: ['SIGN_PASSIVE_IDEATION' as const] },
  })
  const { url, cutAfter } = await gatewayOnAThinLine(fakeClients({ read: worrying }))
  const desk = await (await writerAt(url)).connect()
  cutAfter(/update "sentence"/)
  desk.send({ type: 'write', id: 'a', text: 'I wish I were not here.' })
  await desk.hear('a', 'problem')
  desk.send({ type: 'again', id: 'b', of: 'a' })
  await desk.hear('b', 'picture')
  expect(desk.types('b')).toEqual(expect.arrayContaining(['help', 'reading']))
})

test('a database that answers no more is unavailable, over HTTP too', async () => {
  const { url, db } = await gatewayOnAThinLine()
  const { get } = await writerAt(url)
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`.execute(
    db,
  )
  expect([200, 503]).toContain((await get('/v1/sittings')).status)
  expect((await get('/v1/sittings')).status).toBe(200)
})

test('who comes in the middle hears what was missed first, then what happens, each once', async () => {
  const { url } = await gatewayOnAThinLine()
  const writer = await writerAt(url)
  const desk = await writer.connect()
  for (let i = 0; i < 12; i++) desk.send({ type: 'write', id: `s${i}`, text: `sentence ${i}` })
  await desk.hear('s2', 'kept')
  const late = await writer.connect()
  late.send({ type: 'resume', after: 0 })
  await Promise.all([desk.hear('s11', 'done'), late.hear('s11', 'done')])
  const seqs = late.heard.map(({ seq }) => seq)
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
})

test('who is cut off while they come in: what they sent is taken by the sitting whoever comes back meets', async () => {
  const keys = await openKeyStore(keyFolder())
  const known = sessions(keys, { cookie: 60_000, token: 60_000 })
  const metrics = gatewayMetrics()
  let letIn = () => {}
  let isLetIn = Promise.resolve()
  let [asked, closed] = [0, 0]
  const lines: string[] = []
  const { db } = await gatewayOnAThinLine()
  const log = createLogger('test', 'error', { write: (line) => void lines.push(line) })
  const { url } = await gatewayOf(db, fakeClients(), log, {
    keys,
    sessions: {
      ...known,
      isAlive: (hash) => {
        asked++
        return isLetIn.then(() => known.isAlive(hash))
      },
    },
    metrics: { ...metrics, socketClosed: () => void closed++ },
  })
  const writer = await writerAt(url)

  isLetIn = new Promise((resolve) => (letIn = resolve))
  const cut = await writer.connect()
  cut.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await expect.poll(() => asked, { message: 'the sitting is open' }).toBe(1)
  cut.socket.close()
  await expect.poll(() => closed).toBe(1)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'b', text: 'Then there were two.' })
  letIn()
  await desk.hear('b', 'done')
  desk.send({ type: 'resume', after: 0 })
  await desk.hear('a', 'done')
  const { sentences } = await writer.review()
  expect(sentences.map(({ id, done }) => `${id} ${done}`).toSorted()).toEqual(['a true', 'b true'])
  expect(lines).toEqual([])
})

test.each(['origin: http://elsewhere.example', 'accept: */*'])(
  'an upgrade that is refused before any route ends its connection (%s)',
  async (header) => {
    const { url } = await gatewayOnAThinLine()
    const { port, hostname } = new URL(url)
    const line = dial(Number(port), hostname)
    line.write(`PUT /v1/writers/me HTTP/1.1\r\nhost: ${hostname}\r\n${header}\r\n`)
    line.write('connection: upgrade\r\nupgrade: websocket\r\n\r\n')
    const answer: Buffer[] = []
    for await (const chunk of line) answer.push(chunk as Buffer)
    expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 40[34] [^]*problem\+json/)
  },
)

test('a form on another site neither signs out nor begins anew', async () => {
  const { url } = await gatewayOnAThinLine()
  const { headers, get } = await writerAt(url)
  for (const path of ['/v1/sign-out', '/v1/writers']) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { ...headers, origin: 'http://elsewhere.example' },
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('set-cookie')).toBeNull()
  }
  expect((await get('/v1/writers/me')).status).toBe(200)
})
