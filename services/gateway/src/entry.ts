import { randomInt } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Reading } from '@aiw/proto'
import type { loadSitting } from './db/sittings.ts'
import type { DurableEvent, KeptMessage, SentenceEvent, ServerMessage, Wish } from './messages.ts'

/** A sentence, a revision or another picture: what was kept, what was said of it, and whether it is being painted. */
export interface Entry {
  id: string
  /** Order in the sitting, from 1. */
  position: number
  kind: KeptMessage['type']
  of: string | null
  text: string | null
  isPrivate: boolean
  wish: Wish
  seed: number
  reading?: Reading
  /** While its words are being read. Never rejects. */
  beingRead?: Promise<unknown>
  /** What was said and is stored, in order. */
  said: ServerMessage[]
  /** The newest of each kind that is only of the moment; empty again when it is done. */
  passing: Map<string, ServerMessage>
  isDone: boolean
  /** When this process took it in hand, in milliseconds of `performance.now()`. */
  startedAt: number
  running?: { stop: AbortController; ended: Promise<void> }
}

/** The entries of a sitting, by the client's ids, in order. */
export type Entries = Map<string, Entry>

const blank = () => ({ said: [], passing: new Map(), isDone: false, startedAt: performance.now() })

/**
 * Adds what the database holds to what is known: sentences and events that are missing. Returns the events that were
 * new, in order.
 */
export function addLoaded(entries: Entries, loaded: Awaited<ReturnType<typeof loadSitting>>): ServerMessage[] {
  for (const { id, position, kind, of, text, is_private, wish, seed, reading } of loaded.sentences) {
    if (entries.has(id)) continue
    const isPrivate = is_private
    entries.set(id, { ...blank(), id, position, kind, of, text, isPrivate, wish, seed, reading: reading ?? undefined })
  }
  return loaded.events.filter((message) => {
    const entry = entries.get(message.id)!
    const isNew = !entry.said.some(({ seq }) => seq === message.seq)
    if (isNew) note(entry, message)
    return isNew
  })
}

/** What a message asks to be kept. Throws Failure when it speaks of a sentence that is not there or not to be painted. */
export function newEntry(entries: Entries, message: KeptMessage): Entry {
  const base = { ...blank(), id: message.id, position: entries.size + 1 }
  if (message.type === 'write') {
    const { text, look, viewpoint } = message
    const isPrivate = message.private ?? false
    const wish = { look, viewpoint }
    return { ...base, kind: 'write', of: null, text: text.toWellFormed(), isPrivate, wish, seed: randomSeed() }
  }
  const original = entries.get(message.of)
  if (!original) throw new Failure('not_found', 'There is no such sentence in this sitting')
  if (message.type === 'revise') {
    const { isPrivate, wish, seed } = original
    return { ...base, kind: 'revise', of: message.of, text: message.text.toWellFormed(), isPrivate, wish, seed }
  }
  if (original.isPrivate) throw new Failure('forbidden', 'A private sentence is not painted')
  const { look, viewpoint, moment } = message
  const wish = { look: { ...original.wish.look, ...look }, viewpoint: viewpoint ?? original.wish.viewpoint, moment }
  // Another view or moment of the same scene keeps its composition; simply "another" does not.
  const seed = viewpoint || moment ? original.seed : randomSeed()
  return { ...base, kind: 'again', of: message.of, text: null, isPrivate: false, wish, seed }
}

/** The sentence whose words and reading a picture is made of. */
export function sourceOf(entries: Entries, entry: Entry): Entry {
  let source = entry
  while (source.kind === 'again') source = entries.get(source.of!)!
  return source
}

/** The sentences before one, in order; what is private is not among them. */
export const earlierThan = (entries: Entries, { position }: Entry): Entry[] =>
  [...entries.values()].filter((entry) => entry.position < position && entry.kind !== 'again' && !entry.isPrivate)

/** Writes down in an entry what was said of it. */
export function note(entry: Entry, message: ServerMessage): void {
  if (!isDurable(message)) {
    entry.passing.set(message.type, message)
    return
  }
  entry.said.push(message)
  if (message.type !== 'done') return
  entry.isDone = true
  entry.passing.clear()
}

export const hasSaid = ({ said }: Entry, type: DurableEvent['type']) => said.some((message) => message.type === type)

/** Whether an event is stored, or only of the moment. */
export const isDurable = (event: SentenceEvent): event is DurableEvent =>
  event.type !== 'waiting' && event.type !== 'progress' && event.type !== 'preview'

const randomSeed = () => randomInt(2 ** 31)
