import type { Reading } from '@aiw/proto'
import type { Generated, Insertable, JSONColumnType, Kysely, Selectable } from 'kysely'
import type { Language } from '../look.ts'
import type { DurableEvent, Wish } from '../messages.ts'

/** The tables, as migrations/ leaves them. */
export interface Schema {
  writer: WriterTable
  session: SessionTable
  sitting: SittingTable
  sentence: SentenceTable
  event: EventTable
  picture: PictureTable
}

/** A person who writes: an access code, and nothing else that is theirs. */
interface WriterTable {
  id: Generated<string>
  /** SHA-256 of the access code, which is 95 bits of chance. */
  code_hash: Buffer
  created_at: Generated<Date>
}

/** A signed-in browser or program. */
interface SessionTable {
  /** SHA-256 of the cookie's or bearer's token. */
  token_hash: Buffer
  writer_id: string
  created_at: Generated<Date>
}

interface SittingTable {
  id: Generated<string>
  writer_id: string
  language: Language
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
  /** The writer's words; of `again` there are none. */
  text: string | null
  is_private: boolean
  /** What the writer asked of the picture. */
  wish: JSONColumnType<Wish>
  /** 0 to 2,147,483,647. */
  seed: number
  /** What emotion read; null until then, and for private sentences. */
  reading: JSONColumnType<Reading> | null
  created_at: Generated<Date>
}

/** What was said to the page about a sentence and must be said again after a lost line. */
interface EventTable {
  sitting_id: string
  /** Rising in a sitting. */
  seq: number
  sentence_id: string
  body: JSONColumnType<DurableEvent>
}

interface PictureTable {
  id: string
  sitting_id: string
  sentence_id: string
  media_type: string
  data: Buffer
  created_at: Generated<Date>
}

export type Db = Kysely<Schema>
export type SentenceRow = Selectable<SentenceTable>
export type NewSentence = Insertable<SentenceTable>
export type NewPicture = Insertable<PictureTable>
