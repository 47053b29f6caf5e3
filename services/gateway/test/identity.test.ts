import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { once } from 'node:events'
import { createLogger } from '@aiw/kit/log'
import { afterAll, expect, test } from 'vitest'
import { createCode, normalCode } from '../src/access-code.ts'
import { issueCodes } from '../codes.ts'
import { readSite } from '../src/site.ts'
import { attempts } from '../src/vault/attempts.ts'
import { openKeyStore } from '../src/vault/key-store.ts'
import { sessions } from '../src/vault/sessions.ts'
import { connect, everythingIn, fakeClients, freshDb, gatewayOf, keyFolder, post, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

const silent = createLogger('test', 'silent')

/** A gateway where codes are handed out, and the folder of its keys. */
async function closedGateway() {
  const folder = keyFolder()
  const keys = await openKeyStore(folder)
  return { folder, ...(await gatewayOf(db, fakeClients(), silent, { keys, isOpen: false })) }
}

const signIn = (url: string, code: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ code }),
  })
const cookieOf = (response: Response) => ({ cookie: response.headers.get('set-cookie')!.split(';')[0]! })

test('where codes are handed out nobody begins anew, and a code of a batch makes its writer when it is first used', async () => {
  const { url, folder } = await closedGateway()
  const refused = await fetch(`${url}/v1/writers`, { method: 'POST' })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ code: 'forbidden', retry: false })
  expect((await signIn(url, createCode())).status).toBe(401)

  const [code] = await issueCodes(folder, 1)
  const first = await signIn(url, code!)
  const { id } = await post<{ id: string }>(`${url}/v1/sittings`, {}, cookieOf(first))
  const again = await signIn(url, code!.toLowerCase())
  expect(await again.json()).toEqual(await first.json())
  const list = await fetch(`${url}/v1/sittings`, { headers: cookieOf(again) })
  expect(await list.json()).toMatchObject({ sittings: [{ id }] })
})

test('a code that is used twice at once makes one writer', async () => {
  const { url, folder } = await closedGateway()
  const [code] = await issueCodes(folder, 1)
  const all = await Promise.all([signIn(url, code!), signIn(url, code!), signIn(url, code!)])
  const writers = await Promise.all(all.map(async (one) => ((await one.json()) as { writer: string }).writer))
  expect(new Set(writers).size).toBe(1)
})

test('a code whose writer is erased while it signs in signs in nobody, and leaves no row of them', async () => {
  const keys = await openKeyStore(keyFolder())
  const between: { act?: () => Promise<unknown> } = {}
  const findWriter: typeof keys.findWriter = async (lookup) => {
    const file = await keys.findWriter(lookup)
    await between.act?.()
    return file
  }
  const { url } = await gatewayOf(db, fakeClients(), silent, { keys: { ...keys, findWriter } })
  const { code, writer, headers } = await writerAt(url)
  between.act = () => fetch(`${url}/v1/writers/me`, { method: 'DELETE', headers })
  expect((await signIn(url, code)).status).toBe(401)
  expect(await db.selectFrom('writer').select('id').where('id', '=', writer).execute()).toEqual([])
  expect(keys.sessionsOf(writer)).toEqual([])
})

test('npm run codes prints as many codes as asked, once, on paper with QR codes too, and leaves none behind', async () => {
  const { url, folder } = await closedGateway()
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(import.meta.dirname, '../codes.ts'), ...args], {
      encoding: 'utf8',
      env: { AIW_KEYS: folder },
      cwd: folder,
    })
  const printed = run('--count', '3')
  const codes = printed.stdout.trim().split('\n')
  expect(printed.status).toBe(0)
  expect(codes.map((code) => normalCode(code)?.length)).toEqual([20, 20, 20])
  expect((await signIn(url, codes[2]!)).status).toBe(200)

  const sheet = path.join(folder, 'sheet.html')
  expect(run('--count', '2', '--sheet', sheet).stdout).toContain('2 codes')
  const page = fs.readFileSync(sheet, 'utf8')
  const onPaper = [...page.matchAll(/class="code">([^<]+)/g)].map(([, code]) => code!)
  expect(page.match(/<svg/g)).toHaveLength(2)
  expect((await signIn(url, onPaper[1]!)).status).toBe(200)
  fs.rmSync(sheet)
  for (const code of [...codes, ...onPaper])
    expect(spawnSync('grep', ['-rq', code, folder]).status, 'grep finds nothing').toBe(1)

  const wrong = run('--count', 'many')
  expect([wrong.status, wrong.stderr.trim().split('\n').length]).toEqual([1, 1])
  const nowhere = spawnSync(process.execPath, [path.join(import.meta.dirname, '../codes.ts'), '--count', '1'], {
    encoding: 'utf8',
    env: { AIW_KEYS: keyFolder() },
  })
  expect(nowhere.stderr).toContain('AIW_KEYS')
}, 60_000)

test('the recovery card signs in as the code does; another card takes its place', async () => {
  const { url } = await gatewayOf(db)
  const { code, headers, sitting, writer, get } = await writerAt(url)
  expect(await (await get('/v1/writers/me')).json()).toEqual({ writer, kind: 'writer', recovery: false })
  const make = async () => (await post<{ code: string }>(`${url}/v1/writers/me/recovery`, {}, headers)).code
  const card = await make()
  expect(await (await get('/v1/writers/me')).json()).toMatchObject({ recovery: true })
  for (const one of [code, card]) {
    const response = await signIn(url, one)
    expect(await response.json()).toEqual({ writer })
    const list = await fetch(`${url}/v1/sittings`, { headers: cookieOf(response) })
    expect(await list.json()).toMatchObject({ sittings: [{ id: sitting }] })
  }
  const next = await make()
  expect((await signIn(url, card)).status).toBe(401)
  expect((await signIn(url, next)).status).toBe(200)
})

test('a changed code is worth nothing at once, ends every other session and its sockets, and loses nothing', async () => {
  const { url } = await gatewayOf(db)
  const { code, headers, connect, review } = await writerAt(url)
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  const elsewhere = cookieOf(await signIn(url, code))
  const closed = once(desk.socket, 'close')
  const { code: next } = await post<{ code: string }>(`${url}/v1/writers/me/code`, {}, headers)
  expect((await closed)[0]).toBe(1008)
  expect((await signIn(url, code)).status).toBe(401)
  expect((await fetch(`${url}/v1/writers/me`, { headers: elsewhere })).status).toBe(401)
  expect((await signIn(url, next)).status).toBe(200)
  expect((await review()).sentences).toMatchObject([{ text: 'There was only one bird.' }])
})

test('a new data key seals what is written from now on, also at an open desk; all of it is read as before', async () => {
  const { url, house } = await gatewayOf(db)
  const { headers, connect, review, sitting } = await writerAt(url)
  const desk = await connect()
  desk.send({ type: 'write', id: 'a', text: 'before' })
  await desk.hear('a', 'done')
  expect(await post(`${url}/v1/writers/me/keys`, {}, headers)).toEqual({ version: 2 })
  desk.send({ type: 'write', id: 'b', text: 'after' })
  await desk.hear('b', 'done')
  const rows = await db
    .selectFrom('sentence')
    .select('item_key')
    .where('sitting_id', '=', sitting)
    .orderBy('position')
    .execute()
  expect(rows.map(({ item_key }) => item_key.readUInt32BE(1))).toEqual([1, 2])
  expect((await review()).sentences).toMatchObject([{ text: 'before' }, { text: 'after' }])
  expect(house.keys.damaged).toBe(0)
})

test('signing out ends the writer’s sessions and sockets everywhere', async () => {
  const { url } = await gatewayOf(db)
  const { code, headers, connect } = await writerAt(url)
  const other = cookieOf(await signIn(url, code))
  const desk = await connect()
  const closed = once(desk.socket, 'close')
  const response = await fetch(`${url}/v1/sign-out`, { method: 'POST', headers: other })
  expect(response.status).toBe(204)
  expect(response.headers.get('clear-site-data')).toBe('"cache"')
  expect((await closed)[0]).toBe(1008)
  for (const one of [headers, other]) expect((await fetch(`${url}/v1/writers/me`, { headers: one })).status).toBe(401)
})

test('a page that takes itself to be somebody else’s is refused; a browser’s earlier session ends with its next', async () => {
  const { url } = await gatewayOf(db)
  const [first, second] = [await writerAt(url), await writerAt(url)]
  const cookie = cookieOf(await signIn(url, first.code))
  const ask = (writer: string, headers: Record<string, string>) =>
    fetch(`${url}/v1/sittings`, { headers: { ...headers, 'aiw-writer': writer } })
  expect((await ask(first.writer, cookie)).status).toBe(200)
  expect((await ask(second.writer, cookie)).status).toBe(401)

  const desk = await connect(url, first.sitting, cookie)
  const closed = once(desk.socket, 'close')
  const next = cookieOf(await signIn(url, second.code, cookie))
  expect((await closed)[0]).toBe(1008)
  expect((await ask(first.writer, cookie)).status).toBe(401)
  expect((await ask(second.writer, next)).status).toBe(200)
  // Elsewhere the first is still signed in.
  expect((await ask(first.writer, first.headers)).status).toBe(200)
})

test.each([
  [5, 720, 5, 7],
  [30, 10, 10, 10],
  [undefined, 720, 720, 720],
])(
  'shared after %s idle minutes, sessions of %s: the page locks after %s, the session ends after %s',
  async (...all) => {
    const [kiosk, session, idleMinutes, sessionMinutes] = all
    const site = readSite({
      GATEWAY_READS_ALONG: 'nobody',
      GATEWAY_SESSION_IDLE_MINUTES: session,
      ...(kiosk !== undefined && { GATEWAY_KIOSK_MINUTES: kiosk }),
    })
    expect(site).toMatchObject({ idleMinutes, sessionMinutes })
    const keys = await openKeyStore(keyFolder())
    let now = Date.now()
    const endMs = site.sessionMinutes * 60_000
    const own = sessions(keys, { cookie: endMs, token: 10 * endMs }, () => now)
    const { url } = await gatewayOf(db, fakeClients(), silent, { keys, sessions: own, site })
    const { get } = await writerAt(url)
    now += endMs - 60_000
    expect((await get('/v1/writers/me')).status).toBe(200)
    now += endMs
    expect((await get('/v1/writers/me')).status).toBe(401)
  },
)

test('whoever writes stays signed in; a desk that was left is signed out', async () => {
  const keys = await openKeyStore(keyFolder())
  let now = Date.now()
  const hour = 3_600_000
  const own = sessions(keys, { cookie: hour, token: hour }, () => now)
  const { url } = await gatewayOf(db, fakeClients(), silent, { keys, sessions: own })
  const { connect, get } = await writerAt(url)
  const desk = await connect()
  now += 0.7 * hour
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  now += 0.7 * hour
  expect((await get('/v1/writers/me')).status).toBe(200)
  now += 1.1 * hour
  expect((await get('/v1/writers/me')).status).toBe(401)
  expect(keys.allSessions()).toEqual([])
})

test('a gateway that was started again knows who is signed in', async () => {
  const folder = keyFolder()
  const first = await gatewayOf(db, fakeClients(), silent, { keys: await openKeyStore(folder) })
  const { headers, sitting } = await writerAt(first.url)
  await first.app.close()
  const { url } = await gatewayOf(db, fakeClients(), silent, { keys: await openKeyStore(folder) })
  expect(await (await fetch(`${url}/v1/sittings`, { headers })).json()).toMatchObject({ sittings: [{ id: sitting }] })
})

test('no address of anybody is kept: not in the database, not on the disk, not in a log line', async () => {
  const folder = keyFolder()
  const lines: string[] = []
  const log = createLogger('test', 'trace', { write: (line) => void lines.push(line) })
  const { url } = await gatewayOf(db, fakeClients(), log, { keys: await openKeyStore(folder) })
  const address = '203.0.113.77'
  const from = { 'x-forwarded-for': address }
  const begun = await fetch(`${url}/v1/writers`, { method: 'POST', headers: from })
  const { code } = (await begun.json()) as { code: string }
  await signIn(url, code, from)
  const codes = await Promise.all(Array.from({ length: 31 }, () => signIn(url, createCode(), from)))
  expect(codes.map(({ status }) => status)).toContain(429)
  // Whoever comes from elsewhere is not held up by that.
  expect((await signIn(url, code, { 'x-forwarded-for': '203.0.113.78' })).status).toBe(200)
  expect(lines.length).toBeGreaterThan(0)
  for (const place of [lines.join(''), await everythingIn(db)]) expect(place).not.toContain('203.0.113')
  expect(spawnSync('grep', ['-rqE', '203.0.113', folder]).status).toBe(1)
})

test('tries are counted for a minute, by address and wrong ones in all; one network of IPv6 is one address', () => {
  let now = 0
  const tries = attempts(() => now)
  const begin = (address: string) => tries.begin(address)
  for (let i = 0; i < 30; i++) begin(`2001:db8:1:2::${i}`)
  expect(() => begin('2001:db8:1:2:ffff::1')).toThrow('Too many tries')
  expect(() => begin('2001:db8:1:3::1')).not.toThrow()
  now += 60_000
  expect(() => begin('2001:db8:1:2::1')).not.toThrow()
  // However an address is shortened.
  for (let i = 0; i < 29; i++) begin(`2001:db8::${i}`)
  begin('2001:0DB8:0:0:a:b:c:d')
  expect(() => begin('2001:db8::e:f:1:2')).toThrow('Too many tries')
  expect(() => begin('2001:db8:0:1::')).not.toThrow()
  for (let i = 0; i < 30; i++) begin('::ffff:198.51.100.1')
  expect(() => begin('::ffff:198.51.100.1')).toThrow('Too many tries')
  expect(() => begin('::ffff:198.51.100.2')).not.toThrow()
  for (let i = 0; i < 600; i++) tries.failed()
  expect(() => begin('198.51.100.1')).toThrow('Too many tries')
  now += 60_000
  expect(() => begin('198.51.100.1')).not.toThrow()
})
