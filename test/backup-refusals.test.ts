import { randomBytes, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backupHouse } from '../services/gateway/src/backup/backup.ts'
import { restoreHouse } from '../services/gateway/src/backup/restore.ts'
import { tablesOf } from '../services/gateway/src/backup/tables.ts'
import { migrate } from '../services/gateway/src/db/migrate.ts'
import { beginWriter } from '../services/gateway/src/identity.ts'
import { openKeyStore } from '../services/gateway/src/vault/key-store.ts'
import { query } from '../services/gateway/test/query.ts'
import { houseOf } from '../services/gateway/test/support.ts'
import { backupOf, emptyPlace, type Place, program, recipientFor } from './backup-support.ts'

// What cannot be backed up or restored: one line says why, and nothing is written.

/** What stands in the way of a restore, and what is said of it. */
const ways: [string, (at: { backup: Backup; fresh: Place }) => Promise<Backup | void>, RegExp][] = [
  [
    'another identity',
    async ({ backup, fresh }) => {
      await recipientFor(fresh)
      return { ...backup, identity: fresh.identity }
    },
    /was not encrypted for this identity$/,
  ],
  ['no identity', async ({ backup }) => ({ ...backup, identity: backup.from }), /holds no age identity/],
  [
    'a file that is not there',
    async ({ backup }) => ({ ...backup, from: `${backup.from}x` }),
    /cannot be read: ENOENT$/,
  ],
  [
    'a database cut at its end',
    async ({ backup: { from } }) => fs.truncateSync(from, fs.statSync(from).size - 20),
    broken(),
  ],
  ['a database cut in its head', async ({ backup: { from } }) => fs.truncateSync(from, 100), broken()],
  ['an empty database file', async ({ backup: { from } }) => fs.truncateSync(from, 0), broken()],
  [
    'a database cut between two pieces',
    async ({ backup: { from } }) => {
      const header = fs.readFileSync(from, 'latin1').search(/\n--- .*\n/)
      const headerEnd = fs.readFileSync(from).indexOf(10, header + 1) + 1
      fs.truncateSync(from, headerEnd + 16 + 2 * (65_536 + 16))
    },
    broken(),
  ],
  ['a byte of the database changed', async ({ backup: { from } }) => changeByte(from, 0.7), broken()],
  ['a byte of the keys changed', async ({ backup: { keys } }) => changeByte(keys, 0.9), broken()],
  ['keys cut', async ({ backup: { keys } }) => fs.truncateSync(keys, fs.statSync(keys).size - 1), broken()],
  ['one for the other', async ({ backup }) => ({ ...backup, from: backup.keys }), /is not a backup of a database$/],
  [
    'keys of another house',
    async ({ backup, fresh }) => {
      const other = { ...fresh, keys: path.join(fresh.folder, 'others') }
      await migrate(other.db)
      await openKeyStore(other.keys)
      const { keys } = await backupOf(other, whole.recipient)
      const empty = await emptyPlace()
      Object.assign(fresh, { db: empty.db, url: empty.url })
      return { ...backup, keys }
    },
    /do not belong together$/,
  ],
  ['a database that is in use', async ({ fresh }) => migrate(fresh.db, '0001_house'), /not empty/],
]
type Backup = { from: string; keys: string; identity: string }
function broken() {
  return /is not a whole backup: it was cut off or changed$/
}
const changeByte = (file: string, at: number) => {
  const bytes = fs.readFileSync(file)
  bytes[Math.floor(bytes.length * at)]! ^= 1
  fs.writeFileSync(file, bytes)
}
let whole: Backup & { recipient: string }
beforeAll(async () => {
  const place = await emptyPlace(afterAll)
  const recipient = await recipientFor(place)
  await migrate(place.db)
  const house = await houseOf(place.db, { keys: await openKeyStore(place.keys) })
  const { writer } = await beginWriter(house)
  const [sitting_id, cell] = [randomUUID(), Buffer.from('x')]
  const sealed = { item_key: cell, sealed_content: cell }
  await place.db
    .insertInto('sitting')
    .values({ id: sitting_id, writer_id: writer, ...sealed })
    .execute()
  await place.db
    .insertInto('sentence')
    .values({ sitting_id, id: 'a', position: 1, kind: 'write', is_private: false, ...sealed })
    .execute()
  // More than a few of age's pieces of 64 KiB.
  for (let i = 0; i < 4; i++)
    await place.db
      .insertInto('picture')
      .values({ id: randomUUID(), sitting_id, sentence_id: 'a', sealed_data: randomBytes(150_000) })
      .execute()
  whole = { ...(await backupOf(place, recipient)), recipient }
})

test.each(ways)('%s', async (_, spoil, said) => {
  const fresh = await emptyPlace()
  const backup = { ...whole, from: path.join(fresh.folder, 'from.age'), keys: path.join(fresh.folder, 'keys.age') }
  fs.copyFileSync(whole.from, backup.from)
  fs.copyFileSync(whole.keys, backup.keys)
  const spoilt = (await spoil({ backup, fresh })) ?? backup
  const before = [...(await tablesOf(fresh.db)).keys()]
  await expect(restoreHouse(fresh, spoilt)).rejects.toMatchObject({
    name: 'Failure',
    message: expect.stringMatching(said),
  })
  expect([...(await tablesOf(fresh.db)).keys()]).toEqual(before)
  const left = fs.existsSync(fresh.keys) ? fs.readdirSync(fresh.keys, { recursive: true, withFileTypes: true }) : []
  expect(left.filter((entry) => entry.isFile())).toEqual([])
})

test.each(['audit/key', 'audit/head', `codes/${'0'.repeat(64)}.json`, `erasures/${randomUUID()}.json`, 'site.json'])(
  'where %s is left of another house no keys are restored, and it stays as it was',
  async (name) => {
    const fresh = await emptyPlace()
    // Whatever else would be refused later: it is not come to.
    await migrate(fresh.db, '0001_house')
    const file = path.join(fresh.keys, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, 'not of this backup')
    await expect(restoreHouse(fresh, whole)).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringMatching(/^There are keys in /),
    })
    expect(fs.readFileSync(file, 'utf8')).toBe('not of this backup')
  },
)

test('the same backup, whole, is restored', async () => {
  const fresh = await emptyPlace()
  expect(await restoreHouse(fresh, whole)).toMatchObject({ rows: { picture: 4, sentence: 1 }, leftOut: 0 })
})

test('a recipient that is none, keys that are not there, a folder that is none', async () => {
  const place = await emptyPlace()
  const options = { out: place.out, recipients: [whole.recipient] }
  await expect(backupHouse(place, { ...options, recipients: ['age1nobody'] })).rejects.toMatchObject({
    message: expect.stringContaining('age recipient'),
  })
  await expect(backupHouse(place, options)).rejects.toMatchObject({ message: expect.stringContaining('AIW_KEYS') })
  await openKeyStore(place.keys)
  await expect(backupHouse(place, options)).rejects.toMatchObject({ message: expect.stringContaining('none of a') })
  await expect(backupHouse(place, { ...options, out: whole.identity })).rejects.toMatchObject({
    message: expect.stringMatching(/cannot be written: EEXIST$/),
  })
})

test('a database that fails in the middle of a backup leaves no file', async () => {
  const place = await emptyPlace()
  await restoreHouse(place, whole)
  await query(
    place.url,
    `create function gone() returns boolean language plpgsql as $$
      begin raise exception using errcode = 'io_error'; end $$;
    create policy gone on picture using (gone());
    alter table picture enable row level security, force row level security`,
  )
  await expect(backupHouse(place, { out: place.out, recipients: [whole.recipient] })).rejects.toMatchObject({
    code: 'unavailable',
  })
  expect(fs.readdirSync(place.out)).toEqual([])
})

test('the programs say how they are used', async () => {
  for (const name of ['backup', 'restore']) {
    const { code, err } = await program(name, ['--nonsense'], {})
    expect(code).toBe(1)
    expect(err).toMatch(/^npm run /)
    expect(err).not.toMatch(/^\s+at /m)
  }
})
