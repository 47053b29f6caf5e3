import type { AddressInfo } from 'node:net'
import { Failure } from '@aiw/kit/errors'
import type { Reading } from '@aiw/proto'
import { createLogger } from '@aiw/kit/log'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { testDatabase } from '../../../test/postgres.ts'
import { buildApp } from '../src/app.ts'
import type { Clients, SittingReader } from '../src/clients.ts'
import { openDatabase } from '../src/db/connect.ts'
import { migrate } from '../src/db/migrate.ts'
import type { Db } from '../src/db/schema.ts'
import { readHelpCard } from '../src/help-card.ts'
import { gatewayMetrics } from '../src/metrics.ts'

/** A fresh, migrated PostgreSQL database. */
export async function freshDb(): Promise<{ db: Db; lose: () => Promise<void>; drop: () => Promise<void> }> {
  const { url, drop } = await testDatabase()
  const db = openDatabase(url, () => {})
  await migrate(db)
  return {
    db,
    /** Takes the database away under the feet of whoever uses it. */
    lose: drop,
    drop: async () => {
      await db.destroy()
      await drop()
    },
  }
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

/** Services that answer at once; `over` replaces what a test is about. */
export const fakeClients = (over: Partial<Clients> & { read?: SittingReader['read'] } = {}): Clients => ({
  readSitting: () => ({ read: over.read ?? (async ({ id }) => ({ ...someReading, id })), close() {} }),
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

/** A gateway that listens, with its address. Closed when the test is over. */
export async function gatewayOf(db: Db, clients: Clients = fakeClients(), log = createLogger('test', 'silent')) {
  const app = await buildApp(
    { db, clients, helpCard: readHelpCard(undefined), moodHalfLife: 2, metrics: gatewayMetrics() },
    log,
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  return { app, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` }
}

/** A writer as a program: a token and a sitting of their own. */
export async function writerAt(url: string) {
  const { code } = (await (await fetch(`${url}/v1/writers`, { method: 'POST' })).json()) as { code: string }
  const { token } = await post<{ token: string }>(`${url}/v1/tokens`, { code })
  const headers = { authorization: `Bearer ${token}` }
  const { id } = await post<{ id: string }>(`${url}/v1/sittings`, { language: 'en' }, headers)
  const get = (path: string) => fetch(`${url}${path}`, { headers })
  return {
    code,
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
