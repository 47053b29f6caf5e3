import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { createLogger } from '@aiw/kit/log'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { checkpoint, type Entry, hashOf, verifyChain } from '../../src/vault/audit-chain.ts'
import { openAuditFiles } from '../../src/vault/audit-files.ts'
import { beginAudit, entriesOf, noteRestore, recordAudit, verifyAudit } from '../../src/vault/audit.ts'
import { openKeyStore } from '../../src/vault/key-store.ts'
import { everythingIn, freshDb, gatewayOf, keyFolder, post, writerAt } from '../support.ts'

const silent = createLogger('test', 'silent')

/** A database and a folder of keys of one's own. */
async function freshHouse() {
  const own = await freshDb()
  onTestFinished(own.drop)
  const folder = keyFolder()
  return { db: own.db, url: own.url, folder, keys: await openKeyStore(folder) }
}
type Own = Awaited<ReturnType<typeof freshHouse>>

const deeds = (house: Pick<Own, 'db' | 'keys'>, count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, i) => recordAudit(house, { action: 'keys.restored', record: `record ${i}` })),
  )

const read = (db: Own['db']) => db.selectFrom('audit').selectAll().orderBy('number').execute()

describe('what is written down', () => {
  test('of a writer’s doings they see their own, with the records, and nobody else’s', async () => {
    const house = await freshHouse()
    const { url } = await gatewayOf(house.db, undefined, silent, house)
    const [writer, other] = [await writerAt(url), await writerAt(url)]
    await writer.review()
    await post(`${url}/v1/releases`, { recipient: 'nobody', scope: 'everything' }, writer.headers)
    await other.review()
    const { entries } = (await (await writer.get('/v1/writers/me/audit')).json()) as { entries: object[] }
    const minute = expect.stringMatching(/T\d\d:\d\d:00\.000Z$/)
    expect(entries).toEqual([
      { number: 3, at: minute, by: 'writer', action: 'sitting.viewed', record: writer.sitting },
      { number: 1, at: minute, by: 'writer', action: 'writer.began' },
    ])
    const older = (await (await writer.get('/v1/writers/me/audit?before=3')).json()) as { entries: object[] }
    expect(older.entries).toEqual(entries.slice(1))
    expect((await writer.get('/v1/writers/me/audit?before=x')).status).toBe(400)
    expect((await fetch(`${url}/v1/writers/me/audit`)).status).toBe(401)
  })

  test('names nobody in the database, and after erasing nobody anywhere; the entries stay and hold', async () => {
    const house = await freshHouse()
    const { url } = await gatewayOf(house.db, undefined, silent, house)
    const writer = await writerAt(url)
    await writer.review()
    const file = await house.keys.readWriter(writer.writer)
    const before = await read(house.db)
    const said = before.map((entry) => JSON.stringify(entry)).join('\n')
    for (const trace of [writer.writer, writer.sitting]) expect(said).not.toContain(trace)

    await fetch(`${url}/v1/writers/me`, { method: 'DELETE', headers: writer.headers })
    expect((await read(house.db)).slice(0, before.length)).toEqual(before)
    expect((await read(house.db)).at(-1)).toMatchObject({ action: 'writer.erased', writer: null, sealed_record: null })
    expect(await entriesOf(house, writer.writer, 10)).toEqual([])
    const everywhere = fs.readdirSync(house.folder, { recursive: true, withFileTypes: true })
    const files = everywhere.filter((entry) => entry.isFile())
    for (const { parentPath, name } of files)
      expect(fs.readFileSync(path.join(parentPath, name), 'utf8')).not.toContain(file!.auditKey)
    expect(await everythingIn(house.db)).not.toContain(writer.writer)
    expect(await verifyAudit(house.db, house.keys.audit)).toMatchObject({ findings: [] })
  })

  test('by many at once and by two processes stands in one row without a gap', async () => {
    const house = await freshHouse()
    const second = { db: house.db, keys: { ...house.keys, audit: await openAuditFiles(house.folder) } }
    await Promise.all([deeds(house, 130), deeds(second, 130)])
    const entries = await read(house.db)
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 260 }, (_, i) => i + 1))
    const checkpoints = await house.db.selectFrom('audit_checkpoint').select('number').execute()
    expect(checkpoints.length).toBeGreaterThan(0)
    expect(await verifyAudit(house.db, house.keys.audit)).toEqual({ entries: 260, findings: [], lost: [] })
  })

  test('is refused with what it belongs to when the database is away, and goes on when it is back', async () => {
    const house = await freshHouse()
    await deeds(house, 2)
    await sql`alter table audit rename to away`.execute(house.db)
    await expect(deeds(house, 1)).rejects.toMatchObject({ code: 'internal' })
    await sql`alter table away rename to audit`.execute(house.db)
    await deeds(house, 1)
    expect(await verifyAudit(house.db, house.keys.audit)).toEqual({ entries: 3, findings: [], lost: [] })
  })

  test('is signed with a key that only its owner may read and that is made once', async () => {
    const house = await freshHouse()
    await deeds(house, 1)
    const again = await openAuditFiles(house.folder)
    expect(again.key).toEqual(house.keys.audit.key)
    for (const name of ['key', 'head'])
      expect(fs.statSync(path.join(house.folder, 'audit', name)).mode & 0o777).toBe(0o600)
    expect(await everythingIn(house.db)).not.toContain(house.keys.audit.key.toString('utf8'))
    fs.writeFileSync(path.join(house.folder, 'audit', 'key'), 'short')
    await expect(openAuditFiles(house.folder)).rejects.toMatchObject({ code: 'internal' })
  })
})

describe('a start', () => {
  test('signs how far the entries go, once', async () => {
    const house = await freshHouse()
    await beginAudit(house, silent)
    expect(await house.keys.audit.read()).toEqual({ file: [] })
    await deeds(house, 3)
    await beginAudit(house, silent)
    await beginAudit({ ...house, keys: await openKeyStore(house.folder) }, silent)
    const { hash } = (await read(house.db)).at(-1)!
    expect((await house.keys.audit.read()).file).toMatchObject([{ kind: 'checkpoint', number: 3, hash }])
    expect(await house.db.selectFrom('audit_checkpoint').select(['number', 'hash']).execute()).toEqual([
      { number: 3, hash },
    ])
  })

  test('says so when the newest entries are gone, and what is written after it does not hide that', async () => {
    const house = await freshHouse()
    await deeds(house, 5)
    await sql`delete from audit where number > 3`.execute(house.db)
    const lines: string[] = []
    const out = new PassThrough().on('data', (line: Buffer) => lines.push(line.toString()))
    await beginAudit({ db: house.db, keys: await openKeyStore(house.folder) }, createLogger('test', 'info', out))
    expect(lines.join('')).toContain('npm run audit:verify')
    await deeds({ db: house.db, keys: await openKeyStore(house.folder) }, 4)
    const { findings } = await verifyAudit(house.db, house.keys.audit)
    expect(findings).toContainEqual({ entry: 5, what: 'is not the one that was written first' })
  })

  test('that finds older files beside the keys than entries, as after a loss of power, is no failure', async () => {
    const house = await freshHouse()
    await deeds(house, 2)
    const head = path.join(house.folder, 'audit', 'head')
    const older = fs.readFileSync(head)
    await deeds(house, 2)
    fs.writeFileSync(head, older)
    const later = { db: house.db, keys: await openKeyStore(house.folder) }
    expect(await verifyAudit(later.db, later.keys.audit)).toEqual({ entries: 4, findings: [], lost: [] })
    await beginAudit(later, silent)
    expect(later.keys.audit.newest()!.number).toBe(4)
  })
})

test('what a restore cost is told and is no finding, and later changes of it are', async () => {
  const house = await freshHouse()
  await deeds(house, 120)
  await sql`delete from audit where number > 50`.execute(house.db)
  await sql`delete from audit_checkpoint`.execute(house.db)
  await noteRestore(house)
  await deeds(house, 3)
  expect(await verifyAudit(house.db, house.keys.audit)).toEqual({
    entries: 54,
    findings: [],
    lost: [{ first: 51, last: 120 }],
  })
  await sql`delete from audit where number > 49`.execute(house.db)
  expect((await verifyAudit(house.db, house.keys.audit)).findings).toContainEqual({
    entry: 50,
    what: 'is missing, and so are all up to entry 54',
  })
})

describe('every tampering is found, at its entry', () => {
  const count = 60
  let house: Own & { drop: () => Promise<void> }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aiw-audit-'))
  beforeAll(async () => {
    const own = await freshDb()
    const keys = await openKeyStore(folder)
    house = { ...own, folder, keys }
    await deeds(house, 20)
    await beginAudit(house, silent)
    await deeds(house, 20)
    await beginAudit(house, silent)
    await deeds(house, 20)
  })
  afterAll(async () => {
    await house.drop()
    fs.rmSync(folder, { recursive: true })
  })

  const anyNumber = fc.integer({ min: 1, max: count })
  const anyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes))
  const anyChange = fc.oneof(
    fc.record({ minute: fc.integer({ min: 0, max: 1_000 }) }),
    fc.constant({ actor: 'house' as const }),
    fc.record({ action: fc.stringMatching(/^[a-z]{1,9}$/) }),
    fc.record({ record: fc.option(fc.stringMatching(/^[a-z]{1,9}$/)) }),
    fc.record({ writer: anyBytes }),
    fc.record({ sealed_record: anyBytes }),
    fc.record({ hash: anyBytes }),
    fc.record({ mac: anyBytes }),
  )
  type Change = Partial<Entry>
  /** What somebody with the database may do to it; and the first entry at which it must show. */
  type Tampering =
    | { kind: 'edit' | 'edit and hash again'; number: number; change: Change }
    | { kind: 'delete' | 'delete and close up' | 'insert' | 'truncate'; number: number }
    | { kind: 'swap'; number: number; other: number }
    | { kind: 'checkpoint'; at: 20 | 40; change?: Change }
  const anyTampering: fc.Arbitrary<Tampering> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('edit' as const, 'edit and hash again' as const),
      number: anyNumber,
      change: anyChange,
    }),
    fc.record({
      kind: fc.constantFrom('delete' as const, 'delete and close up' as const, 'insert' as const, 'truncate' as const),
      number: anyNumber,
    }),
    fc
      .record({ kind: fc.constant('swap' as const), number: anyNumber, other: anyNumber })
      .filter(({ number, other }) => number < other),
    fc.record(
      {
        kind: fc.constant('checkpoint' as const),
        at: fc.constantFrom(20 as const, 40 as const),
        change: fc.oneof(fc.record({ hash: anyBytes }), fc.record({ mac: anyBytes })),
      },
      { requiredKeys: ['kind', 'at'] },
    ),
  )

  /** Makes the hashes of all entries from a number on fit again, as somebody can who has no key. */
  async function hashAgain(tx: Own['db'], from: number): Promise<void> {
    const entries = await read(tx)
    let before = entries.find(({ number }) => number === from - 1)?.hash ?? Buffer.alloc(32)
    for (const entry of entries.filter(({ number }) => number >= from)) {
      before = hashOf(before, entry)
      await tx.updateTable('audit').set({ hash: before }).where('number', '=', entry.number).execute()
    }
  }

  async function tamper(tx: Own['db'], tampering: Tampering): Promise<number> {
    const move = (from: number, to: number) =>
      tx.updateTable('audit').set({ number: to }).where('number', '=', from).execute()
    switch (tampering.kind) {
      case 'edit':
      case 'edit and hash again':
        await tx.updateTable('audit').set(tampering.change).where('number', '=', tampering.number).execute()
        if (tampering.kind === 'edit and hash again') await hashAgain(tx, tampering.number)
        return tampering.number
      case 'delete':
      case 'delete and close up':
      case 'truncate': {
        const { number, kind } = tampering
        await tx
          .deleteFrom('audit')
          .where('number', kind === 'truncate' ? '>=' : '=', number)
          .execute()
        if (kind !== 'delete and close up') return number
        for (let at = number + 1; at <= count; at++) await move(at, at - 1)
        await hashAgain(tx, number)
        return number
      }
      case 'insert': {
        const [copy] = (await read(tx)).filter(({ number }) => number === tampering.number)
        for (let at = count; at > tampering.number; at--) await move(at, at + 1)
        await tx
          .insertInto('audit')
          .values({ ...copy!, number: tampering.number + 1 })
          .execute()
        await hashAgain(tx, tampering.number + 1)
        return tampering.number + 1
      }
      case 'swap':
        await move(tampering.number, 0)
        await move(tampering.other, tampering.number)
        await move(0, tampering.other)
        return tampering.number
      case 'checkpoint':
        if (tampering.change)
          await tx.updateTable('audit_checkpoint').set(tampering.change).where('number', '=', tampering.at).execute()
        else await tx.deleteFrom('audit_checkpoint').where('number', '=', tampering.at).execute()
        return tampering.at
    }
  }

  test('in the database: 200 at random', async () => {
    const { db, keys } = house
    const whole = JSON.stringify([await read(db), await db.selectFrom('audit_checkpoint').selectAll().execute()])
    const { file, head } = await keys.audit.read()
    await fc.assert(
      fc.asyncProperty(anyTampering, async (tampering) => {
        const undo = new Error('undo')
        const run = db.transaction().execute(async (tx) => {
          const at = await tamper(tx, tampering)
          const rows = await tx.selectFrom('audit_checkpoint').selectAll().orderBy('number').execute()
          const entries = await read(tx)
          // A change to what was there before is none.
          if (JSON.stringify([entries, rows]) === whole) throw undo
          const table = rows.map((row) => ({ kind: 'checkpoint' as const, ...row }))
          const { findings } = await verifyChain(keys.audit.key, entries, { table, file, head: head! })
          expect(findings[0]?.entry).toBe(at)
          throw undo
        })
        await run.catch((error: unknown) => {
          if (error !== undo) throw error
        })
      }),
      { numRuns: 200 },
    )
    expect(await verifyAudit(db, keys.audit)).toEqual({ entries: count, findings: [], lost: [] })
  })

  test('in the files beside the keys', async () => {
    const { db, keys } = house
    const { file, head } = await keys.audit.read()
    const rows = await db.selectFrom('audit_checkpoint').selectAll().orderBy('number').execute()
    const table = rows.map((row) => ({ kind: 'checkpoint' as const, ...row }))
    const entries = await read(db)
    const verdict = async (witnesses: object) =>
      (await verifyChain(keys.audit.key, entries, { table, file, head: head!, ...witnesses })).findings
    expect(await verdict({})).toEqual([])
    const forged = checkpoint(Buffer.alloc(32), 'checkpoint', 20, entries[19]!.hash)
    expect(await verdict({ file: [forged, file[1]] })).toMatchObject([{ entry: 20 }])
    expect(await verdict({ file: [undefined, file[1]] })).toMatchObject([{ entry: 0 }])
    expect(await verdict({ head: forged })).toMatchObject([{ entry: 0 }])
    expect(await verdict({ head: undefined })).toMatchObject([{ entry: 0 }])
    expect(await verdict({ head: checkpoint(keys.audit.key, 'checkpoint', 61, forged.hash) })).toMatchObject([
      { entry: 61 },
    ])
    const otherKey = await verifyChain(Buffer.alloc(32), entries, { table, file, head: head! })
    expect(otherKey.findings.find(({ entry }) => entry > 0)).toMatchObject({ entry: 1 })
  })
})
