import { randomUUID } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import { type ExpressionBuilder, sql } from 'kysely'
import type { Keyring } from '../vault/keys.ts'
import { openNote, sealNote } from './cells.ts'
import type { Db, NoteKind, Schema } from './schema.ts'

// What a writer has besides sentences. A note about a sitting or a sentence goes with it; one about a sitting that is not to
// outlive itself is sealed with that sitting's key and opens for nobody afterwards.

/** Whose notes, and what opens them. */
export interface NoteOwner {
  writer: string
  ring: Keyring
  /** What opens the notes of a sitting: `live.ringFor`. Without it those of sittings that do not outlive themselves are left out. */
  ringFor?: (sitting: { id: string; is_fleeting: boolean }) => Keyring | undefined
}

/** A note, open. */
export interface Note<T> {
  id: string
  kind: NoteKind
  /** What it is about, if it is about anything. */
  sitting?: string
  sentence?: string
  content: T
  /** To the minute. */
  at: Date
}

/** A note to be kept; without an id it is given one. */
export type NewNote = Pick<Note<unknown>, 'kind' | 'content' | 'sitting' | 'sentence'> & { id?: string }

/**
 * Keeps a note and returns its id. Throws Failure `not_found` when what it is about is not this writer's, or its id is
 * somebody else's.
 */
export async function addNote(db: Db, owner: NoteOwner, note: NewNote): Promise<string> {
  return db.isTransaction ? insertNote(db, owner, note) : db.transaction().execute((tx) => insertNote(tx, owner, note))
}

/** Keeps a note in place of all of its kind about the same sitting; where it has an id, in place of the one with that id. */
export async function replaceNote(db: Db, owner: NoteOwner, note: NewNote): Promise<string> {
  return inTurnOf(db, owner.writer, async (tx) => {
    const { kind, id, sitting } = note
    await (
      id === undefined
        ? notesBy(tx, owner.writer, kind).where('sitting_id', 'is not distinct from', sitting ?? null)
        : notesBy(tx, owner.writer, kind).where('id', '=', id)
    ).execute()
    return insertNote(tx, owner, note)
  })
}

const notesBy = (db: Db, writer: string, kind: NoteKind) =>
  db.deleteFrom('note').where('writer_id', '=', writer).where('kind', '=', kind)

async function insertNote(tx: Db, owner: NoteOwner, note: NewNote): Promise<string> {
  const { kind, content, sentence: sentence_id = null } = note
  // As the database writes them: the cell is bound to these names.
  const id = (note.id ?? randomUUID()).toLowerCase()
  const sitting_id = note.sitting?.toLowerCase() ?? null
  const ring = sitting_id === null ? owner.ring : await ringOf(tx, owner, sitting_id, sentence_id)
  const row = { id, kind, sitting_id, sentence_id }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('note')
    .values({ ...row, writer_id: owner.writer, sealed_content: sealNote(ring, row, content) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (!numInsertedOrUpdatedRows) throw new Failure('not_found', 'There is nothing of yours under this id')
  return id
}

/** What opens a sitting, which stays as it is until the transaction ends. */
async function ringOf(tx: Db, owner: NoteOwner, sitting: string, sentence: string | null): Promise<Keyring> {
  const row = await tx
    .selectFrom('sitting')
    .select(['id', 'is_fleeting'])
    .where('id', '=', sitting)
    .where('writer_id', '=', owner.writer)
    .forShare()
    .executeTakeFirst()
  const ring = row && ringFor(owner, row)
  if (!ring) throw new Failure('not_found', 'There is no such sitting')
  if (sentence === null) return ring
  const found = await tx
    .selectFrom('sentence')
    .select('id')
    .where('sitting_id', '=', sitting)
    .where('id', '=', sentence)
    .forShare()
    .executeTakeFirst()
  if (!found) throw new Failure('not_found', 'There is no such sentence in this sitting')
  return ring
}

/** What opens a sitting of the owner; undefined when nobody has that any more. */
export const ringFor = (owner: NoteOwner, row: { id: string; is_fleeting: boolean }) =>
  owner.ringFor ? owner.ringFor(row) : row.is_fleeting ? undefined : owner.ring

/** Which notes. */
export interface Which {
  sitting?: string
  /** Newest first instead of oldest first. */
  isReversed?: boolean
  most?: number
}

/** The notes of a kind, oldest first. Throws Failure `internal` when one does not open. */
export async function notesOf<T>(db: Db, owner: NoteOwner, kind: NoteKind, which: Which = {}): Promise<Note<T>[]> {
  const rows = await listNotes(db, owner, [kind], which)
  return rows.map((row) => openRow<T>(row))
}

/** The newest note of a kind. Throws Failure `internal` when it does not open. */
export async function newestNote<T>(
  db: Db,
  owner: NoteOwner,
  kind: NoteKind,
  sitting?: string,
): Promise<Note<T> | undefined> {
  return (await notesOf<T>(db, owner, kind, { ...(sitting && { sitting }), isReversed: true, most: 1 }))[0]
}

/** A note that is still sealed, and what opens it. */
export type SealedNote = Awaited<ReturnType<typeof listNotes>>[number]

/** The notes of these kinds that the owner can open, oldest first, still sealed. */
export async function listNotes(db: Db, owner: NoteOwner, kinds: readonly NoteKind[], which: Which = {}) {
  const { sitting, isReversed = false, most = Number.MAX_SAFE_INTEGER } = which
  const all = db
    .selectFrom('note')
    .leftJoin('sitting', 'sitting.id', 'note.sitting_id')
    .select(['note.id', 'note.kind', 'note.sitting_id', 'note.sentence_id', 'note.sealed_content', 'note.created_at'])
    .select('sitting.is_fleeting')
    .where('note.writer_id', '=', owner.writer)
    .where('note.kind', 'in', kinds)
    .orderBy('note.number', isReversed ? 'desc' : 'asc')
    .limit(most)
  const rows = await (sitting === undefined ? all : all.where('note.sitting_id', '=', sitting)).execute()
  return rows.flatMap((row) => {
    const { sitting_id: id, is_fleeting } = row
    const ring = id === null ? owner.ring : ringFor(owner, { id, is_fleeting: is_fleeting ?? false })
    return ring ? [{ ...row, ring }] : []
  })
}

/** Opens a note that was listed. Throws Failure `internal` when it does not open. */
export function openRow<T>(row: SealedNote): Note<T> {
  const { id, kind, sitting_id, sentence_id, sealed_content, created_at: at } = row
  return {
    id,
    kind,
    ...(sitting_id !== null && { sitting: sitting_id }),
    ...(sentence_id !== null && { sentence: sentence_id }),
    content: openNote<T>(row.ring, row, sealed_content),
    at,
  }
}

/** Deletes notes of a writer: all of a kind, or one of it by its id. Returns how many they were. */
export async function forgetNotes(db: Db, writer: string, kinds: readonly NoteKind[], id?: string): Promise<number> {
  const all = db.deleteFrom('note').where('writer_id', '=', writer).where('kind', 'in', kinds)
  const { numDeletedRows } = await (id === undefined ? all : all.where('id', '=', id)).executeTakeFirst()
  return Number(numDeletedRows)
}

/** What a writer sets and promises is not what they wrote, and stays when they do not agree to keeping that. */
const notWritten: readonly NoteKind[] = ['settings', 'programme']

/** The notes that are about no sitting and hold what a writer wrote, or what was learned from it. */
const keptBeside = (writer: string) => (eb: ExpressionBuilder<Schema, 'note'>) =>
  eb.and([eb('writer_id', '=', writer), eb('kind', 'not in', notWritten), eb('sitting_id', 'is', null)])

/** Whether something is kept that `forgetKept` would delete. */
export async function hasKept(db: Db, writer: string): Promise<boolean> {
  return Boolean(await db.selectFrom('note').select('id').where(keptBeside(writer)).limit(1).executeTakeFirst())
}

/** Deletes what is kept beside the sittings, when a writer does not agree to keeping any more. */
export async function forgetKept(db: Db, writer: string): Promise<void> {
  await db.deleteFrom('note').where(keptBeside(writer)).execute()
}

/**
 * Does something that reads and then writes a writer's notes, one after the other for each writer. `act` is given the
 * transaction in place of `db`.
 */
export async function inTurnOf<T>(db: Db, writer: string, act: (tx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return act(db)
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('aiw notes'), hashtext(${writer}))`.execute(tx)
    return act(tx)
  })
}

/** Seals the notes of a sitting with another keyring. */
export async function moveNotes(tx: Db, sitting: string, from: Keyring, to: Keyring): Promise<void> {
  const rows = await tx
    .selectFrom('note')
    .select(['id', 'kind', 'sitting_id', 'sentence_id', 'sealed_content'])
    .where('sitting_id', '=', sitting)
    .execute()
  for (const row of rows)
    await tx
      .updateTable('note')
      .set({ sealed_content: sealNote(to, row, openNote(from, row, row.sealed_content)) })
      .where('id', '=', row.id)
      .execute()
}
