import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '@aiw/kit/errors'
import type { Reading } from '@aiw/proto'
import { createLogger } from '@aiw/kit/log'
import { sql } from 'kysely'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { testDatabase } from '../../../test/postgres.ts'
import { buildApp } from '../src/app.ts'
import type { Clients, SittingReader } from '../src/clients.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import type { Db } from '../src/db/schema.ts'
import { readHelpCard } from '../src/help-card.ts'
import { liveSittings } from '../src/live.ts'
import { gatewayMetrics } from '../src/metrics.ts'
import type { House } from '../src/house.ts'
import { readSite } from '../src/site.ts'
import { readConsentTexts } from '../src/vault/consent-texts.ts'
import { openKeyStore } from '../src/vault/key-store.ts'
import { sessions } from '../src/vault/sessions.ts'

/** A fresh, migrated PostgreSQL database. */
export async function freshDb(): Promise<{
  db: Db
  url: string
  lose: () => Promise<void>
  drop: () => Promise<void>
}> {
  const { url, drop } = await testDatabase()
  const db = openDatabase(url, () => {})
  await migrate(db)
  return {
    db,
    url,
    /** Takes the database away under the feet of whoever uses it. */
    lose: drop,
    drop: async () => {
      await db.destroy()
      await drop()
    },
  }
}

/** Every row of every table, bytes as they are, to be searched. */
export async function everythingIn(db: Db): Promise<string> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db)
  const rows = await Promise.all(tables.rows.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(db)))
  return rows
    .flatMap((result) => result.rows as object[])
    .flatMap((row) => Object.values(row) as unknown[])
    .map((value) => (Buffer.isBuffer(value) ? value.toString('utf8') : JSON.stringify(value)))
    .join('\n')
}

/** What a reader says of every sentence here. */
export const someReading: Reading = {
  id: '',
  feeling: {
    valence: -0.6,
    arousal: -0.5,
    dominance: -0.2,
    emotions: [{ kind: 'EMOTION_KIND_SADNESS', score: 1 }],
    confidence: 0.8,
    implied: false,
  },
  specificity: 0.7,
  scene: {
    setting: 'SETTING_SEA',
    timeOfDay: 'TIME_OF_DAY_DUSK',
    weather: 'WEATHER_UNSPECIFIED',
    season: 'SEASON_UNSPECIFIED',
    motifs: [{ concept: 'bird', presence: 'PRESENCE_PRESENT', quantity: 'QUANTITY_ONE' }],
    people: [
      {
        role: 'ROLE_CROWD',
        age: 'AGE_UNSPECIFIED',
        relation: '',
        presence: 'PRESENCE_ABSENT',
        quantity: 'QUANTITY_UNSPECIFIED',
      },
    ],
    viewpoint: 'VIEWPOINT_UNSPECIFIED',
    moment: 'MOMENT_UNSPECIFIED',
  },
  concern: { signs: [] },
  voice: 'VOICE_FIRST_PERSON',
  language: 'en',
  reader: 'fake/1',
  because: [],
}

/** A picture of one byte a name. */
export const somePicture = {
  image: { mediaType: 'image/webp', data: Buffer.from('webp'), width: 1024, height: 640 },
  backend: 'painter',
  recipe: 'painter/1 impressionist',
  paintedMs: 5,
  measured: { lightness: 50, yellowness: 1, sharpness: 100 },
}

/** A reader that, like the stream of the real one, holds what it was told until it is to forget it. */
function readerOf(read: SittingReader['read']): SittingReader {
  let told: string[] | undefined
  return {
    read(sentence, before, signal) {
      const earlier = (told ??= [...before()]).slice()
      told.push(sentence.text)
      return read(sentence, () => earlier, signal)
    },
    forget: () => void (told = undefined),
    close() {},
  }
}

/** Services that answer at once; `over` replaces what a test is about. `before` of its `read`: all that emotion was told earlier. */
export const fakeClients = (over: Partial<Clients> & { read?: SittingReader['read'] } = {}): Clients => ({
  readSitting: () => readerOf(over.read ?? (async ({ id }) => ({ ...someReading, id }))),
  explain: async () => someReading,
  paint: async function* () {
    yield { started: { backend: 'painter' } }
    yield { progress: { done: 0.5 } }
    yield { preview: somePicture.image }
    yield { picture: somePicture }
  },
  styles: async () => [{ name: 'impressionist', title: { en: 'Impressionist', zh: '印象派' }, backends: ['painter'] }],
  conceptTitles: async () => new Map([['bird', { en: 'bird', zh: '鸟' }]]),
  health: async () => ({ emotion: true, render: true }),
  close() {},
  ...over,
})

/** Stands for a service that cannot be reached. */
export const unreachable = () => {
  throw new Failure('unavailable', 'The service cannot be reached')
}

/** A folder for a gateway's keys, gone when the test is over. */
export function keyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'aiw-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const hourMs = 3_600_000

/** All that a gateway's parts share; `over` replaces what a test is about. */
export async function houseOf(db: Db, over: Partial<House> = {}): Promise<House> {
  const keys = over.keys ?? (await openKeyStore(keyFolder()))
  return {
    db,
    clients: fakeClients(),
    helpCard: readHelpCard(undefined),
    moodHalfLife: 2,
    metrics: gatewayMetrics(),
    keys,
    sessions: sessions(keys, { cookie: hourMs, token: hourMs }),
    isOpen: true,
    consentTexts: readConsentTexts(undefined),
    recipients: new Map(),
    site: readSite({ GATEWAY_READS_ALONG: 'nobody', GATEWAY_SESSION_IDLE_MINUTES: 60 }),
    ...over,
  }
}

/** A gateway that listens, with its address. Closed when the test is over. */
export async function gatewayOf(
  db: Db,
  clients: Clients = fakeClients(),
  log = createLogger('test', 'silent'),
  over: Partial<House> = {},
) {
  const house = await houseOf(db, { clients, ...over })
  const live = liveSittings(house, log)
  const app = await buildApp(house, log, live)
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  return { app, house, live, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

/** A new writer with a session and a sitting of their own. */
export async function writerAt(url: string) {
  const response = await fetch(`${url}/v1/writers`, { method: 'POST' })
  const { code, writer } = (await response.json()) as { code: string; writer: string }
  // One derivation of a code instead of two: what the cookie holds serves as a token.
  const token = /^aiw=([^;]+)/.exec(response.headers.get('set-cookie')!)![1]!
  const headers = { authorization: `Bearer ${token}` }
  const { id } = await post<{ id: string }>(`${url}/v1/sittings`, { language: 'en' }, headers)
  const get = (path: string) => fetch(`${url}${path}`, { headers })
  return {
    code,
    writer,
    headers,
    sitting: id,
    get,
    review: async () => (await (await get(`/v1/sittings/${id}`)).json()) as Review,
    connect: () => connect(url, id, headers),
  }
}

export interface Review {
  id: string
  language: string
  seq: number
  sentences: { id: string; kind: string; of?: string; text?: string; done: boolean; pictures: { url: string }[] }[]
}

export async function post<T>(url: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return (await response.json()) as T
}

/** Takes back what a writer agreed to: "ai", "keeping" or another purpose. */
export const withdraw = (url: string, purpose: string, headers: Record<string, string>) =>
  fetch(`${url}/v1/consents`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ purpose, given: false }),
  })

/** A message of the server, loosely: tests look at what they are about. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Heard = { type: string; id: string; seq: number } & Record<string, any>

/** A client of a sitting's socket that collects what it hears. */
export async function connect(url: string, sitting: string, headers: Record<string, string>) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sittings/${sitting}/socket`, { headers })
  const heard: Heard[] = []
  const waiting = new Map<() => void, (error: Error) => void>()
  socket.on('message', (data: Buffer) => {
    heard.push(JSON.parse(data.toString()) as Heard)
    for (const check of waiting.keys()) check()
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.once('close', (code) => {
    for (const reject of waiting.values()) reject(new Error(`closed (${code}) before the message came`))
  })
  onTestFinished(() => socket.terminate())

  /** Resolves with the first message, past or to come, that fits. */
  const until = (fits: (message: Heard) => boolean) =>
    new Promise<Heard>((resolve, reject) => {
      const check = () => {
        const found = heard.find(fits)
        if (!found) return
        waiting.delete(check)
        resolve(found)
      }
      waiting.set(check, reject)
      check()
    })
  return {
    socket,
    heard,
    until,
    send: (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    /** Waits for one message of a sentence. */
    hear: (id: string, type: string) => until((message) => message.id === id && message.type === type),
    types: (id: string) => heard.filter((message) => message.id === id).map(({ type }) => type),
    leave: async () => {
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.close()
      await closed
    },
  }
}
