import { createHmac, hkdfSync } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { hashRaw } from '@node-rs/argon2'
import { expect, onTestFinished, test } from 'vitest'
import { createCode, normalCode } from '../../src/access-code.ts'
import { addAccount, addDataKey, findAccount, giveCode, openAccount } from '../../src/vault/accounts.ts'
import { openCodes, openKeyStore } from '../../src/vault/key-store.ts'
import { deriveCodeKeys, openKey, sealKey, newKey } from '../../src/vault/keys.ts'
import { sessions } from '../../src/vault/sessions.ts'

const id = '01234567-89ab-4cde-8f01-23456789abcd'
const minuteMs = 60_000
const receipt = { id: '11111111-89ab-4cde-8f01-23456789abcd', day: '2030-01-01' }

/** An empty folder for keys, gone after the test. */
function emptyFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aiw-keys-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  return path.join(folder, 'keys')
}

/** A store with one writer in it. */
async function storeWithWriter() {
  const folder = emptyFolder()
  const store = await openKeyStore(folder)
  const derive = (code: string) => deriveCodeKeys(normalCode(code)!, store.salt)
  const code = createCode()
  const ringKey = await addAccount(store, id, await derive(code))
  return {
    folder,
    store,
    derive,
    code,
    ringKey,
    find: async (typed: string) => findAccount(store, await derive(typed)),
  }
}

/** Every byte of every file under a folder. */
const bytesUnder = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')

test('a code is stretched with Argon2id as OWASP says, and parted into a name and a key that tell nothing of each other', async () => {
  const salt = Buffer.alloc(16, 7)
  const code = '0123456789ABCDEFGHJ' // no code of ours: only the arithmetic counts
  const secret = await hashRaw(code, {
    algorithm: 2,
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
    outputLen: 32,
    salt,
  })
  const { lookup, wrap } = await deriveCodeKeys(code, salt)
  expect(wrap.bytes).toEqual(Buffer.from(hkdfSync('sha256', secret, '', 'aiw code wrap 1', 32)))
  // HKDF by hand, RFC 5869, for one block.
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(secret).digest()
  const expanded = createHmac('sha256', extracted)
    .update('aiw code wrap 1')
    .update(Buffer.from([1]))
    .digest()
  expect(wrap.bytes).toEqual(expanded)
  expect(lookup).toMatch(/^[0-9a-f]{64}$/)
  const elsewhere = await deriveCodeKeys(code, Buffer.alloc(16, 8))
  expect(elsewhere.lookup).not.toBe(lookup)
  expect(elsewhere.wrap).not.toEqual(wrap)
})

test('too many codes at once are refused, and the others are all derived', async () => {
  const salt = Buffer.alloc(16)
  const all = await Promise.allSettled(Array.from({ length: 70 }, () => deriveCodeKeys('x', salt)))
  expect(all.filter(({ status }) => status === 'rejected').map((one) => (one as PromiseRejectedResult).reason)).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ code: 'busy' })),
  )
  expect(new Set(all.map((one) => (one.status === 'fulfilled' ? one.value.lookup : 'refused'))).size).toBe(2)
})

test('code and card open the same keyring; a code that was changed is dead at once and no row notices', async () => {
  const { store, derive, code, ringKey, find } = await storeWithWriter()
  const { ring } = (await openAccount(store, id, ringKey))!
  const row = sealKey(ring, ['sentence', 'item_key', 'a'], newKey())
  const [card, next] = [createCode(), createCode()]
  await giveCode(store, id, ringKey, 'card', await derive(card))
  await giveCode(store, id, ringKey, 'code', await derive(next))
  expect(await find(code)).toBeUndefined()
  for (const typed of [card, next]) {
    const found = (await find(typed))!
    expect(found.id).toBe(id)
    const account = (await openAccount(store, id, found.ringKey))!
    expect(account).toMatchObject({ kind: 'writer', hasCard: true })
    expect(() => openKey(account.ring, ['sentence', 'item_key', 'a'], row)).not.toThrow()
  }
})

test('a data key that was added serves what is new, whichever code signs in; what is old still opens', async () => {
  const { store, derive, ringKey, find } = await storeWithWriter()
  const card = createCode()
  await giveCode(store, id, ringKey, 'card', await derive(card))
  const before = (await openAccount(store, id, ringKey))!.ring
  const after = await addDataKey(store, id, ringKey)
  expect([...after.keys()]).toEqual([1, 2])
  expect(after.get(1)).toEqual(before.get(1))
  const { ringKey: byCard } = (await find(card))!
  expect((await openAccount(store, id, byCard))!.ring).toEqual(after)
})

test('the store is the same after it was closed, and holds no code, token or key as it is', async () => {
  const { folder, store, code, ringKey } = await storeWithWriter()
  const signedIn = sessions(store, { cookie: minuteMs, token: minuteMs })
  const token = await signedIn.open(id, ringKey, 'cookie')
  const again = await openKeyStore(folder)
  expect(again.salt).toEqual(store.salt)
  expect((await findAccount(again, await deriveCodeKeys(normalCode(code)!, again.salt)))?.ringKey).toEqual(ringKey)
  const after = sessions(again, { cookie: minuteMs, token: minuteMs })
  expect(await after.find(token)).toMatchObject({ writer: id, by: 'cookie', ringKey })
  const files = bytesUnder(folder)
  const { ring } = (await openAccount(again, id, ringKey))!
  for (const secret of [code, normalCode(code)!, token]) expect(files).not.toContain(secret)
  for (const key of [ringKey.bytes, ...ring.values()])
    for (const encoding of ['hex', 'base64', 'base64url', 'latin1'] as const)
      expect(files).not.toContain(key.toString(encoding))
})

test.skipIf(process.platform === 'win32')('nobody else may enter the folder or read a file', async () => {
  const { folder, store, ringKey } = await storeWithWriter()
  await sessions(store, { cookie: minuteMs, token: minuteMs }).open(id, ringKey, 'token')
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    expect(fs.statSync(path.join(entry.parentPath, entry.name)).mode & 0o077).toBe(0)
  expect(fs.statSync(folder).mode & 0o777).toBe(0o700)
})

test('sessions end when nobody uses them, each kind at its own time, and are held by use', async () => {
  const { store, ringKey } = await storeWithWriter()
  let now = Date.UTC(2030, 0, 1, 12, 0, 30)
  const signedIn = sessions(store, { cookie: 10 * minuteMs, token: 60 * minuteMs }, () => now)
  const [cookie, used, token] = await Promise.all([
    signedIn.open(id, ringKey, 'cookie'),
    signedIn.open(id, ringKey, 'cookie'),
    signedIn.open(id, ringKey, 'token'),
  ])
  now += 6 * minuteMs
  expect(await signedIn.find(used)).toBeDefined()
  now += 6 * minuteMs
  expect(await signedIn.find(cookie)).toBeUndefined()
  expect(await signedIn.find(used)).toBeDefined()
  expect(await signedIn.find(token)).toBeDefined()
  now += 61 * minuteMs
  await signedIn.sweep()
  expect(store.allSessions()).toEqual([])
})

test('a session whose file cannot be read just now goes on; one that is damaged ends, and so do those that are over', async () => {
  const { folder, store, ringKey } = await storeWithWriter()
  let now = Date.UTC(2030, 0, 1)
  const signedIn = sessions(store, { cookie: 10 * minuteMs, token: 60 * minuteMs }, () => now)
  const fileOf = async (by: 'cookie' | 'token') => {
    const before = store.allSessions()
    const token = await signedIn.open(id, ringKey, by)
    const hash = store.allSessions().find((one) => !before.includes(one))!
    return { token, hash, file: path.join(folder, 'sessions', `${hash}.json`) }
  }
  const [unread, damaged] = [await fileOf('token'), await fileOf('token')]
  await fileOf('cookie')
  fs.renameSync(unread.file, `${unread.file}.aside`)
  fs.mkdirSync(unread.file)
  fs.writeFileSync(damaged.file, '{"format":1}')
  now += 11 * minuteMs
  await expect(signedIn.sweep()).rejects.toThrow('EISDIR')
  expect(store.allSessions()).toEqual([unread.hash])

  // Nor does signing out forget one that it could not destroy.
  await expect(signedIn.endAll(id)).rejects.toThrow('EISDIR')
  fs.rmdirSync(unread.file)
  fs.renameSync(`${unread.file}.aside`, unread.file)
  expect(await signedIn.find(unread.token)).toBeDefined()
  await signedIn.endAll(id)
  expect(await signedIn.find(unread.token)).toBeUndefined()
})

test('when a session was used is known to the minute and no better', async () => {
  const { folder, store, ringKey } = await storeWithWriter()
  await sessions(store, { cookie: minuteMs, token: minuteMs }).open(id, ringKey, 'cookie')
  const [file] = fs.readdirSync(path.join(folder, 'sessions'))
  expect(fs.statSync(path.join(folder, 'sessions', file!)).mtimeMs % minuteMs).toBe(0)
  const { since } = JSON.parse(fs.readFileSync(path.join(folder, 'sessions', file!), 'utf8')) as { since: string }
  expect(since).toMatch(/:00\.000Z$/)
})

test('signing out everywhere ends every session of a writer, and of nobody else', async () => {
  const { store, derive, ringKey } = await storeWithWriter()
  const other = 'fedcba98-89ab-4cde-8f01-23456789abcd'
  const otherKey = await addAccount(store, other, await derive(createCode()))
  const signedIn = sessions(store, { cookie: minuteMs, token: minuteMs })
  const mine = [await signedIn.open(id, ringKey, 'cookie'), await signedIn.open(id, ringKey, 'token')]
  const theirs = await signedIn.open(other, otherKey, 'cookie')
  await signedIn.endAll(id)
  for (const token of mine) expect(await signedIn.find(token)).toBeUndefined()
  expect(await signedIn.find(theirs)).toMatchObject({ writer: other })
})

test('an erased writer has no file, no session and no way back, also after a restart and in the middle of a change', async () => {
  const { folder, store, code, ringKey, find } = await storeWithWriter()
  const signedIn = sessions(store, { cookie: minuteMs, token: minuteMs })
  const token = await signedIn.open(id, ringKey, 'cookie')
  const [, change] = await Promise.allSettled([
    store.beginErasure(id, receipt),
    addDataKey(store, id, ringKey),
    signedIn.open(id, ringKey, 'cookie'),
  ])
  expect(change).toMatchObject({ reason: { code: 'unauthenticated' } })
  for (const one of [store, await openKeyStore(folder)]) {
    expect(await openAccount(one, id, ringKey)).toBeUndefined()
    expect(one.allSessions()).toEqual([])
    expect(await one.erasures()).toEqual([{ writer: id, receipt }])
  }
  expect(await find(code)).toBeUndefined()
  expect(await signedIn.find(token)).toBeUndefined()
  await store.endErasure(id)
  expect(await store.erasures()).toEqual([])
})

test('a code of a batch is known until it is used, and bound to nothing', async () => {
  const { folder, store, derive } = await storeWithWriter()
  const code = createCode()
  const { lookup } = await derive(code)
  await (await openCodes(folder)).issue(lookup)
  expect(await (await openKeyStore(folder)).isIssued(lookup)).toBe(true)
  await store.redeemCode(lookup)
  expect(await store.isIssued(lookup)).toBe(false)
})

test.each([
  ['flipped', (text: string) => text.replace(/"keyring":"(..)/, '"keyring":"$1AAAA')],
  ['cut short', (text: string) => text.slice(0, -20)],
  ['emptied', () => ''],
  ['another writer’s', (text: string) => text.replaceAll(id, 'fedcba98-89ab-4cde-8f01-23456789abcd')],
])('a file of a writer that was %s opens nothing and stops nobody else', async (_name, change) => {
  const { folder, store, ringKey, derive } = await storeWithWriter()
  const file = path.join(folder, 'writers', `${id}.json`)
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')))
  await expect(openAccount(store, id, ringKey)).rejects.toMatchObject({ code: 'internal' })
  const again = await openKeyStore(folder)
  const code = createCode()
  await addAccount(again, 'fedcba98-89ab-4cde-8f01-23456789abce', await derive(code))
  expect(await findAccount(again, await derive(code))).toBeDefined()
})

test('a session’s file that was put in the place of another opens nothing', async () => {
  const { folder, store, derive, ringKey } = await storeWithWriter()
  const other = 'fedcba98-89ab-4cde-8f01-23456789abcd'
  const otherKey = await addAccount(store, other, await derive(createCode()))
  const signedIn = sessions(store, { cookie: minuteMs, token: minuteMs })
  await signedIn.open(id, ringKey, 'cookie')
  const [mine] = store.sessionsOf(id)
  const theirToken = await signedIn.open(other, otherKey, 'cookie')
  const [theirs] = store.sessionsOf(other)
  const fileOf = (hash?: string) => path.join(folder, 'sessions', `${hash}.json`)
  fs.copyFileSync(fileOf(mine), fileOf(theirs))
  await expect(signedIn.find(theirToken)).rejects.toMatchObject({ code: 'internal' })
})

test('a store whose salt is gone says so, and does not begin anew over the writers’ keys', async () => {
  const { folder } = await storeWithWriter()
  fs.rmSync(path.join(folder, 'site.json'))
  await expect(openKeyStore(folder)).rejects.toMatchObject({ code: 'unavailable' })
})

test('what a crash left half written is cleared away', async () => {
  const { folder } = await storeWithWriter()
  const half = path.join(folder, 'writers', `${id}.json.0123.tmp`)
  fs.writeFileSync(half, '{"form')
  await openKeyStore(folder)
  expect(fs.existsSync(half)).toBe(false)
})
