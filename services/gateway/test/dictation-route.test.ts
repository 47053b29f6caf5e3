import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '@aiw/kit/log'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { dictation, mostAudioBytes } from '../src/dictation.ts'
import { speechServer, writes } from './dictation-support.ts'
import { everythingIn, fakeClients, freshDb, gatewayOf, withdraw, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

/** A writer of a house with a speech server that answers like this; every line it logs. */
async function speaking(answer: Parameters<typeof speechServer>[0]) {
  const server = await speechServer(answer)
  const lines: string[] = []
  const log = createLogger('test', 'trace', { write: (line) => void lines.push(line) })
  const hear = await dictation({ url: server.url, model: 'm' }, log)
  const { url } = await gatewayOf(db, fakeClients(), log, { dictation: hear })
  const writer = await writerAt(url)
  const say = (
    body: Uint8Array<ArrayBuffer> | string,
    more: { query?: string; headers?: Record<string, string>; signal?: AbortSignal } = {},
  ) =>
    fetch(`${url}/v1/dictation${more.query ?? ''}`, {
      method: 'POST',
      body,
      signal: more.signal,
      headers: { ...writer.headers, 'content-type': 'audio/webm', ...more.headers },
    })
  return { ...writer, ...server, url, lines, say }
}

test('what is spoken comes back as words, and neither is kept, logged or put on a disk', async () => {
  const { say, heard, lines } = await speaking(writes('<|HAPPY|>Cormorants at dusk.'))
  const rows = await everythingIn(db)
  const temporary = mkdtempSync(join(tmpdir(), 'aiw-voice-'))
  vi.stubEnv('TMPDIR', temporary)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    rmSync(temporary, { recursive: true })
  })
  const response = await say('the voice of a cormorant', { query: '?language=en' })
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual({ text: 'Cormorants at dusk.' })
  expect(heard[0]!.form.get('language')).toBe('en')
  expect(await everythingIn(db)).toBe(rows)
  expect(readdirSync(temporary)).toEqual([])
  expect(lines.join('\n')).toContain('dictated')
  expect(lines.join('\n')).not.toMatch(/cormorant/i)
})

test('a recording is taken from a writer only, as a recording, up to 4 MiB, where there is a server', async () => {
  const { say, heard } = await speaking(writes('x'))
  const status = async (...asked: Parameters<typeof say>) => (await say(...asked)).status
  expect(await status('a', { headers: { authorization: 'Bearer none' } })).toBe(401)
  expect(await status('a', { headers: { origin: 'http://elsewhere.example' } })).toBe(403)
  expect(await status('a', { headers: { 'content-type': 'text/plain' } })).toBe(400)
  expect(await status('{}', { headers: { 'content-type': 'application/json' } })).toBe(400)
  expect(await status('a', { query: '?language=fr' })).toBe(400)
  expect(await status('')).toBe(400)
  expect(await status(new Uint8Array(mostAudioBytes + 1))).toBe(400)
  expect(heard).toEqual([])
  expect(await status(new Uint8Array(mostAudioBytes))).toBe(200)

  const { url } = await gatewayOf(db)
  const { headers } = await writerAt(url)
  const nowhere = await fetch(`${url}/v1/dictation`, {
    method: 'POST',
    body: 'a',
    headers: { ...headers, 'content-type': 'audio/webm' },
  })
  expect(nowhere.status).toBe(404)
})

test('who has not agreed to the use of AI is not heard', async () => {
  const { say, heard, headers, url } = await speaking(writes('x'))
  expect((await withdraw(url, 'ai', headers)).status).toBe(200)
  expect((await say('a')).status).toBe(403)
  expect(heard).toEqual([])
})

test('a writer speaks once at a time; who leaves ends it and may speak again', async () => {
  let isSlow = true
  const { say, sockets, heard } = await speaking((response, socket) =>
    isSlow ? undefined : writes('x')(response, socket),
  )
  const leaving = new AbortController()
  const first = say('a', { signal: leaving.signal })
  await expect.poll(() => heard).toHaveLength(1)
  expect(await (await say('b')).json()).toMatchObject({ code: 'busy', retry: true })
  leaving.abort()
  await expect(first).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(() => sockets[0]!.destroyed).toBe(true)
  isSlow = false
  expect((await say('c')).status).toBe(200)
})

test('who leaves in the middle of a recording may speak again', async () => {
  const { say, url, headers, heard } = await speaking(writes('x'))
  const head = ['POST /v1/dictation HTTP/1.1', 'host: h', 'content-type: audio/webm', 'content-length: 1000']
  /** A recording of which half is sent; again, where the other one was faster. */
  const half = async () => {
    const line = net.connect(Number(new URL(url).port), '127.0.0.1')
    line.write([...head, `authorization: ${headers.authorization}`, '', 'half'].join('\r\n'))
    if ((await say('b')).status === 429) return line
    line.destroy()
    throw new Error('the other one was faster')
  }
  const line = await vi.waitFor(half, 10_000)
  const before = heard.length
  line.destroy()
  await expect.poll(async () => (await say('c')).status, { timeout: 10_000 }).toBe(200)
  expect(heard).toHaveLength(before + 1)
})

test('a speech server that dies is told as unavailable, and the next recording is heard', async () => {
  let isAlive = false
  const { say } = await speaking((response, socket) => (isAlive ? writes('x')(response, socket) : socket.destroy()))
  expect(await (await say('a')).json()).toMatchObject({ code: 'unavailable', retry: true })
  isAlive = true
  expect(await (await say('a')).json()).toEqual({ text: 'x' })
})
