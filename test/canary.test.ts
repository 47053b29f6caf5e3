import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { standIn } from '@aiw/comfyui-stand-in'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findRunning } from '../services/gateway/src/db/embedded.ts'
import { openDatabase } from '../services/gateway/src/db/connect.ts'
import { endLeftServer, killAll } from '../services/gateway/test/embedded-support.ts'
import { connect, everythingIn } from '../services/gateway/test/support.ts'
import { unzip } from '../services/gateway/test/unzip.ts'
import { startHouse } from './house.ts'
import { temporaryFolder } from './postgres.ts'

/** Words nobody ever wrote, in both languages: wherever one is found, something was kept that must not be. */
const word = `quokka${Array.from({ length: 12 }, () => String.fromCharCode(97 + randomInt(26))).join('')}`
const chinese = Array.from({ length: 8 }, () => String.fromCharCode(0x4e00 + randomInt(0x5000))).join('')
const recipe = 'z-image-turbo.json'
/** Where the writers come from, as the house's proxy tells. */
const address = '2001:db8:7a3b:91c4:5d2e:f00d:1bad:cafe'
const addressBytes = Buffer.from(
  address.replaceAll(/(?<=:|^)\w+(?=:|$)/g, (group) => group.padStart(4, '0')).replaceAll(':', ''),
  'hex',
)

test('a word is found in every form it may take', () => {
  for (const secret of [word, chinese]) {
    const hidden = [
      ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${secret}.`).toString('base64')),
      Buffer.from(`x${secret}`, 'utf16le'),
      Buffer.from(`${secret}x`).toString('hex').toUpperCase(),
      JSON.stringify({ secret }).replaceAll(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`),
      `?${encodeURIComponent(secret)}`,
    ]
    for (const one of hidden) expect(foundIn(Buffer.from(one), [secret]), `${String(one)}`).not.toEqual([])
    expect(foundIn(Buffer.from(secret.slice(1)), [secret])).toEqual([])
  }
})

test('what is written is found nowhere but in its writer’s export: not in logs, files, database, keys or on a GPU node', async () => {
  await using node = await standIn({ msPerStep: 1 })
  const folder = temporaryFolder()
  const places = Object.fromEntries(
    ['data', 'keys', 'temporary', 'recipes'].map((name) => [name, path.join(folder, name)]),
  )
  fs.mkdirSync(places.temporary!, { mode: 0o1777 })
  // One recipe, because each is tried out before the node paints.
  fs.mkdirSync(places.recipes!)
  fs.copyFileSync(new URL(`../services/render/recipes/${recipe}`, import.meta.url), path.join(places.recipes!, recipe))
  const postgres = path.join(places.data!, 'postgres')
  const house = await startHouse('', {
    AIW_DATA: places.data,
    AIW_KEYS: places.keys,
    TMPDIR: places.temporary,
    RENDER_NODES: node.url,
    RENDER_RECIPES: places.recipes,
    RENDER_PAINTER_WORKERS: '1',
  })
  onTestFinished(async () => {
    await house.stop()
    await endLeftServer(postgres)
    fs.rmSync(folder, { recursive: true })
  })
  await expect.poll(() => house.log.some((line) => line.includes('node became ready')), { timeout: 20_000 }).toBe(true)
  const secrets = [word, chinese, address]
  const writer = await newWriter(house.url)
  secrets.push(writer.code, writer.token, await writer.card())

  let desk = await writer.sit()
  const text = (what: string) => `${what}, my ${word} of a grandmother sat by the window, ${chinese}`
  const ended = async (id: string, type = 'kept') => {
    await desk.hear(id, 'done')
    expect(desk.types(id), `${id}`).toContain(type)
  }
  desk.send({ type: 'write', id: 's', text: text('plainly') })
  desk.send({ type: 'write', id: 'p', text: text('privately'), private: true })
  await Promise.all([ended('s', 'picture'), ended('p')])
  desk.send({ type: 'revise', id: 'r', of: 's', text: text('revised') })
  desk.send({ type: 'again', id: 'g', of: 's', moment: 'later' })
  await Promise.all([ended('r', 'picture'), ended('g', 'picture')])
  expect(JSON.stringify(node.prompts).includes('old woman'), 'painted by the node').toBe(true)

  // Whatever is wrong with it.
  desk.send({ type: 'write', id: 'wish', text: text('with a wish'), look: { style: word } })
  await ended('wish', 'problem')
  desk.send(`{"type":"write","id":"half","text":"${text('half')}`)
  await desk.until(({ type, code }) => type === 'problem' && code === 'invalid')
  for (const where of [`/v1/${word}`, `/v1/${word}%`, `/v1/pictures/${word}`, `/${encodeURIComponent(chinese)}`])
    await writer.ask('GET', where)
  for (const body of [{ code: word }, `{"code":"${word}`]) await writer.ask('POST', '/v1/sign-in', body)

  // Who keeps nothing.
  const other = await newWriter(house.url)
  secrets.push(other.code, other.token)
  expect((await other.ask('PUT', '/v1/consents', { purpose: 'keeping', given: false })).status).toBe(200)
  const fleeting = await other.sit()
  fleeting.send({ type: 'write', id: 'f', text: text('in passing') })
  await fleeting.hear('f', 'done')

  // Whatever fails, one after the other; what is not needed any more stays down.
  desk.send({ type: 'write', id: 'cut', text: text('cut off') })
  await desk.hear('cut', 'reading')
  await house.kill('gateway')
  house.start('gateway')
  await house.ready()
  desk = await writer.sit()
  desk.send({ type: 'resume', after: 0 })
  await ended('cut', 'picture')
  await house.kill('render')
  desk.send({ type: 'write', id: 'unpainted', text: text('unpainted') })
  await ended('unpainted', 'problem')
  await house.kill('emotion')
  desk.send({ type: 'write', id: 'unread', text: text('unread') })
  await ended('unread', 'problem')
  killAll(postgres)
  desk.send({ type: 'write', id: 'unkept', text: text('unkept') })
  await desk.hear('unkept', 'problem')
  await vi.waitFor(() => {
    desk.send({ type: 'write', id: 'unkept', text: text('unkept') })
    expect(desk.types('unkept')).toContain('kept')
  }, 10_000)
  await ended('unkept')

  const own = await exported(writer)
  for (const what of ['plainly', 'privately', 'revised', 'with a wish', 'unread', 'unpainted', 'unkept', 'cut off'])
    expect(own.get('data.json')!.toString()).toContain(text(what))
  const inOwn = new Set([...own.values()].flatMap((bytes) => foundIn(bytes, secrets).map(({ secret }) => secret)))
  expect([...inOwn]).toEqual(expect.arrayContaining([word, chinese]))
  expect(inOwn.size, 'no code, token or address').toBe(2)
  for (const [name, bytes] of await exported(await newWriter(house.url)))
    expect(foundIn(bytes, secrets), `another’s ${name}`).toEqual([])

  const search = (when: string) => {
    const files = filesIn(folder).map((file) => [path.relative(folder, file), fs.readFileSync(file)] as const)
    const all = [...files, ['the log', Buffer.from(house.log.join(''))] as const]
    const found = all.flatMap(([name, bytes]) =>
      foundIn(bytes, secrets, addressBytes).map(({ form }) => `${name}: ${form}`),
    )
    expect(found, `${when}`).toEqual([])
  }
  const db = openDatabase(findRunning({ folder: postgres })!, () => {})
  const rows = await everythingIn(db)
  await db.destroy()
  expect(rows).toContain(writer.sitting)
  expect(foundIn(Buffer.from(rows), secrets)).toEqual([])
  expect(filesIn(places.data!).length).toBeGreaterThan(900)
  expect(filesIn(places.keys!).length).toBeGreaterThan(3)
  search('while it is kept')

  for (const one of [writer, other]) expect((await one.ask('DELETE', '/v1/writers/me')).status).toBe(202)
  expect((await writer.ask('GET', '/v1/sittings')).status).toBe(401)
  await house.stop()
  search('after it was erased')
  for (const line of ['gateway is listening', 'sentence was not painted', 'sentence of a sitting was read'])
    expect(house.log.join('')).toContain(line)
  expect(foundIn(Buffer.from(JSON.stringify([node.prompts, node.requests, node.leaks()])), secrets)).toEqual([])
}, 120_000)

/** Somebody who begins, by way of a proxy that tells the address. */
async function newWriter(url: string) {
  const from = { 'x-forwarded-for': address }
  const began = await fetch(`${url}/v1/writers`, { method: 'POST', headers: from })
  const { code } = (await began.json()) as { code: string }
  const token = /^aiw=([^;]+)/.exec(began.headers.get('set-cookie')!)![1]!
  const headers = { ...from, authorization: `Bearer ${token}` }
  const ask = (method: string, where: string, body?: object | string) => {
    if (!body) return fetch(url + where, { method, headers })
    const json = { ...headers, 'content-type': 'application/json' }
    return fetch(url + where, { method, headers: json, body: typeof body === 'string' ? body : JSON.stringify(body) })
  }
  let sitting = ''
  return {
    code,
    token,
    ask,
    get sitting() {
      return sitting
    },
    card: async () => ((await (await ask('POST', '/v1/writers/me/recovery', {})).json()) as { code: string }).code,
    /** Opens the socket of their one sitting. */
    async sit() {
      sitting ||= ((await (await ask('POST', '/v1/sittings', {})).json()) as { id: string }).id
      return connect(url, sitting, headers)
    },
  }
}

const exported = async ({ ask }: { ask: (method: string, where: string) => Promise<Response> }) =>
  unzip(Buffer.from(await (await ask('GET', '/v1/writers/me/export')).arrayBuffer()))

function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name))
}

/** Every form in which one of the secrets stands in these bytes. */
function foundIn(bytes: Buffer, secrets: readonly string[], ...more: Buffer[]): { secret: string; form: string }[] {
  const wanted = [...secrets.flatMap(formsOf), ...more.map((form) => ({ secret: '', name: 'bytes', form }))]
  return wanted.flatMap(({ secret, name, form }) => (bytes.includes(form) ? [{ secret, form: name }] : []))
}

const known = new Map<string, ReturnType<typeof makeForms>>()
const formsOf = (secret: string) => known.get(secret) ?? known.set(secret, makeForms(secret)).get(secret)!

function makeForms(secret: string): { secret: string; name: string; form: Buffer }[] {
  const utf8 = Buffer.from(secret)
  const utf16 = Buffer.from(secret, 'utf16le')
  const hex = utf8.toString('hex')
  const forms: Record<string, string | Buffer> = {
    'UTF-8': utf8,
    'UTF-16 LE': utf16,
    'UTF-16 BE': Buffer.from(utf16).swap16(),
    hex: hex,
    HEX: hex.toUpperCase(),
    'in a URL': encodeURIComponent(secret),
    'escaped in JSON': JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`),
  }
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), utf8])
    // Without the characters that also hold bits of what stands before and after.
    const inner = whole.toString('base64').slice(Math.ceil((8 * before) / 6), Math.floor((8 * whole.length) / 6))
    forms[`base64, ${before} bytes on`] = inner
    forms[`base64url, ${before} bytes on`] = inner.replaceAll('+', '-').replaceAll('/', '_')
  }
  return Object.entries(forms).map(([name, form]) => ({ secret, name, form: Buffer.from(form) }))
}
