import type { ColumnType, Generated, Kysely } from 'kysely'

// The tables, as migrations/ leaves them, without the columns that only release 0.1.0 wrote: those are in vault/legacy.ts.
// What is named sealed_… or item_key holds bytes of vault/seal.ts; which key opens them, and at which place, is in cells.ts.

export interface Schema {
  site: SiteTable
  writer: WriterTable
  sitting: SittingTable
  sentence: SentenceTable
  event: EventTable
  picture: PictureTable
  consent: ConsentTable
  note: NoteTable
  release: ReleaseTable
  release_key: ReleaseKeyTable
  erasure: ErasureTable
  audit: AuditTable
  audit_checkpoint: AuditCheckpointTable
}

/** One row. */
interface SiteTable {
  id: Generated<true>
  /** SHA-256 of the salt of the key store that belongs to this database. */
  keys: Buffer
}

/** A person who writes: an access code, and nothing else that is theirs. Their keys are in the key store. */
interface WriterTable {
  id: Generated<string>
  /** SHA-256 of the access code; only of writers who have not signed in since release 0.1.0. */
  code_hash: Buffer | null
  /** To the minute, like every time here. */
  created_at: Generated<Date>
}

interface SittingTable {
  id: string
  writer_id: string
  /** Order among all sittings. */
  number: Generated<string>
  /** Sealed with the writer's newest data key; of one that is not to outlive itself, with a key that is in memory only. */
  item_key: Buffer
  sealed_content: Buffer
  /** Whether it is deleted when it ends. */
  is_fleeting: Generated<boolean>
  /** Numbers up to this one were given to events that are deleted. */
  last_seq: Generated<number>
  created_at: Generated<Date>
}

/** One message of the writer that asks for something to be kept: a sentence, a revision of one, another picture of one. */
interface SentenceTable {
  sitting_id: string
  /** The client's id, unique in the sitting. */
  id: string
  /** Order in the sitting, from 1. */
  position: number
  kind: 'write' | 'revise' | 'again'
  /** The sentence that is revised or painted again. */
  of: string | null
  is_private: boolean
  /** Seals everything of this sentence. */
  item_key: Buffer
  /** The words, the wishes, the seed. */
  sealed_content: Buffer
  /** What emotion read; null until then, and for private sentences. */
  sealed_reading: Buffer | null
  created_at: Generated<Date>
}

/** What was said to the page about a sentence and must be said again after a lost line. */
interface EventTable {
  sitting_id: string
  /** Rising in a sitting. */
  seq: number
  sentence_id: string
  sealed_body: Buffer
}

interface PictureTable {
  id: string
  sitting_id: string
  sentence_id: string
  /** The media type and the picture's bytes. */
  sealed_data: Buffer
  created_at: Generated<Date>
}

/** One decision of a writer on one purpose; the newest of a purpose holds. */
interface ConsentTable {
  id: string
  writer_id: string
  number: Generated<string>
  /** Sealed with the writer's data key. */
  sealed_content: Buffer
  created_at: Generated<Date>
}

/** What is written down of or by a writer that is no sentence. */
interface NoteTable {
  id: string
  writer_id: string
  /** Order among all notes. */
  number: Generated<string>
  kind: NoteKind
  /** What it is about; it goes with that. */
  sitting_id: string | null
  sentence_id: string | null
  /** Sealed with the writer's data key; about a sitting that is not to outlive itself, with that sitting's. */
  sealed_content: Buffer
  created_at: Generated<Date>
}

/** What notes there are; what lies in each is in the file that keeps it. */
export const noteKinds = [
  'settings',
  'measure',
  'rating',
  'answer',
  'plan',
  'programme',
  'clock',
  'taste',
  'booklet',
] as const
export type NoteKind = (typeof noteKinds)[number]

/** What a writer gave to somebody. */
interface ReleaseTable {
  id: string
  writer_id: string
  recipient: string
  /** SHA-256 of the recipient's public key. */
  fingerprint: Buffer
  scope: 'sentence' | 'sitting' | 'everything'
  sitting_id: string | null
  sentence_id: string | null
  created_at: Generated<Date>
}

/** The key of a sitting, or of a sentence, sealed to a recipient's public key. */
interface ReleaseKeyTable {
  release_id: string
  sitting_id: string
  sentence_id: string | null
  sealed_key: Buffer
}

/** A receipt: something was erased, of nobody in particular. */
interface ErasureTable {
  id: string
  /** To the day: YYYY-MM-DD. */
  day: ColumnType<Date, string>
  sittings: number
  sentences: number
  pictures: number
}

/** Somebody did something to a record. Never changed, never deleted: each entry's hash covers the one before. */
interface AuditTable {
  /** From 1, without a gap. */
  number: number
  /** Minutes since 1970. */
  minute: number
  actor: 'writer' | 'house'
  action: string
  /** Names a writer to whoever has the writer's file of the key store, and to nobody once that is destroyed. */
  writer: Buffer | null
  /** The id of what is nobody's. */
  record: string | null
  /** The id of what is the writer's; opened with a key in the writer's file. */
  sealed_record: Buffer | null
  /** SHA-256 over the hash before it and all of the above. */
  hash: Buffer
  /** HMAC over the hash, with a key that is not in the database. */
  mac: Buffer
}

/** Signed: up to this number there were entries, and the last had this hash. */
interface AuditCheckpointTable {
  number: number
  hash: Buffer
  mac: Buffer
}

export type Db = Kysely<Schema>
export type SentenceRow = SentenceTable
