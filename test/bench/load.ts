// A full house: 500 people connected, 50 of them writing, a painter that costs nothing: npm run bench:load. Loopback only.
// Counts every event of everybody: none may be lost, doubled or heard by somebody else.
import { once } from 'node:events'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import { startPostgres } from '../../services/gateway/src/db/embedded.ts'
import { startHouse } from '../house.ts'
import { Client } from 'pg'
import { commitTimes, digits, echoTimes, quantile, sentences, type Times } from './measure.ts'
import { cleanUp, folderOnDisk, helper, kept, machine, running } from './running.ts'

const { values } = parseArgs({
  options: {
    connected: { type: 'string', default: '500' },
    writing: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
  },
})
const [connected, writing, seconds] = [values.connected, values.writing, values.seconds].map(Number) as [
  number,
  number,
  number,
]
/** Between two sentences of one writer: the shortest pause, and how much longer it may be, in milliseconds. */
const pauseMs = { least: 1_500, more: 3_000 }
/** Who signs up at once. */
const atOnce = 8
/** How long a sentence may take until it counts as lost, in milliseconds. */
const lostMs = 30_000

/** The codes of sentences that were kept and not painted: a reader or painter that was late. */
const problems: string[] = []
/** The codes of sentences that were refused, and sent again after this pause, in milliseconds. */
const refusals: string[] = []
const repeatMs = 500

interface Message {
  type: string
  id: string
  seq: number
  code?: string
}

await running(async () => {
  const data = path.join(folderOnDisk(), 'data')
  const postgres = await kept(startPostgres({ folder: data, fallback: data }))
  const painter = await helper('instant-painter.ts')
  const house = await kept(startHouse(postgres.url, { LOG_LEVEL: 'info', RENDER_ADDRESS: `127.0.0.1:${painter}` }))

  const before = await memoryOf(house.url)
  const people: Person[] = []
  const arrive = async (first: number) => {
    for (let i = first; i < connected; i += atOnce) people.push(await person(house.url, i))
  }
  await Promise.all(Array.from({ length: atOnce }, (_, first) => arrive(first)))
  const writers = people.slice(0, writing)
  // Everything has been compiled and every connection to the database opened when counting begins.
  await Promise.all(writers.map((writer) => writer.write('warm up', sentences[0]!)))

  const client = new Client(postgres.url)
  client.on('error', () => {})
  await client.connect()
  cleanUp.push(() => client.end())
  const echo = await helper('echo.ts')

  const times = { kept: [] as Times, done: [] as Times, echo: [] as Times, commit: [] as Times }
  const startedAt = performance.now()
  const isOver = () => performance.now() - startedAt > seconds * 1_000
  const gauge = async () => {
    while (!isOver()) {
      times.echo.push(...(await echoTimes(echo, 1)))
      times.commit.push(...(await commitTimes(client, 1)))
      await delay(100)
    }
  }
  const memory = [await memoryOf(house.url)]
  const note = () => memoryOf(house.url).then((one) => memory.push(one))
  const watching = setInterval(() => void note().catch(() => {}), 2_000)
  cleanUp.push(() => clearInterval(watching))
  const cpuBefore = await metricOf(house.url, 'process_cpu_seconds_total')
  const busyBefore = os.cpus().map(({ times: { idle } }) => idle)
  await Promise.all([
    gauge(),
    ...writers.map(async (writer, i) => {
      await delay(Math.random() * pauseMs.more)
      for (let n = 0; !isOver(); n++) {
        const { kept, done } = await writer.write(`s${n}`, sentences[(n + i) % sentences.length]!)
        times.kept.push(kept)
        times.done.push(done)
        await delay(pauseMs.least + Math.random() * pauseMs.more)
      }
    }),
  ])
  clearInterval(watching)
  const tookMs = performance.now() - startedAt
  const cpuSeconds = (await metricOf(house.url, 'process_cpu_seconds_total')) - cpuBefore
  const idle = os.cpus().reduce((sum, { times: { idle } }, i) => sum + idle - busyBefore[i]!, 0)
  const faults: string[] = []
  for (const one of people) faults.push(...(await one.faults()))
  const after = await memoryOf(house.url)
  for (const one of people) one.leave()

  const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`
  const cell = (all: Times) => [0.5, 0.95, 0.99, 1].map((share) => digits(quantile(all, share))).join(' / ')
  console.log(
    `${machine()}, load ${os.loadavg()[0]!.toFixed(1)}, ${Math.round(100 - (100 * idle) / (tookMs * os.cpus().length))} % busy; the writers run on the same machine.\n`,
  )
  console.log(
    [
      `| ${connected} connected, ${writing} writing | |`,
      '| --- | --- |',
      `| sentences | ${times.kept.length} in ${Math.round(tookMs / 1_000)} s |`,
      `| from sending to kept, p50 / p95 / p99 / longest | ${cell(times.kept)} ms |`,
      `| from sending to done, p50 / p95 / p99 / longest | ${cell(times.done)} ms |`,
      `| in the same minute: a bare \`ws\` echo, and a bare INSERT with fsync | ${cell(times.echo)} ms, ${cell(times.commit)} ms |`,
      `| processor time of the gateway, for a sentence, with all else it did meanwhile | ${digits((1_000 * cpuSeconds) / times.kept.length)} ms |`,
      `| kept but not painted, because a service was late | ${problems.length} |`,
      `| refused and sent again, in time above | ${refusals.length} |`,
      `| lost, doubled or misdirected events | ${faults.length} |`,
      `| memory of the gateway: empty / all connected / highest / at the end | ${[before, memory[0]!, Math.max(...memory), after].map(mib).join(' / ')} |`,
    ].join('\n'),
  )
  for (const fault of faults.slice(0, 20)) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
})

/** One of the gateway's metrics. */
async function metricOf(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)![1])
}

/** Resident memory of the gateway, in bytes. */
function memoryOf(url: string): Promise<number> {
  return metricOf(url, 'process_resident_memory_bytes')
}

type Person = Awaited<ReturnType<typeof person>>

/** Someone who begins and opens a sitting, from an address of their own, and checks all that is heard. */
async function person(url: string, number: number) {
  const from = { 'x-forwarded-for': `10.0.${number >> 8}.${number & 255}` }
  const began = await fetch(`${url}/v1/writers`, { method: 'POST', headers: from })
  if (!began.ok) throw new Error(`Nobody could begin: ${began.status} ${await began.text()}`)
  const token = /^aiw=([^;]+)/.exec(began.headers.get('set-cookie')!)![1]!
  const headers = { ...from, authorization: `Bearer ${token}` }
  const created = await fetch(`${url}/v1/sittings`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{}',
  })
  const { id: sitting } = (await created.json()) as { id: string }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sittings/${sitting}/socket`, { headers })
  await once(socket, 'open')

  const faults: string[] = []
  const said = new Map<string, string[]>()
  const texts: string[] = []
  const listeners = new Map<string, (type: string) => void>()
  const repeats = new Map<string, () => void>()
  let seq = 0
  socket.on('close', (code) => faults.push(`${number}: closed with ${code}`))
  socket.on('message', (bytes: Buffer) => {
    const message = JSON.parse(bytes.toString()) as Message
    if (message.type === 'problem') {
      const isKept = said.get(message.id)?.includes('kept')
      ;(isKept ? problems : refusals).push(`${message.code}`)
      // What is not kept is sent again, as the page does; a refusal has no number.
      if (!isKept) return void setTimeout(() => repeats.get(message.id)?.(), repeatMs)
    }
    if (message.seq !== ++seq) faults.push(`${number}: number ${message.seq} came where ${seq} was due`)
    seq = message.seq
    if (!said.has(message.id)) faults.push(`${number}: heard of a sentence of somebody else`)
    said.get(message.id)?.push(message.type)
    listeners.get(message.id)?.(message.type)
  })

  return {
    /** Writes a sentence; how long it took until it was kept and until it was done, in milliseconds. */
    write(id: string, text: string): Promise<{ kept: number; done: number }> {
      texts.push(text)
      said.set(id, [])
      const startedAt = performance.now()
      let kept = Number.NaN
      return new Promise((resolve, reject) => {
        const lost = setTimeout(() => reject(new Error(`sentence ${id} of ${number} is lost`)), lostMs)
        listeners.set(id, (type) => {
          if (type === 'kept') kept = performance.now() - startedAt
          if (type !== 'done') return
          clearTimeout(lost)
          resolve({ kept, done: performance.now() - startedAt })
        })
        const send = () => socket.send(JSON.stringify({ type: 'write', id, text }))
        repeats.set(id, send)
        send()
      })
    },
    /** All that is wrong with what was heard, and with what the house has of this sitting. */
    async faults(): Promise<string[]> {
      for (const [id, types] of said)
        for (const type of ['kept', 'reading', 'look', 'preview', 'picture', 'done']) {
          // A problem is told by itself.
          if (types.includes('problem') && type !== 'kept' && type !== 'done') continue
          const count = types.filter((one) => one === type).length
          if (count !== 1) faults.push(`${number}: ${count} times ${type} of ${id}`)
        }
      const answer = await fetch(`${url}/v1/sittings/${sitting}`, { headers })
      if (!answer.ok) return [...faults, `${number}: the sitting is not told: ${answer.status}`]
      const review = (await answer.json()) as { sentences: { text: string; done: boolean; pictures: unknown[] }[] }
      if (JSON.stringify(review.sentences.map(({ text }) => text)) !== JSON.stringify(texts))
        faults.push(`${number}: other sentences are kept than were written`)
      if (!review.sentences.every(({ done, pictures }) => done && pictures.length <= 1))
        faults.push(`${number}: a kept sentence is not done or has two pictures`)
      return faults
    },
    leave() {
      socket.removeAllListeners('close')
      socket.terminate()
    },
  }
}
