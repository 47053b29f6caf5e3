import { Failure } from '@aiw/kit/errors'
import { sql } from 'kysely'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createCode, normalCode } from '../src/access-code.ts'
import { databaseFailure } from '../src/db/connect.ts'
import { fakeClients, freshDb, gatewayOf, post, unreachable, writerAt } from './support.ts'

const { db, drop } = await freshDb()
afterAll(drop)

test('a new writer gets a code and a cookie that scripts cannot read and other sites cannot send', async () => {
  const { url } = await gatewayOf(db)
  const response = await fetch(`${url}/v1/writers`, { method: 'POST' })
  expect(response.status).toBe(201)
  expect(((await response.json()) as { code: string }).code).toMatch(
    /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/,
  )
  expect(response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
})

test('behind a proxy that speaks HTTPS the cookie travels over HTTPS only', async () => {
  const { url } = await gatewayOf(db)
  const headers = { 'x-forwarded-proto': 'https' }
  const response = await fetch(`${url}/v1/writers`, { method: 'POST', headers })
  expect(response.headers.get('set-cookie')).toContain('Secure')
})

test('a writer comes back with the code, typed in any way, and finds what was written', async () => {
  const { url } = await gatewayOf(db)
  const { code, sitting } = await writerAt(url)
  const response = await fetch(`${url}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: ` ${code.toLowerCase().replaceAll('-', ' ')}` }),
  })
  const headers = { cookie: response.headers.get('set-cookie')!.split(';')[0]! }
  const list = await fetch(`${url}/v1/sittings`, { headers })
  expect(await list.json()).toMatchObject({ sittings: [{ id: sitting, language: 'en', sentences: 0 }] })
})

test('signing out ends the session', async () => {
  const { url } = await gatewayOf(db)
  const { headers, get } = await writerAt(url)
  expect((await get('/v1/writers/me')).status).toBe(200)
  expect((await fetch(`${url}/v1/sign-out`, { method: 'POST', headers })).status).toBe(204)
  expect((await get('/v1/writers/me')).status).toBe(401)
})

test('pictures and sittings are served to their writer only', async () => {
  const { url } = await gatewayOf(db)
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  const { picture } = await desk.hear('a', 'picture')
  const stranger = await writerAt(url)
  for (const path of [picture.url as string, `/v1/sittings/${writer.sitting}`]) {
    expect((await writer.get(path)).status).toBe(200)
    const refused = await stranger.get(path)
    expect(refused.status).toBe(404)
    expect(await refused.json()).toMatchObject({ code: 'not_found' })
    expect((await fetch(url + path)).status).toBe(401)
  }
})

describe('what is asked wrongly is answered with a problem document that quotes nothing', () => {
  test.each([
    ['a code with a wrong character', 'POST', '/v1/sign-in', { code: '0000-0000-0000-0000-0001' }, 400, 'invalid'],
    ['an unknown code', 'POST', '/v1/sign-in', { code: createCode() }, 401, 'unauthenticated'],
    ['no code', 'POST', '/v1/tokens', {}, 400, 'invalid'],
    ['no session', 'POST', '/v1/sittings', {}, 401, 'unauthenticated'],
    ['an id that is none', 'GET', '/v1/pictures/my-secret-words', undefined, 400, 'invalid'],
    ['the socket of a sitting that is none', 'GET', '/v1/sittings/my-secret-words/socket', undefined, 400, 'invalid'],
    ['an address that is none', 'GET', '/v1/my-secret-words', undefined, 404, 'not_found'],
    ['an address that cannot be read', 'GET', '/v1/my-secret-words%', undefined, 400, 'invalid'],
    ['malformed JSON', 'POST', '/v1/sign-in', '{"code": "my-secret-words', 400, 'invalid'],
    ['a body too large', 'POST', '/v1/sign-in', { code: 'x'.repeat(20_000) }, 400, 'invalid'],
  ] as const)('%s', async (_name, method, path, body, status, code) => {
    const { url } = await gatewayOf(db)
    const sent = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(url + path, {
      method,
      ...(sent && { headers: { 'content-type': 'application/json' }, body: sent }),
    })
    const text = await response.text()
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(JSON.parse(text)).toMatchObject({ code, status, retry: false })
    expect(text).not.toContain('secret')
  })
})

test('an address that asks too often is told to wait', async () => {
  const { url } = await gatewayOf(db)
  const answers = await Promise.all(
    Array.from({ length: 31 }, () =>
      post<{ code: string; retry?: boolean }>(`${url}/v1/tokens`, { code: createCode() }),
    ),
  )
  expect(answers).toContainEqual(expect.objectContaining({ code: 'busy', retry: true }))
})

test('ready tells which part is missing', async () => {
  const { url } = await gatewayOf(db, fakeClients({ health: async () => ({ emotion: true, render: false }) }))
  const response = await fetch(`${url}/ready`)
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({ database: true, emotion: true, render: false })
})

test('styles are those of render, and a problem when it is gone', async () => {
  const { url } = await gatewayOf(db)
  expect(await (await fetch(`${url}/v1/styles`)).json()).toEqual({
    styles: [{ name: 'impressionist', title: { en: 'Impressionist', zh: '印象派' } }],
  })
  const without = await gatewayOf(db, fakeClients({ styles: unreachable }))
  expect((await fetch(`${without.url}/v1/styles`)).status).toBe(503)
})

test('pages may load nothing from elsewhere', async () => {
  const { url } = await gatewayOf(db)
  const policy = (await fetch(`${url}/health`)).headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
})

test('a lost database is a problem, and nothing of its error is told', async () => {
  const own = await freshDb()
  onTestFinished(() => own.db.destroy())
  const { url } = await gatewayOf(own.db)
  const writer = await writerAt(url)
  const desk = await writer.connect()
  // The sitting is open once something is answered.
  desk.send({ type: 'again', id: 'x', of: 'nothing' })
  await desk.hear('x', 'problem')
  await own.lose()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  expect(await desk.hear('a', 'problem')).toMatchObject({ code: 'unavailable', retry: true })
  expect(desk.types('a')).not.toContain('kept')
})

test('a full disk is said to be one, and the same message is kept once there is room', async () => {
  const own = await freshDb()
  onTestFinished(own.drop)
  const { url } = await gatewayOf(own.db)
  const writer = await writerAt(url)
  const desk = await writer.connect()
  // PostgreSQL's own error for it, from PostgreSQL.
  await sql`
    create function no_room() returns trigger language plpgsql as $$
    begin raise exception using errcode = 'disk_full', message = 'could not extend file'; end $$`.execute(own.db)
  await sql`create trigger no_room before insert on sentence for each row execute function no_room()`.execute(own.db)
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  expect(await desk.hear('a', 'problem')).toMatchObject({
    code: 'unavailable',
    retry: true,
    detail: 'The house has no room left to keep this',
  })
  await sql`drop trigger no_room on sentence`.execute(own.db)
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  await desk.hear('a', 'done')
  expect((await writer.review()).sentences).toMatchObject([{ id: 'a', text: 'There was only one bird.' }])
})

test.each([
  ['a full disk', { code: '53100' }, 'unavailable', 'no room'],
  ['a server that shuts down', { code: '57P01' }, 'unavailable', 'cannot keep'],
  ['a refused connection', { code: 'ECONNREFUSED' }, 'unavailable', 'cannot keep'],
  ['a broken constraint', { code: '23505', detail: 'Key (text)=(only one bird)' }, 'internal', 'went wrong'],
])('%s in words for the page', (_name, fields, code, words) => {
  const failure = databaseFailure(Object.assign(new Error('only one bird'), fields))
  expect(failure).toBeInstanceOf(Failure)
  expect(failure).toMatchObject({ code, message: expect.stringContaining(words) })
  expect(JSON.stringify(failure) + String(failure.cause)).not.toContain('bird')
})

test('every single wrong character of a code is noticed', () => {
  const code = createCode()
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const mistyped = code.split('').flatMap((right, i) =>
    right === '-'
      ? []
      : alphabet
          .replace(right, '')
          .split('')
          .map((wrong) => code.slice(0, i) + wrong + code.slice(i + 1)),
  )
  expect(mistyped).toHaveLength(20 * 31)
  expect(mistyped.filter((wrong) => normalCode(wrong) !== undefined)).toEqual([])
  expect(normalCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code.replaceAll('-', ''))
})

test('metrics are numbers, and name nobody', async () => {
  const { url } = await gatewayOf(db)
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a-telling-id', text: 'There was only one bird.' })
  await desk.hear('a-telling-id', 'done')
  const text = await (await fetch(`${url}/metrics`)).text()
  expect(text).toContain('aiw_events_total{type="kept"} 1')
  expect(text).toContain('aiw_seconds_until_count{step="picture"} 1')
  expect(text).toContain('aiw_sockets 1')
  expect(text).not.toMatch(new RegExp(`bird|telling|${writer.sitting}`))
})
