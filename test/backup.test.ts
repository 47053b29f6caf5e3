import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { createLogger } from '@aiw/kit/log'
import { describe, expect, onTestFinished, test } from 'vitest'
import { backupHouse } from '../services/gateway/src/backup/backup.ts'
import { restoreHouse } from '../services/gateway/src/backup/restore.ts'
import { migrate } from '../services/gateway/src/db/migrate.ts'
import { verifyAudit } from '../services/gateway/src/vault/audit.ts'
import { openKeyStore } from '../services/gateway/src/vault/key-store.ts'
import { prepareVault } from '../services/gateway/src/vault/prepare.ts'
import { endLeftServer } from '../services/gateway/test/embedded-support.ts'
import { query } from '../services/gateway/test/query.ts'
import { fakeClients, gatewayOf, post, type Review, somePicture, writerAt } from '../services/gateway/test/support.ts'
// Written by release 0.1.0 itself.
import release from '../services/gateway/test/vault/release-0.1.0.json' with { type: 'json' }
import { backupOf, emptyPlace, type Place, program, recipientFor } from './backup-support.ts'
import { temporaryFolder } from './postgres.ts'

// The rehearsal: a house that writes is backed up, lost, restored and compared.

const silent = createLogger('test', 'silent')

/** Paints what cannot be guessed, and larger than one piece of a stream. */
const clients = fakeClients({
  paint: async function* () {
    yield { picture: { ...somePicture, image: { ...somePicture.image, data: randomBytes(66_000) } } }
  },
})

/** A gateway that stands on a place, started as its main.ts does. */
async function gatewayAt({ db, keys: folder, url: database }: Place) {
  await migrate(db)
  const keys = await openKeyStore(folder)
  await prepareVault(db, keys, database, false, silent)
  return gatewayOf(db, clients, silent, { keys })
}

/** A writer with a sitting of two ordinary sentences, a revision, a further picture and a private sentence. */
async function busyWriter(url: string) {
  const writer = await writerAt(url)
  const desk = await writer.connect()
  desk.send({ type: 'write', id: 'a', text: 'There was only one bird.' })
  desk.send({ type: 'write', id: 'b', text: '最后只有一只鸟。' })
  desk.send({ type: 'write', id: 'p', text: 'For nobody.', private: true })
  await Promise.all(['a', 'b', 'p'].map((id) => desk.hear(id, 'done')))
  desk.send({ type: 'revise', id: 'c', of: 'a', text: 'There were two birds.' })
  desk.send({ type: 'again', id: 'd', of: 'b' })
  await Promise.all(['c', 'd'].map((id) => desk.hear(id, 'done')))
  const headers = { ...writer.headers, 'content-type': 'application/json' }
  for (const [method, where, body] of [
    ['PUT', 'plan', { self: 'Walk to the sea.' }],
    ['PATCH', 'settings', { blur: 0.4 }],
    ['POST', 'ratings', { sitting: writer.sitting, sentence: 'b', vivid: 0.7 }],
  ] as const)
    expect((await fetch(`${url}/v1/${where}`, { method, headers, body: JSON.stringify(body) })).ok).toBe(true)
  return { ...writer, desk }
}

/** All of a writer's sittings, and the bytes of all their pictures, by signing in with the code. */
async function everythingOf(url: string, code: string) {
  const { token } = await post<{ token?: string }>(`${url}/v1/tokens`, { code })
  if (!token) return undefined
  const get = (where: string) => fetch(url + where, { headers: { authorization: `Bearer ${token}` } })
  const { sittings } = (await (await get('/v1/sittings')).json()) as { sittings: { id: string }[] }
  const reviews: Review[] = []
  for (const { id } of sittings) reviews.push((await (await get(`/v1/sittings/${id}`)).json()) as Review)
  const pictures = reviews.flatMap(({ sentences }) => sentences.flatMap((one) => one.pictures.map((two) => two.url)))
  const bytes = await Promise.all(pictures.map(async (where) => Buffer.from(await (await get(where)).bytes())))
  const notes = await Promise.all(
    ['plan', 'settings', 'ratings'].map(async (where) => (await get(`/v1/${where}`)).json()),
  )
  return { reviews, notes, pictures: bytes.map((one) => one.toString('base64')) }
}

const envOf = ({ url, keys }: Place) => ({ DATABASE_URL: url, AIW_KEYS: keys })

describe('rehearsed', () => {
  test('what was written comes back whole after everything was lost, and nobody is signed in', async () => {
    const place = await emptyPlace()
    const { app, url } = await gatewayAt(place)
    const writer = await busyWriter(url)
    const known = (await everythingOf(url, writer.code))!
    expect(known.pictures).toHaveLength(4)
    expect(new Set(known.pictures).size).toBe(4)
    const other = await writerAt(url)
    const desk = await other.connect()

    const made = await program('backup', ['--new-identity', place.identity], {})
    const recipient = made.out.split('\n')[0]!
    expect(recipient).toMatch(/^age1[a-z0-9]+$/)
    expect(fs.statSync(place.identity).mode & 0o777).toBe(0o600)
    // Another writer writes as fast as sentences are kept, from before the backup begins until after it has ended.
    let isWriting = true
    const kept: string[] = []
    const writing = (async () => {
      while (isWriting) {
        const id = `s${kept.length}`
        desk.send({ type: 'write', id, text: `Sentence ${id}.` })
        await desk.hear(id, 'done')
        kept.push(id)
      }
    })()
    await desk.hear('s0', 'done')
    const begun = kept.length
    const backup = await program('backup', ['--out', place.out, '--recipient', recipient], envOf(place))
    isWriting = false
    await writing
    expect(backup).toMatchObject({ code: 0, err: '' })
    expect(kept.length).toBeGreaterThan(begun)
    const [from, keys] = fs.readdirSync(place.out).toSorted() as [string, string]
    expect(backup.out).toContain(from)
    expect(backup.out).toContain(keys)
    for (const file of [from, keys]) {
      const text = fs.readFileSync(path.join(place.out, file), 'latin1')
      expect(text).toMatch(/^age-encryption\.org\/v1\n/)
      for (const trace of [writer.writer, 'sealed_content', 'ringKey']) expect(text).not.toContain(trace)
    }
    await app.close()

    const fresh = await emptyPlace()
    const args = [
      '--from',
      path.join(place.out, from),
      '--keys',
      path.join(place.out, keys),
      '--identity',
      place.identity,
    ]
    expect(await program('restore', args, envOf(fresh))).toMatchObject({ code: 0, err: '' })
    const back = await gatewayAt(fresh)
    expect(await everythingOf(back.url, writer.code)).toEqual(known)
    expect((await fetch(`${back.url}/v1/sittings`, { headers: writer.headers })).status).toBe(401)

    // Of the other, a beginning of what was kept, with every picture that was said to be there.
    const others = (await everythingOf(back.url, other.code))!
    const sentences = others.reviews[0]!.sentences
    expect(sentences.length).toBeGreaterThanOrEqual(begun)
    expect(sentences.map(({ id, text }) => [id, text])).toEqual(
      [...kept, `s${kept.length}`].slice(0, sentences.length).map((id) => [id, `Sentence ${id}.`]),
    )
    expect(others.pictures.length).toBe(sentences.flatMap(({ pictures }) => pictures).length)
    expect(others.pictures.every((one) => one.length === 88_000)).toBe(true)

    const verified = await program('audit-verify', [], envOf(fresh))
    expect(verified).toMatchObject({ code: 0, err: '' })
    expect(verified.out).toMatch(/The audit is as it was written: \d+ entries\./)
    await query(fresh.url, 'delete from audit where number = 2')
    expect(await program('audit-verify', [], envOf(fresh))).toMatchObject({ code: 1, err: 'Entry 2 is missing.\n' })
  }, 60_000)

  test.skipIf(process.platform !== 'linux')(
    'into a database of the house’s own, and out of it again while it rests',
    async () => {
      const place = await emptyPlace()
      const recipient = await recipientFor(place)
      const { url } = await gatewayAt(place)
      const writer = await busyWriter(url)
      const backup = await backupOf(place, recipient)
      const data = path.join(temporaryFolder(), 'data')
      onTestFinished(async () => {
        await endLeftServer(path.join(data, 'postgres'))
        fs.rmSync(path.dirname(data), { recursive: true, force: true })
      })
      const env = { AIW_DATA: data, DATABASE_URL: undefined, AIW_KEYS: undefined }
      const args = ['--from', backup.from, '--keys', backup.keys, '--identity', backup.identity]
      expect(await program('backup', ['--out', place.out, '--recipient', recipient], env)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^There is no house in [^\n]+\n$/),
      })
      expect(await program('restore', args, env)).toMatchObject({ code: 0, err: '' })
      expect(await program('restore', args, env)).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^There are keys in [^\n]+\n$/),
      })
      const again = path.join(place.folder, 'again')
      expect(await program('backup', ['--out', again, '--recipient', recipient], env)).toMatchObject({
        code: 0,
        err: '',
      })

      const fresh = await emptyPlace()
      const [from, keys] = fs
        .readdirSync(again)
        .toSorted()
        .map((name) => path.join(again, name)) as [string, string]
      await restoreHouse(fresh, { from, keys, identity: place.identity })
      const back = await gatewayAt(fresh)
      expect(await everythingOf(back.url, writer.code)).toEqual(await everythingOf(url, writer.code))
    },
    60_000,
  )

  test.each(['0001_house', '0002_vault'])('from the schema %s into this release', async (version) => {
    const place = await emptyPlace()
    const recipient = await recipientFor(place)
    await migrate(place.db, '0001_house')
    for (const table of ['writer', 'session', 'sitting', 'sentence', 'event', 'picture'] as const)
      for (const row of release[table])
        await place.db
          .insertInto(table as 'sitting')
          .values(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueOf(value)])) as never)
          .execute()
    await migrate(place.db, version)
    await openKeyStore(place.keys)
    const backup = await backupOf(place, recipient)

    const fresh = await emptyPlace()
    const { rows, leftOut } = await restoreHouse(fresh, backup)
    expect(rows).toMatchObject({ writer: 2, sentence: release.sentence.length, picture: release.picture.length })
    expect(rows).not.toHaveProperty('session')
    expect(leftOut).toBe(0)
    const { url } = await gatewayAt(fresh)
    for (const code of release.codes) {
      const { reviews } = (await everythingOf(url, code))!
      for (const { id, sentences } of reviews) {
        const known = release.sentence
          .filter((one) => one.sitting_id === id)
          .toSorted((a, b) => a.position - b.position)
        expect(sentences.map(({ text }) => text ?? null)).toEqual(known.map(({ text }) => text))
      }
    }
    // As in the house it came from: the tables are written anew once all is sealed, so that nothing lies readable.
    const comments = await query<{ is: string }>(fresh.url, `select obj_description('sentence'::regclass) as is`)
    expect(comments[0]!.is).toBe('aiw: was readable')
  })

  test('what comes after a restore does not take numbers that were given', async () => {
    const place = await emptyPlace()
    const recipient = await recipientFor(place)
    const { url } = await gatewayAt(place)
    const writer = await busyWriter(url)
    const backup = await backupOf(place, recipient)
    const fresh = await emptyPlace()
    await restoreHouse(fresh, backup)
    const back = await gatewayAt(fresh)
    const { token } = await post<{ token: string }>(`${back.url}/v1/tokens`, { code: writer.code })
    const headers = { authorization: `Bearer ${token}` }
    const { id } = await post<{ id: string }>(`${back.url}/v1/sittings`, { language: 'zh' }, headers)
    const { reviews } = (await everythingOf(back.url, writer.code))!
    expect(reviews.map((one) => one.id)).toEqual([id, writer.sitting])
  })
})

describe('erased stays erased', () => {
  test('an older backup of the database with today’s keys brings back everybody but who was erased since', async () => {
    const place = await emptyPlace()
    const recipient = await recipientFor(place)
    const { url } = await gatewayAt(place)
    const [stays, goes] = [await busyWriter(url), await busyWriter(url)]
    const old = await backupOf(place, recipient, new Date('2026-01-01T00:00:00Z'))
    await fetch(`${url}/v1/writers/me`, { method: 'DELETE', headers: goes.headers })
    const late = await writerAt(url)
    const today = await backupOf(place, recipient)

    const fresh = await emptyPlace()
    expect(await restoreHouse(fresh, { ...today, from: old.from })).toMatchObject({ leftOut: 1 })
    const back = await gatewayAt(fresh)
    expect(await everythingOf(back.url, stays.code)).toEqual(await everythingOf(url, stays.code))
    expect(await everythingOf(back.url, goes.code)).toBeUndefined()
    expect(await everythingOf(back.url, late.code)).toEqual({
      ...(await everythingOf(url, late.code)),
      reviews: [],
      pictures: [],
    })
    const writers = await fresh.db.selectFrom('writer').select('id').execute()
    expect(writers.map(({ id }) => id).toSorted()).toEqual([stays.writer, late.writer].toSorted())
    // The audit tells what the restore cost it.
    const { findings, lost } = await verifyAudit(fresh.db, back.house.keys.audit)
    expect(findings).toEqual([])
    expect(lost).toHaveLength(1)
  })

  test('backups of keys are removed after 7 days, those of the database and everything else are not', async () => {
    const place = await emptyPlace()
    const recipient = await recipientFor(place)
    await gatewayAt(place)
    const day = (n: number) => new Date(Date.UTC(2026, 0, n))
    fs.mkdirSync(place.out)
    fs.writeFileSync(path.join(place.out, 'keys-of-the-house.txt'), 'mine')
    for (const n of [1, 2, 8]) await backupOf(place, recipient, day(n))
    const options = { out: place.out, recipients: [recipient] }
    const { removed } = await backupHouse(place, { ...options, now: new Date(day(8).getTime() + 1_000) })
    expect(removed).toEqual(['keys-2026-01-01T00-00-00Z.age'])
    expect(fs.readdirSync(place.out).filter((name) => name.startsWith('database-'))).toHaveLength(4)
    // However old the last ones are, they stay until there is a newer one.
    expect((await backupHouse(place, { ...options, now: day(30) })).removed).toHaveLength(3)
    expect(fs.readdirSync(place.out).filter((name) => name.startsWith('keys-'))).toEqual([
      'keys-2026-01-30T00-00-00Z.age',
      'keys-of-the-house.txt',
    ])
  })
})

test('what a backup left that was ended in the middle goes after 7 days, whichever half it was', async () => {
  const place = await emptyPlace()
  const recipient = await recipientFor(place)
  await gatewayAt(place)
  fs.mkdirSync(place.out)
  const old = ['database-2026-01-01T00-00-00Z.age.part', 'keys-2026-01-02T00-00-00Z.age.part']
  const stay = ['database-2026-01-01T00-00-00Z.age', 'database-2026-01-08T00-00-00Z.age.part']
  for (const name of [...old, ...stay]) fs.writeFileSync(path.join(place.out, name), 'half')
  const options = { out: place.out, recipients: [recipient], now: new Date('2026-01-10T00:00:00Z') }
  const { database, keys, removed } = await backupHouse(place, options)
  expect(removed).toEqual(old)
  const made = [database.file, keys.file].map((file) => path.basename(file))
  expect(new Set(fs.readdirSync(place.out))).toEqual(new Set([...stay, ...made]))
})

describe('when only one half was lost', () => {
  test('the database comes back to the keys that are there, the keys to the database', async () => {
    const place = await emptyPlace()
    const recipient = await recipientFor(place)
    const { url } = await gatewayAt(place)
    const writer = await busyWriter(url)
    const known = await everythingOf(url, writer.code)
    const { from, keys, identity } = await backupOf(place, recipient)

    const fresh = await emptyPlace()
    await expect(restoreHouse(fresh, { from, identity })).rejects.toMatchObject({
      message: expect.stringContaining('--keys'),
    })
    await restoreHouse({ db: fresh.db, keys: place.keys }, { from, identity })
    await restoreHouse(fresh, { keys, identity })
    const back = await gatewayAt(fresh)
    expect(await everythingOf(back.url, writer.code)).toEqual(known)
    expect((await verifyAudit(fresh.db, back.house.keys.audit)).findings).toEqual([])
  })
})

/** A value of the dump of release 0.1.0 as the database takes it. */
function valueOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return 'base64' in value ? Buffer.from(value.base64 as string, 'base64') : JSON.stringify(value)
}
