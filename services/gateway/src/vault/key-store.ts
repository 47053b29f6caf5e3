import { randomBytes } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '@aiw/kit/errors'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { type AuditFiles, openAuditFiles } from './audit-files.ts'
import { destroyFile, namesIn, ownFolder, readWhole, writeWhole } from './key-files.ts'

// The wrapped keys lie in a folder of their own and not in PostgreSQL, so that no backup of the database, of any age, holds
// one. docs/decisions/0007-vault.md says why.
//
//   site.json               the salt of all codes
//   writers/ID.json         one for each writer: wrappings of the ring key, and the keyring sealed with it
//   sessions/SHA256.json    one for each session, named by the hash of its token; used when the file was last changed
//   codes/LOOKUP.json       one for each code that was issued in a batch and not used yet
//   erasures/ID.json        writers whose keys are destroyed and whose rows may still be there
//   audit/                  audit-files.ts
//
// One gateway a folder: what is found by lookup and by writer is held in memory. Only codes are issued by another process.

const Base64 = Type.String({ pattern: '^[A-Za-z0-9+/]+=*$' })
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' })

const SiteFile = Type.Object({ format: Type.Literal(1), salt: Base64 })
const WriterFile = Type.Object({
  format: Type.Literal(1),
  id: Uuid,
  /** Staff will have kinds of their own. */
  kind: Type.Literal('writer'),
  /** The ring key, sealed for each code that opens it. */
  wrappings: Type.Array(Type.Object({ by: Type.Enum(['code', 'card']), lookup: Hash, ringKey: Base64 }), {
    minItems: 1,
    maxItems: 2,
  }),
  keyring: Base64,
  /** Names the writer in the audit, and seals the ids there: audit.ts. */
  auditKey: Base64,
})
const SessionFile = Type.Object({
  format: Type.Literal(1),
  writer: Uuid,
  by: Type.Enum(['cookie', 'token']),
  /** To the minute. */
  since: Type.String(),
  ringKey: Base64,
})

export type WriterFile = Static<typeof WriterFile>
export type SessionFile = Static<typeof SessionFile>

const ErasureFile = Type.Object({ id: Uuid, day: Type.String() })
/** A writer whose keys are destroyed, and the receipt that is left of them: its id, and the day, YYYY-MM-DD. */
export interface Erasure {
  writer: string
  receipt: Static<typeof ErasureFile>
}

const minuteMs = 60_000

/** The key store's folder, open. Files that cannot be read throw Failure `internal`; a full disk what Node throws. */
export interface KeyStore {
  /** Of every code of this site. */
  readonly salt: Buffer
  /** How many files of writers could not be read when the store was opened. */
  readonly damaged: number
  /** What the audit keeps here. */
  readonly audit: AuditFiles

  readWriter(id: string): Promise<WriterFile | undefined>
  /** The writer whose code or card has this lookup. */
  findWriter(lookup: string): Promise<WriterFile | undefined>
  /** Writes a writer's file: a new one, or what has become of the one that was there. One change at a time. */
  changeWriter(id: string, change: (file: WriterFile | undefined) => WriterFile): Promise<void>

  /** Destroys a writer's keys and sessions, and writes down that the rows are to follow, and the receipt to be left. */
  beginErasure(id: string, receipt: Erasure['receipt']): Promise<void>
  /** The rows are gone, too. */
  endErasure(id: string): Promise<void>
  /** What was begun and may not be complete, as after a crash. */
  erasures(): Promise<Erasure[]>

  isIssued(lookup: string): Promise<boolean>
  /** A code of a batch has become a writer's. */
  redeemCode(lookup: string): Promise<void>

  addSession(hash: string, session: SessionFile): Promise<void>
  /** A session, and when it was last used, in milliseconds since 1970, to the minute. */
  readSession(hash: string): Promise<{ session: SessionFile; usedAt: number } | undefined>
  /** Notes that a session was used, to the minute. */
  touchSession(hash: string, now: number): Promise<void>
  removeSession(hash: string): Promise<void>
  sessionsOf(writer: string): string[]
  allSessions(): string[]
}

/** A writer's file in the folder of the keys, also from another process than the gateway's. Throws Failure `internal` when it is damaged. */
export async function readWriterIn(folder: string, id: string): Promise<WriterFile | undefined> {
  const file = await read(WriterFile, path.join(folder, 'writers', `${id}.json`))
  if (file && file.id !== id) throw damage()
  return file
}

/** Opens the key store, or makes one. Throws Failure `unavailable` when the folder cannot be used. */
export async function openKeyStore(folder: string): Promise<KeyStore> {
  const folders = ['writers', 'sessions', 'codes', 'erasures'].map((name) => path.join(folder, name))
  try {
    for (const one of [folder, ...folders]) await ownFolder(one)
  } catch (error) {
    throw new Failure('unavailable', 'The folder of the keys (AIW_KEYS) cannot be used', { cause: error })
  }
  const [writers, sessions, codes, erasing] = folders as [string, string, string, string]
  const fileIn = (where: string, name: string) => path.join(where, `${name}.json`)
  const salt = await readSalt(path.join(folder, 'site.json'), writers)
  const audit = await openAuditFiles(folder)

  const byLookup = new Map<string, string>()
  let damaged = 0
  for (const id of await namesIn(writers)) {
    const file = await read(WriterFile, fileIn(writers, id)).catch(() => undefined)
    if (file) for (const { lookup } of file.wrappings) byLookup.set(lookup, id)
    else damaged++
  }
  const writerOf = new Map<string, string>()
  for (const hash of await namesIn(sessions)) {
    const file = await read(SessionFile, fileIn(sessions, hash)).catch((error: unknown) => {
      if (!(error instanceof Failure)) throw error
      return undefined
    })
    if (file) writerOf.set(hash, file.writer)
    else await destroyFile(fileIn(sessions, hash))
  }

  /** The last change of each writer's file that is under way. */
  const changes = new Map<string, Promise<void>>()
  function inTurn(id: string, act: () => Promise<void>): Promise<void> {
    const result = (changes.get(id) ?? Promise.resolve()).then(act)
    const settled = result.catch(() => {}).finally(() => changes.get(id) === settled && changes.delete(id))
    changes.set(id, settled)
    return result
  }

  const readWriter = (id: string) => readWriterIn(folder, id)
  const sessionsOf = (writer: string) => [...writerOf].filter(([, id]) => id === writer).map(([hash]) => hash)
  const removeSession = async (hash: string) => {
    const writer = writerOf.get(hash)
    writerOf.delete(hash)
    try {
      await destroyFile(fileIn(sessions, hash))
    } catch (error) {
      // It still holds, and is to be found by whoever ends it next.
      if (writer !== undefined) writerOf.set(hash, writer)
      throw error
    }
  }
  function forgetLookups(id: string): void {
    for (const [lookup, writer] of byLookup) if (writer === id) byLookup.delete(lookup)
  }

  return {
    salt,
    damaged,
    audit,
    readWriter,
    async findWriter(lookup) {
      const id = byLookup.get(lookup)
      const file = id && (await readWriter(id))
      return file && file.wrappings.some((wrapping) => wrapping.lookup === lookup) ? file : undefined
    },
    changeWriter: (id, change) =>
      inTurn(id, async () => {
        const file = change(await readWriter(id))
        await writeWhole(fileIn(writers, id), JSON.stringify(file))
        forgetLookups(id)
        for (const { lookup } of file.wrappings) byLookup.set(lookup, id)
      }),
    beginErasure: (id, receipt) =>
      inTurn(id, async () => {
        await writeWhole(fileIn(erasing, id), JSON.stringify(receipt))
        forgetLookups(id)
        await destroyFile(fileIn(writers, id))
        for (const hash of sessionsOf(id)) await removeSession(hash)
      }),
    endErasure: (id) => destroyFile(fileIn(erasing, id)),
    async erasures() {
      const found: Erasure[] = []
      for (const writer of await namesIn(erasing)) {
        const receipt = await read(ErasureFile, fileIn(erasing, writer))
        if (receipt) found.push({ writer, receipt })
      }
      return found
    },
    isIssued: async (lookup) => (await readWhole(fileIn(codes, lookup))) !== undefined,
    redeemCode: (lookup) => destroyFile(fileIn(codes, lookup)),
    async addSession(hash, session) {
      await writeWhole(fileIn(sessions, hash), JSON.stringify(session))
      writerOf.set(hash, session.writer)
      // An erasure may have come in between; it must find nothing left.
      if (!(await readWriter(session.writer))) await removeSession(hash)
    },
    async readSession(hash) {
      const session = await read(SessionFile, fileIn(sessions, hash)).catch((error: unknown) => {
        // It is overwritten before it goes; whoever reads it then finds that it has ended, and no damage.
        if (!writerOf.has(hash)) return undefined
        throw error
      })
      if (!session) return undefined
      const used = await fs.stat(fileIn(sessions, hash)).catch(() => undefined)
      return used && { session, usedAt: used.mtimeMs }
    },
    async touchSession(hash, now) {
      const minute = new Date(Math.floor(now / minuteMs) * minuteMs)
      // It may have been ended in between.
      await fs.utimes(fileIn(sessions, hash), minute, minute).catch(() => {})
    },
    removeSession,
    sessionsOf,
    allSessions: () => [...writerOf.keys()],
  }
}

/**
 * The codes of a store that another process has open: its salt, and how to issue one. Throws Failure `unavailable` when no
 * house was begun in this folder.
 */
export async function openCodes(folder: string): Promise<{ salt: Buffer; issue: (lookup: string) => Promise<void> }> {
  const site = await read(SiteFile, path.join(folder, 'site.json'))
  if (!site)
    throw new Failure('unavailable', 'No house keeps its keys there: start it once, or name its folder in AIW_KEYS')
  return {
    salt: Buffer.from(site.salt, 'base64'),
    issue: (lookup) => writeWhole(path.join(folder, 'codes', `${lookup}.json`), '{}'),
  }
}

async function readSalt(file: string, writers: string): Promise<Buffer> {
  const site = await read(SiteFile, file)
  if (site) return Buffer.from(site.salt, 'base64')
  if ((await namesIn(writers)).length > 0)
    throw new Failure('unavailable', 'site.json is missing in the folder of the keys (AIW_KEYS): restore it first')
  const salt = randomBytes(16)
  await writeWhole(file, JSON.stringify({ format: 1, salt: salt.toString('base64') }))
  return salt
}

/** Reads a file of the store; undefined when there is none. Throws Failure `internal` when it is not what it should be. */
async function read<T extends TSchema>(schema: T, file: string): Promise<Static<T> | undefined> {
  const text = await readWhole(file)
  if (text === undefined) return undefined
  try {
    const content: unknown = JSON.parse(text)
    if (Value.Check(schema, content)) return content as Static<T>
  } catch {
    // Not JSON: said below.
  }
  throw damage()
}

const damage = () => new Failure('internal', 'A file of the key store is damaged')
