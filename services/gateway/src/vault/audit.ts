import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Log } from '@aiw/kit/log'
import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import {
  beginning,
  type Checkpoint,
  checkpoint,
  type Entry,
  hashOf,
  macOf,
  type Verdict,
  verifyChain,
} from './audit-chain.ts'
import type { HouseDeed, WritersDeed } from './audit-deeds.ts'
import type { AuditFiles } from './audit-files.ts'
import type { KeyStore, WriterFile } from './key-store.ts'
import { alone } from './keys.ts'
import { type Key, type Place, sealJson, unsealJson } from './seal.ts'

// Who did what to which record, and when, to the minute. Never content. What an entry says of whom is known only through the
// writer's file in the key store: `writer` is a name made with a key that lies there, and the record's id is sealed with it.
// When the writer is erased that file goes first; the entries stay, and nobody can say any more whose they are.
//
// Keeping a sentence writes no entry: that the sitting was opened does, and the sentence is its own evidence. Everything that
// is written down here is security relevant and is safe in the database before its request is answered; what comes while
// others are being written goes with the next transaction, all at once.

/** The house, as far as the audit needs it. */
export interface Audited {
  db: Db
  keys: Pick<KeyStore, 'audit' | 'readWriter'>
}

/** Something that was done. */
export interface Deed {
  action: WritersDeed | HouseDeed
  /** Whose record it was. Without one, the record's id is written as it is and must be nobody's. */
  writer?: string
  /** The id of what it was done to. */
  record?: string
  /** Who did it: the writer, when nothing else is said. */
  by?: Entry['actor']
}

/** After how many entries at most a checkpoint is made. */
const entriesPerCheckpoint = 100
/** Entries that are read at once when all are verified. */
const pageLength = 1_000

/** A key that is made with the writer's and goes with it. */
export const newAuditKey = (): string => randomBytes(32).toString('base64')

/** Writes down that something was done; when this resolves it is in the database. */
export async function recordAudit({ db, keys }: Audited, deed: Deed): Promise<void> {
  const file = deed.writer === undefined ? undefined : await keys.readWriter(deed.writer)
  const draft = { ...deed, file, minute: Math.floor(Date.now() / 60_000) }
  await keys.audit.inBatches(draft, (drafts) => append(db, keys.audit, drafts))
}

type Draft = Deed & { file: WriterFile | undefined; minute: number }

async function append(db: Db, files: AuditFiles, drafts: readonly Draft[]): Promise<void> {
  const { number, hash, due } = await db.transaction().execute(async (tx) => {
    const from = await lastOf(tx)
    await keepEvidence(files, from)
    const entries: Entry[] = []
    for (const draft of drafts) entries.push(entryOf(files.key, entries.at(-1) ?? from, draft))
    await tx.insertInto('audit').values(entries).execute()
    const last = entries.at(-1)!
    const isDue = Math.floor(last.number / entriesPerCheckpoint) > Math.floor(from.number / entriesPerCheckpoint)
    return { ...last, due: isDue ? await keepCheckpoint(tx, files.key, last.number, last.hash) : undefined }
  })
  await files.keepNewest(number, hash)
  if (due) await files.addCheckpoint(due)
}

type Last = Pick<Entry, 'number' | 'hash'>

/** The last entry there is. Until this transaction ends nobody else adds one. */
async function lastOf(tx: Db): Promise<Last & { mac?: Buffer }> {
  await sql`select pg_advisory_xact_lock(hashtext('aiw audit'))`.execute(tx)
  const last = await tx
    .selectFrom('audit')
    .select(['number', 'hash', 'mac'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ?? { number: 0, hash: beginning }
}

function entryOf(key: Buffer, before: Last, { action, file, writer, record, by = 'writer', minute }: Draft): Entry {
  const number = before.number + 1
  const ids = { writer: null as Buffer | null, record: null as string | null, sealed_record: null as Buffer | null }
  if (writer === undefined) ids.record = record ?? null
  else if (file) {
    ids.writer = nameOf(file)
    if (record !== undefined) ids.sealed_record = sealJson(recordKeyOf(file), placeOf(number), record)
  }
  const entry = { number, minute, actor: by, action, ...ids }
  const hash = hashOf(before.hash, entry)
  return { ...entry, hash, mac: macOf(key, hash) }
}

/** What names the writer in the entries, to whoever has their file. */
const nameOf = ({ auditKey }: WriterFile): Buffer =>
  createHmac('sha256', Buffer.from(auditKey, 'base64')).update('aiw audit writer 1').digest()

const recordKeyOf = ({ auditKey }: WriterFile): Key =>
  alone(Buffer.from(hkdfSync('sha256', Buffer.from(auditKey, 'base64'), '', 'aiw audit record 1', 32)))

const placeOf = (number: number): Place => ['audit', 'sealed_record', number]

async function keepCheckpoint(tx: Db, key: Buffer, number: number, hash: Buffer): Promise<Checkpoint> {
  const one = checkpoint(key, 'checkpoint', number, hash)
  await tx
    .insertInto('audit_checkpoint')
    .values({ number, hash, mac: one.mac })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return one
}

/**
 * When the newest entry that is known beside the keys is not in the database any more, writes that down where it stays, before
 * anything new takes its number. Returns whether that was so.
 */
async function keepEvidence(files: AuditFiles, last: Last): Promise<boolean> {
  const known = files.newest()
  const isGone =
    known && (known.number > last.number || (known.number === last.number && !known.hash.equals(last.hash)))
  if (isGone) await files.addCheckpoint(checkpoint(files.key, 'checkpoint', known.number, known.hash))
  return Boolean(isGone)
}

/** Makes the checkpoint of a start, and looks whether the last entries are those this house wrote. */
export async function beginAudit({ db, keys }: Audited, log: Log): Promise<void> {
  const files = keys.audit
  const { last, isGone } = await db.transaction().execute(async (tx) => {
    const found = await lastOf(tx)
    const hasGone = await keepEvidence(files, found)
    if (found.number > 0) await keepCheckpoint(tx, files.key, found.number, found.hash)
    return { last: found, isGone: hasGone }
  })
  const isOurs = !last.mac || macOf(files.key, last.hash).equals(last.mac)
  if (isGone || !isOurs)
    log.error({ entry: last.number }, 'the audit is not as this house wrote it; npm run audit:verify says where')
  if (last.number === 0) return
  await files.keepNewest(last.number, last.hash)
  const { file } = await files.read()
  if (!file.some((line) => line?.number === last.number && line.hash.equals(last.hash)))
    await files.addCheckpoint(checkpoint(files.key, 'checkpoint', last.number, last.hash))
}

/** After a restore: what the files beside the keys know to have come later is lost, and that is written down. */
export async function noteRestore({ db, keys }: Audited): Promise<void> {
  const files = keys.audit
  const { number, hash } = await db.transaction().execute(lastOf)
  const known = files.newest()
  // What was lost is known by the newest entry, which no line may name yet.
  if (known && known.number > number)
    await files.addCheckpoint(checkpoint(files.key, 'checkpoint', known.number, known.hash))
  await files.addCheckpoint(checkpoint(files.key, 'restored', number, hash))
  await files.keepNewest(number, hash)
  await recordAudit({ db, keys }, { action: 'house.restored', by: 'house' })
}

/** An entry, as its writer may see it. */
export interface OwnEntry {
  number: number
  at: Date
  by: 'writer' | 'house'
  action: string
  record?: string
}

/** The newest entries of a writer, newest first: at most `limit`, with numbers under `before`. */
export async function entriesOf(
  { db, keys }: Audited,
  writer: string,
  limit: number,
  before = 2 ** 31 - 1,
): Promise<OwnEntry[]> {
  const file = await keys.readWriter(writer)
  if (!file) return []
  const rows = await db
    .selectFrom('audit')
    .select(['number', 'minute', 'actor', 'action', 'sealed_record'])
    .where('writer', '=', nameOf(file))
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ number, minute, actor, action, sealed_record: sealed }) => ({
    number,
    at: new Date(minute * 60_000),
    by: actor,
    action,
    ...(sealed && { record: unsealJson<string>(recordKeyOf(file), placeOf(number), sealed) }),
  }))
}

/** Goes through all entries and says what is not as it was written. Changes nothing. The house may be running. */
export async function verifyAudit(db: Db, files: AuditFiles): Promise<Verdict> {
  // The file first: what is added meanwhile must not seem to be missing. And one snapshot of the database.
  const { file, head } = await files.read()
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const rows = await tx.selectFrom('audit_checkpoint').selectAll().orderBy('number').execute()
      const table = rows.map((row) => ({ kind: 'checkpoint' as const, ...row }))
      return verifyChain(files.key, allEntries(tx), { table, file, ...(head && { head }) })
    })
}

async function* allEntries(db: Db): AsyncGenerator<Entry> {
  const pages = db.selectFrom('audit').selectAll().orderBy('number').limit(pageLength)
  for (let page = await pages.execute(); page.length > 0;) {
    yield* page
    page = await pages.where('number', '>', page.at(-1)!.number).execute()
  }
}
