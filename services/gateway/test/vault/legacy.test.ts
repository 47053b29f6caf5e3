import { join } from 'node:path'
import { readdir } from 'node:fs/promises'
import { createLogger } from '@aiw/kit/log'
import { sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from '../../../../test/postgres.ts'
import { openDatabase } from '../../src/db/connect.ts'
import { migrate } from '../../src/db/migrate.ts'
import { countUnsealedWriters } from '../../src/db/writers.ts'
import { openKeyStore } from '../../src/vault/key-store.ts'
import { prepareVault } from '../../src/vault/prepare.ts'
import { connect, everythingIn, fakeClients, gatewayOf, keyFolder } from '../support.ts'
// Written by release 0.1.0 itself: one writer with two sittings, one with one.
import release from './release-0.1.0.json' with { type: 'json' }

const silent = createLogger('test', 'silent')
const [first, second] = release.codes as [string, string]
const tables = ['writer', 'session', 'sitting', 'sentence', 'event', 'picture'] as const

/** A database as release 0.1.0 left it, and what this release makes of it at its start. */
async function upgraded() {
  const { url, drop } = await testDatabase()
  const db = openDatabase(url, () => {})
  onTestFinished(async () => {
    await db.destroy()
    await drop()
  })
  const migrationFolder = join(import.meta.dirname, '../../src/db/migrations')
  const provider = new FileMigrationProvider({ fs: { readdir }, path: { join }, migrationFolder })
  const { error } = await new Migrator({ db, provider }).migrateTo('0001_house')
  expect(error).toBeUndefined()
  for (const table of tables)
    for (const row of release[table])
      await sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map((name) => sql.ref(name)))})
        values (${sql.join(Object.values(row).map(valueOf))})`.execute(db)
  await migrate(db)
  return { db, url }
}

/** A value of the dump as the database takes it. */
function valueOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return 'base64' in value ? Buffer.from(value.base64 as string, 'base64') : JSON.stringify(value)
}

async function signIn(url: string, code: string) {
  const response = await fetch(`${url}/v1/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const headers = { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
  return { status: response.status, headers, get: (path: string) => fetch(url + path, { headers }) }
}

/** What release 0.1.0 knew of the sitting with this language, in the order it was written. */
function writtenIn(language: string) {
  const sitting = release.sitting.find((one) => one.language === language)!
  const sentences = release.sentence.filter((one) => one.sitting_id === sitting.id)
  return { id: sitting.id, sentences: sentences.toSorted((a, b) => a.position - b.position) }
}

const readable = ['only one bird', '最后只有一只鸟', 'I miss her', '我想她', 'picture of', 'was happy', 'unpleasant']

test('what release 0.1.0 wrote comes back to its writer whole, and is sealed from then on', async () => {
  const { db } = await upgraded()
  const { url } = await gatewayOf(db)
  const before = await everythingIn(db)
  for (const word of readable) expect(before).toContain(word)
  for (const code of [first, second]) {
    const { get, status } = await signIn(url, code)
    expect(status).toBe(200)
    const { sittings } = (await (await get('/v1/sittings')).json()) as { sittings: { id: string; language: string }[] }
    for (const { id } of sittings) {
      const review = (await (await get(`/v1/sittings/${id}`)).json()) as { language: string; sentences: object[] }
      const known = release.sentence.filter((one) => one.sitting_id === id)
      expect(review.language).toBe(release.sitting.find((one) => one.id === id)!.language)
      expect(review.sentences).toMatchObject(
        known
          .toSorted((a, b) => a.position - b.position)
          .map(({ id: sentence, kind, text, is_private }) => ({
            id: sentence,
            kind,
            ...(text !== null && { text }),
            private: is_private,
            done: true,
          })),
      )
    }
  }
  const { get } = await signIn(url, first)
  for (const picture of release.picture.filter(({ sitting_id }) => sitting_id === writtenIn('zh').id)) {
    const response = await get(`/v1/pictures/${picture.id}`)
    expect(response.headers.get('content-type')).toBe(picture.media_type)
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(picture.data.base64)
  }
  const after = await everythingIn(db)
  for (const word of readable) expect(after).not.toContain(word)
  expect(await countUnsealedWriters(db)).toBe(0)
})

test('a sealed sitting goes on where release 0.1.0 left off, with its readings', async () => {
  const { db } = await upgraded()
  const { url } = await gatewayOf(db, fakeClients({ read: () => Promise.reject(new Error('read once more')) }))
  const { headers } = await signIn(url, first)
  const { id } = writtenIn('zh')
  const desk = await connect(url, id, headers)
  desk.send({ type: 'again', id: 'z', of: 'a' })
  const { seq, picture } = await desk.hear('z', 'picture')
  expect(seq).toBeGreaterThan(
    Math.max(...release.event.filter(({ sitting_id }) => sitting_id === id).map((event) => event.seq)),
  )
  expect(picture.alt).toContain('鸟')
})

test('sealing that ends in the middle is taken up by the next sign-in, and nobody sees a half', async () => {
  const { db } = await upgraded()
  const { url } = await gatewayOf(db)
  const { id: later } = writtenIn('zh')
  await sql`create function die() returns trigger language plpgsql as $$
    begin raise exception using errcode = 'disk_full', message = 'no room'; end $$`.execute(db)
  await sql`create trigger die before update on picture for each row when (old.sitting_id = ${sql.lit(later)}) execute function die()`.execute(
    db,
  )
  expect((await signIn(url, first)).status).toBe(503)
  const sealed = await sql<{ id: string }>`select id from sitting where sealed_content is not null`.execute(db)
  expect(sealed.rows.map(({ id }) => id)).not.toContain(later)
  const half = await sql`select 1 from sentence where sitting_id = ${later} and sealed_content is not null`.execute(db)
  expect(half.rows).toEqual([])
  expect(await countUnsealedWriters(db)).toBe(2)

  await sql`drop trigger die on picture`.execute(db)
  const { status, get } = await signIn(url, first)
  expect(status).toBe(200)
  for (const { id } of release.sitting.filter(({ language }) => language === 'zh'))
    expect((await get(`/v1/sittings/${id}`)).status).toBe(200)
  expect(await everythingIn(db)).not.toContain('我想她')
})

test('somebody who signs in twice at once is one writer, sealed once', async () => {
  const { db } = await upgraded()
  const { url } = await gatewayOf(db)
  const all = await Promise.all([signIn(url, first), signIn(url, first), signIn(url, first)])
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200])
  for (const { get } of all) expect((await get(`/v1/sittings/${writtenIn('zh').id}`)).status).toBe(200)
})

test('sittings keep their order, and lose their seconds', async () => {
  const { db } = await upgraded()
  const rows = await db.selectFrom('sitting').select(['id', 'created_at']).orderBy('number').execute()
  const known = release.sitting.toSorted((a, b) => a.created_at.localeCompare(b.created_at))
  expect(rows.map(({ id }) => id)).toEqual(known.map(({ id }) => id))
  expect(rows.map(({ created_at }) => created_at.getTime() % 60_000)).toEqual(known.map(() => 0))
})

test('the files of the tables are written anew once, when nobody is left who lies readable', async () => {
  const { db, url } = await upgraded()
  const gateway = await gatewayOf(db)
  const fileOf = async () =>
    (await sql<{ file: string }>`select pg_relation_filepath('sentence') as file`.execute(db)).rows[0]!.file
  const file = await fileOf()
  await signIn(gateway.url, first)
  await prepareVault(db, gateway.house.keys, url, false, silent)
  expect(await fileOf()).toBe(file)
  await signIn(gateway.url, second)
  await prepareVault(db, gateway.house.keys, url, false, silent)
  expect(await fileOf()).not.toBe(file)
  const anew = await fileOf()
  await prepareVault(db, gateway.house.keys, url, false, silent)
  expect(await fileOf()).toBe(anew)
})

test('an operator can erase those who never came back, and nobody else', async () => {
  const { db, url } = await upgraded()
  const gateway = await gatewayOf(db)
  await signIn(gateway.url, first)
  await prepareVault(db, gateway.house.keys, url, true, silent)
  expect(await countUnsealedWriters(db)).toBe(0)
  expect((await signIn(gateway.url, second)).status).toBe(401)
  const { get } = await signIn(gateway.url, first)
  expect((await get(`/v1/sittings/${writtenIn('zh').id}`)).status).toBe(200)
})

test('nothing readable can be written into the tables any more', async () => {
  const { db } = await upgraded()
  const { id } = writtenIn('zh')
  for (const statement of [
    sql`insert into sentence (sitting_id, id, position, kind, is_private) values (${id}, 'x', 99, 'write', false)`,
    sql`update sentence set text = 'x', item_key = 'x', sealed_content = 'x', seed = null, wish = null, reading = null`,
    sql`update event set body = null`,
    sql`update picture set sealed_data = 'x'`,
  ])
    await expect(statement.execute(db)).rejects.toMatchObject({ code: 'internal' })
})

test('a house whose keys belong to another database does not start', async () => {
  const { db, url } = await upgraded()
  const keys = await openKeyStore(keyFolder())
  await prepareVault(db, keys, url, false, silent)
  await prepareVault(db, keys, url, false, silent)
  const elsewhere = await openKeyStore(keyFolder())
  await expect(prepareVault(db, elsewhere, url, false, silent)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('AIW_KEYS'),
  })
})
