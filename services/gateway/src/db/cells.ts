import type { Reading } from '@aiw/proto'
import type { Language } from '../look.ts'
import type { DurableEvent, Wish } from '../messages.ts'
import { dataKeyFor, type Keyring, newestKey, openKey, sealKey } from '../vault/keys.ts'
import { type Key, type Place, seal, sealJson, unseal, unsealJson } from '../vault/seal.ts'
import type { NoteKind } from './schema.ts'

// What lies in each sealed cell, and at which place. Everything that goes into one or comes out of one passes here.

/** What a sitting has of its own. */
export interface SittingContent {
  language: Language
}

/** What is kept of a sentence from the start. */
export interface SentenceContent {
  /** The writer's words; of `again` there are none. */
  text: string | null
  /** What the writer asked of the picture. */
  wish: Wish
  /** 0 to 2,147,483,647. */
  seed: number
  /** As in its column, where somebody might have changed it. */
  isPrivate: boolean
}

export interface PictureContent {
  mediaType: string
  data: Buffer
}

/** What names a note, and what it is about: as another kind, or of another sentence, it does not open. */
export interface NoteRow {
  id: string
  kind: NoteKind
  sitting_id: string | null
  sentence_id: string | null
}

const at = {
  sittingKey: (id: string): Place => ['sitting', 'item_key', id],
  sitting: (id: string): Place => ['sitting', 'sealed_content', id],
  sentenceKey: (sitting: string, id: string): Place => ['sentence', 'item_key', sitting, id],
  sentence: (sitting: string, id: string): Place => ['sentence', 'sealed_content', sitting, id],
  reading: (sitting: string, id: string): Place => ['sentence', 'sealed_reading', sitting, id],
  event: (sitting: string, seq: number): Place => ['event', 'sealed_body', sitting, seq],
  picture: (id: string): Place => ['picture', 'sealed_data', id],
  note: ({ id, kind, sitting_id, sentence_id }: NoteRow): Place => [
    'note',
    'sealed_content',
    id,
    kind,
    sitting_id ?? '',
    sentence_id ?? '',
  ],
}

export const sealSittingKey = (ring: Keyring, id: string, key: Key) => sealKey(ring, at.sittingKey(id), key)
export const openSittingKey = (ring: Keyring, id: string, cell: Buffer) => openKey(ring, at.sittingKey(id), cell)

export const sealSitting = (key: Key, id: string, content: SittingContent) => sealJson(key, at.sitting(id), content)
export const openSitting = (key: Key, id: string, cell: Buffer): SittingContent => unsealJson(key, at.sitting(id), cell)

export const sealSentenceKey = (ring: Keyring, sitting: string, id: string, key: Key) =>
  sealKey(ring, at.sentenceKey(sitting, id), key)
export const openSentenceKey = (ring: Keyring, sitting: string, id: string, cell: Buffer) =>
  openKey(ring, at.sentenceKey(sitting, id), cell)

export const sealSentence = (key: Key, sitting: string, id: string, content: SentenceContent) =>
  sealJson(key, at.sentence(sitting, id), content)
export const openSentence = (key: Key, sitting: string, id: string, cell: Buffer): SentenceContent =>
  unsealJson(key, at.sentence(sitting, id), cell)

export const sealReading = (key: Key, sitting: string, id: string, reading: Reading) =>
  sealJson(key, at.reading(sitting, id), reading)
export const openReading = (key: Key, sitting: string, id: string, cell: Buffer): Reading =>
  unsealJson(key, at.reading(sitting, id), cell)

export const sealEvent = (key: Key, sitting: string, seq: number, body: DurableEvent) =>
  sealJson(key, at.event(sitting, seq), body)
export const openEvent = (key: Key, sitting: string, seq: number, cell: Buffer): DurableEvent =>
  unsealJson(key, at.event(sitting, seq), cell)

/** The media type in a line of its own, then the bytes. */
export const sealPicture = (key: Key, id: string, { mediaType, data }: PictureContent) =>
  seal(key, at.picture(id), Buffer.concat([Buffer.from(`${mediaType}\n`), data]))

export function openPicture(key: Key, id: string, cell: Buffer): PictureContent {
  const bytes = unseal(key, at.picture(id), cell)
  const end = bytes.indexOf('\n')
  return { mediaType: bytes.toString('latin1', 0, end), data: bytes.subarray(end + 1) }
}

export const sealNote = (ring: Keyring, row: NoteRow, content: unknown) =>
  sealJson(newestKey(ring), at.note(row), content)
export const openNote = <T>(ring: Keyring, row: NoteRow, cell: Buffer): T =>
  unsealJson<T>(dataKeyFor(ring, cell), at.note(row), cell)
