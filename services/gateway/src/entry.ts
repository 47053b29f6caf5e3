import { randomInt } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Reading } from '@aiw/proto'
import type { KeptRow, LoadedSitting } from './db/sittings.ts'
import type { DurableEvent, KeptMessage, SentenceEvent, EventMessage } from './messages.ts'
import { newKey } from './vault/keys.ts'

/** A sentence, a revision or another picture: what was kept, what was said of it, and whether it is being painted. */
export interface Entry extends KeptRow {
  reading?: Reading
  /** While its words are being read. Never rejects. */
  beingRead?: Promise<unknown>
  /** What was said and is stored, in order. */
  said: EventMessage[]
  /** The newest of each kind that is only of the moment; empty again when it is done. */
  passing: Map<string, EventMessage>
  isDone: boolean
  /** When this process took it in hand, in milliseconds of `performance.now()`. */
  startedAt: number
  running?: { stop: AbortController; ended: Promise<void> }
  /** Being deleted: nothing more is kept or said of it. */
  isGone?: boolean
}

/** The entries of a sitting, by the client's ids, in order. */
export type Entries = Map<string, Entry>

const blank = () => ({ said: [], passing: new Map(), isDone: false, startedAt: performance.now() })

/**
 * Adds what the database holds to what is known: sentences and events that are missing. Returns the events that were
 * new, in order.
 */
export function addLoaded(entries: Entries, loaded: LoadedSitting): EventMessage[] {
  for (const sentence of loaded.sentences)
    if (!entries.has(sentence.id)) entries.set(sentence.id, { ...blank(), ...sentence })
  return loaded.events.filter((message) => {
    const entry = entries.get(message.id)!
    const isNew = !entry.said.some(({ seq }) => seq === message.seq)
    if (isNew) note(entry, message)
    return isNew
  })
}

/** What a message asks to be kept. Throws Failure when it speaks of a sentence that is not there or not to be painted. */
export function newEntry(entries: Entries, message: KeptMessage): Entry {
  const position = Math.max(0, ...[...entries.values()].map((entry) => entry.position)) + 1
  const base = { ...blank(), id: message.id, position, key: newKey() }
  if (message.type === 'write') {
    const { text, look, viewpoint } = message
    const isPrivate = message.private ?? false
    const wish = { look, viewpoint }
    return { ...base, kind: 'write', of: null, text: text.toWellFormed(), isPrivate, wish, seed: randomSeed() }
  }
  const original = entries.get(message.of)
  if (!original || original.isGone) throw new Failure('not_found', 'There is no such sentence in this sitting')
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

/** The other pictures of a sentence, or of a picture of it, in order. */
export function picturesAgain(entries: Entries, id: string): Entry[] {
  const found = new Set([id])
  for (const { kind, of, id: again } of entries.values()) if (kind === 'again' && found.has(of!)) found.add(again)
  found.delete(id)
  return [...found].map((again) => entries.get(again)!)
}

/** The sentences before one, in order; what is private is not among them. */
export const earlierThan = (entries: Entries, { position }: Entry): Entry[] =>
  [...entries.values()].filter((entry) => entry.position < position && entry.kind !== 'again' && !entry.isPrivate)

/** Writes down in an entry what was said of it. */
export function note(entry: Entry, message: EventMessage): void {
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
