import { once } from 'node:events'
import type { Client } from 'pg'
import { WebSocket } from 'ws'

/** Written in turn, by every writer from another one on. */
export const sentences = [
  'I used to think there would be many people here, then in the end there was only one bird.',
  '我曾经认为这里会有很多人,然后最后只有一只鸟。',
  'The kitchen smelled of coffee and my grandmother was singing.',
  '雨一直下，我一个人在窗边等电话。',
  'Nothing I do ever works out.',
  '孩子们在海边放风筝，笑得停不下来。',
  'His chair has been empty since March.',
  '夜里的火车站很冷，我找不到回家的路。',
  'We danced in the garden until the lamps went out, and I was happy.',
  '我总是让别人失望。',
  'I am so angry that I slammed the door and walked into the storm.',
  '外婆在河边洗衣服，我抱着那只小猫。',
]
/** Milliseconds, one entry a time something was done. */
export type Times = number[]

/** What is waited for after a sentence was sent; `fetched`: the bytes of the picture have come, too. */
export const steps = ['kept', 'reading', 'preview', 'picture', 'fetched'] as const
export type Steps = Record<(typeof steps)[number], Times>

/** Nothing measured yet. */
export const noSteps = (): Steps => ({ kept: [], reading: [], preview: [], picture: [], fetched: [] })

/** The value below which a share of the times lies (nearest rank). */
export function quantile(times: Times, share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

/** Three digits are more than a measurement here is worth. */
export function digits(ms: number): string {
  return String(Number(ms.toPrecision(ms < 1 ? 2 : 3)))
}

/** Someone with a sitting and an open socket, who writes on when the last sentence is done. */
export interface Writer {
  /** Writes a sentence and adds, for each step, how long it took from sending to hearing. Throws when it is not painted. */
  write(text: string, into: Steps): Promise<void>
  leave(): void
}

/** Signs a new writer in and opens the socket of a new sitting. */
export async function writerAt(url: string): Promise<Writer> {
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return (await response.json()) as { code: string; token: string; id: string }
  }
  const { code } = await post('/v1/writers', {})
  const { token } = await post('/v1/tokens', { code })
  const headers = { authorization: `Bearer ${token}` }
  const { id: sitting } = await post('/v1/sittings', {}, headers)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/sittings/${sitting}/socket`, { headers })
  await once(socket, 'open')
  let sentences = 0

  return {
    async write(text, into) {
      const id = `s${++sentences}`
      const startedAt = performance.now()
      const passed = () => performance.now() - startedAt
      let fetched: Promise<unknown> = Promise.resolve()
      const isFirst = new Set<string>()
      await new Promise<void>((resolve, reject) => {
        const hear = (data: Buffer) => {
          const message = JSON.parse(data.toString()) as { type: string; id: string; picture: { url: string } }
          const { type } = message
          if (type === 'problem') reject(new Error('A sentence was not painted'))
          if (
            (type === 'kept' || type === 'reading' || type === 'preview' || type === 'picture') &&
            !isFirst.has(type)
          ) {
            isFirst.add(type)
            into[type].push(passed())
          }
          if (type === 'picture')
            fetched = fetch(url + message.picture.url, { headers })
              .then((response) => response.bytes())
              .then(() => into.fetched.push(passed()))
          if (type !== 'done') return
          socket.off('message', hear).off('close', reject)
          resolve()
        }
        socket.on('message', hear).on('close', reject)
        socket.send(JSON.stringify({ type: 'write', id, text }))
      })
      await fetched
    },
    leave: () => socket.terminate(),
  }
}

/** One message to a bare echo and back, as long as a sentence, so many times one after the other. */
export async function echoTimes(port: number, count: number): Promise<Times> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false })
  await once(socket, 'open')
  const times: Times = []
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now()
    const answered = once(socket, 'message')
    socket.send('x'.repeat(150))
    await answered
    times.push(performance.now() - startedAt)
  }
  socket.terminate()
  return times
}

/** One row committed and on the disk, so many times one after the other. */
export async function commitTimes(client: Client, count: number): Promise<Times> {
  await client.query('create table if not exists bench (body text not null)')
  const times: Times = []
  for (let i = 0; i < count; i++) {
    const startedAt = performance.now()
    await client.query('insert into bench values ($1)', ['x'.repeat(150)])
    times.push(performance.now() - startedAt)
  }
  return times
}
