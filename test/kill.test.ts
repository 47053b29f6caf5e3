import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { dice, endLeftServer, freshFolder, killAll } from '../services/gateway/test/embedded-support.ts'
import { freePort } from './house.ts'

/** Rounds of writing, each ended by a kill. */
const rounds = 20
/** Sentences under way at a time, as of somebody who does not wait. */
const atOnce = 6
/** In every sentence and in no log line. */
const word = 'heartbroken'

test(`every sentence that was answered "kept" outlives ${rounds} kills of the gateway, its PostgreSQL or both`, async () => {
  const data = freshFolder()
  const house = await someHouse(data)
  const random = dice(20)
  const first = await house.start()
  first.kill('SIGTERM')
  await once(first, 'exit')
  let gateway = await house.start()
  const cookie = (await house.post('/v1/writers', '')).headers.getSetCookie()[0]!.split(';')[0]!
  const { id } = (await (await house.post('/v1/sittings', cookie)).json()) as { id: string }
  const book: Book = { written: 0, open: new Map(), kept: new Map(), isRefusedForGood: false }

  for (let round = 0; round < rounds; round++) {
    const pen = await takePen(house.socket(id), cookie, book)
    await pen.more(1 + random(40))
    const isDatabaseFirst = random(3) === 0
    if (isDatabaseFirst) {
      killAll(house.database)
      await pen.more(1 + random(20))
    }
    if (random(2) === 0) killAll(house.database)
    gateway.kill('SIGKILL')
    await pen.ended

    gateway = await house.start()
    const found = await house.sentences(id, cookie)
    for (const [sentence, text] of book.kept) expect(found.get(sentence), `round ${round}, ${sentence}`).toBe(text)
  }

  const pen = await takePen(house.socket(id), cookie, book)
  await pen.all()
  gateway.kill('SIGTERM')
  expect(await once(gateway, 'exit')).toEqual([0, null])
  expect(fs.existsSync(path.join(house.database, 'cluster/postmaster.pid'))).toBe(false)
  expect(book.kept.size).toBeGreaterThan(rounds * 10)
  expect(book.isRefusedForGood).toBe(false)
  expect(house.log()).toContain('gateway is listening')
  expect(house.log()).not.toContain(word)
}, 240_000)

/** What one writer wrote: `open` was sent and not answered, so it may or may not be kept; `kept` must be. By id. */
interface Book {
  written: number
  open: Map<string, string>
  kept: Map<string, string>
  /** Whether any refusal did not allow to try again. */
  isRefusedForGood: boolean
}

/** Writes on and on, first again what was not answered, and notes in the book what was kept. */
async function takePen(url: string, cookie: string, book: Book) {
  const socket = new WebSocket(url, { headers: { cookie } })
  const ended = once(socket, 'close')
  let isLast = false
  const send = (id: string) => socket.send(JSON.stringify({ type: 'write', id, text: book.open.get(id) }))
  const writeOn = () => {
    while (!isLast && book.open.size < atOnce) {
      const id = `s${++book.written}`
      book.open.set(id, `Sentence ${book.written}, ${word}, 心碎了`)
      send(id)
    }
  }
  socket.on('error', () => {})
  socket.on('message', (frame: Buffer) => {
    const { type, id, retry } = JSON.parse(frame.toString()) as { type: string; id: string; retry?: boolean }
    const text = book.open.get(id)
    if (text === undefined) return
    if (type === 'kept') {
      book.open.delete(id)
      book.kept.set(id, text)
      writeOn()
    } else if (type === 'problem') {
      book.isRefusedForGood ||= !retry
      // Not so often that a database which recovers slowly makes more refusals than a socket is allowed.
      setTimeout(() => socket.readyState === socket.OPEN && send(id), 50)
    }
  })
  await once(socket, 'open')
  for (const id of book.open.keys()) send(id)
  writeOn()
  const until = async (isEnough: () => boolean) => {
    const lost = ended.then(() => Promise.reject(new Error('the gateway ended the line')))
    lost.catch(() => {})
    while (!isEnough()) await Promise.race([once(socket, 'message'), lost])
  }
  return {
    ended,
    /** Resolves when that many more sentences are kept. */
    more: (sentences: number) => {
      const goal = book.kept.size + sentences
      return until(() => book.kept.size >= goal)
    },
    /** Writes nothing new and resolves when everything is kept. */
    all: () => {
      isLast = true
      return until(() => book.open.size === 0)
    },
  }
}

/** A gateway on a data folder, alone: the other services are down, which costs pictures and no sentence. */
async function someHouse(data: string) {
  const [listen, emotion, render] = await Promise.all([freePort(), freePort(), freePort()])
  const database = path.join(data, 'postgres')
  let running: ChildProcess | undefined
  let log = ''
  onTestFinished(async () => {
    running?.kill('SIGKILL')
    await endLeftServer(database)
  })
  return {
    database,
    log: () => log,
    socket: (sitting: string) => `ws://127.0.0.1:${listen}/v1/sittings/${sitting}/socket`,
    post: (where: string, cookie: string) =>
      fetch(`http://127.0.0.1:${listen}${where}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: '{}',
      }),
    /** What the house gives back of a sitting: texts by id. */
    async sentences(sitting: string, cookie: string): Promise<Map<string, string>> {
      const answer = await fetch(`http://127.0.0.1:${listen}/v1/sittings/${sitting}`, { headers: { cookie } })
      const { sentences } = (await answer.json()) as { sentences: { id: string; text: string }[] }
      expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length)
      return new Map(sentences.map(({ id, text }) => [id, text]))
    },
    /** Resolves when it listens. */
    async start(): Promise<ChildProcess> {
      const main = path.resolve(import.meta.dirname, '../services/gateway/src/main.ts')
      const gateway = spawn(process.execPath, [main], {
        env: {
          AIW_DATA: data,
          // As npm start has it. Node writes it when a process ends by itself, which none does that is killed.
          NODE_COMPILE_CACHE: path.join(data, 'compiled'),
          GATEWAY_LISTEN: `127.0.0.1:${listen}`,
          EMOTION_ADDRESS: `127.0.0.1:${emotion}`,
          RENDER_ADDRESS: `127.0.0.1:${render}`,
          LOG_LEVEL: 'trace',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      running = gateway
      const before = log.length
      gateway.stdout.setEncoding('utf8').on('data', (lines: string) => (log += lines))
      while (!log.slice(before).includes('gateway is listening')) {
        const [ended] = await Promise.race([once(gateway.stdout, 'data').then(() => [false]), once(gateway, 'exit')])
        if (ended !== false) throw new Error('the gateway did not start')
      }
      return gateway
    },
  }
}
