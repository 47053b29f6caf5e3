import { randomInt } from 'node:crypto'
import { Failure } from '@aiw/kit/errors'
import type { Person, Reading } from '@aiw/proto'
import type { KeptRow, LoadedSitting } from './db/sittings.ts'
import type { DurableEvent, EventMessage, KeptMessage, LookChange, LookWish, SentenceEvent, Wish } from './messages.ts'
import { whoIs } from './scene.ts'
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
    const { text, look, viewpoint, moment } = message
    const isPrivate = message.private ?? false
    const wish = { look, viewpoint, moment }
    return { ...base, kind: 'write', of: null, text: text.toWellFormed(), isPrivate, wish, seed: randomSeed() }
  }
  const original = entries.get(message.of)
  if (!original || original.isGone) throw new Failure('not_found', 'There is no such sentence in this sitting')
  if (message.type === 'revise') {
    const { isPrivate, seed } = original
    const { beside: _, ...wish } = original.wish
    return { ...base, kind: 'revise', of: message.of, text: message.text.toWellFormed(), isPrivate, wish, seed }
  }
  if (original.isPrivate) throw new Failure('forbidden', 'A private sentence is not painted')
  const wish = wishOf(message, original.wish, sourceOf(entries, original).reading?.scene?.people ?? [])
  const seed = keepsSeed(message) ? original.seed : randomSeed()
  return { ...base, kind: 'again', of: message.of, text: null, isPrivate: false, wish, seed }
}

/** What another picture is to be like: what is asked now goes over what was asked of the one before. Throws Failure `invalid`. */
function wishOf(asked: Extract<KeptMessage, { type: 'again' }>, before: Wish, people: readonly Person[]): Wish {
  const { look, moment = before.moment, beside } = asked
  const viewpoint = asked.viewpoint ?? (asked.through === undefined ? before.viewpoint : 'other_eyes')
  const meant = (index: number) => {
    const person = people[index]
    if (!person) throw new Failure('invalid', 'There is no such person in this sentence')
    return person
  }
  let through = viewpoint === 'other_eyes' ? before.through : undefined
  if (asked.through !== undefined) {
    const viewer = meant(asked.through)
    if (viewpoint !== 'other_eyes') throw new Failure('invalid', 'through: with the viewpoint other_eyes only')
    if (viewer.role === 'ROLE_SELF' || viewer.role === 'ROLE_CROWD')
      throw new Failure('invalid', 'through: another person of the sentence')
    through = whoIs(viewer)
  }
  return {
    look: changedLook(before.look, look),
    viewpoint,
    moment,
    through,
    without: asked.without?.map((index) => whoIs(meant(index))) ?? before.without,
    as: asked.as?.map(({ person, relation }) => ({ who: whoIs(meant(person)), relation })) ?? before.as,
    ...(beside && { beside }),
  }
}

function changedLook(before: LookWish = {}, change: LookChange = {}): LookWish {
  const asked = Object.entries({ ...before, ...change }).filter(([, one]) => one !== null)
  return Object.fromEntries(asked)
}

/** Another view, moment or cast of the same scene keeps its composition, unless a new one is asked; simply "another" does not. */
const keepsSeed = ({ seed, viewpoint, moment, through, without, as }: Extract<KeptMessage, { type: 'again' }>) =>
  seed ? seed === 'same' : Boolean(viewpoint || moment || through !== undefined || without || as)

/** The sentence whose words and reading a picture is made of. */
export function sourceOf<T extends Pick<Entry, 'kind' | 'of'>>(entries: ReadonlyMap<string, T>, entry: T): T {
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

/** Whether a picture was asked for in place of another: the same view of the same sentence, and neither stands beside others. */
export const isInPlaceOf = (entry: Entry, other: Entry): boolean =>
  entry !== other && entry.of === other.of && viewKey(entry) !== undefined && viewKey(entry) === viewKey(other)

/** What makes two views of a sentence the same; undefined for what is never painted in place of another. */
const viewKey = ({ kind, wish: { viewpoint, moment, through, beside } }: Entry) =>
  kind === 'again' && !beside ? JSON.stringify([viewpoint, moment, through]) : undefined

/** The sentences before one, in order; what is private or goes is not among them. */
export const earlierThan = (entries: Entries, { position }: Entry): Entry[] =>
  [...entries.values()].filter(
    (entry) => entry.position < position && entry.kind !== 'again' && !entry.isPrivate && !entry.isGone,
  )

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
