import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Reading } from '@aiw/proto'
import type { SittingReader } from './clients.ts'
import { keepEvent, keepReading, keepSentence, loadSitting } from './db/sittings.ts'
import {
  addLoaded,
  earlierThan,
  type Entries,
  type Entry,
  hasSaid,
  isDurable,
  newEntry,
  note,
  sourceOf,
} from './entry.ts'
import { type Language, nextMood, noMood } from './look.ts'
import type { ClientMessage, KeptMessage, SentenceEvent, ServerMessage } from './messages.ts'
import { problemOf } from './plugins/problems.ts'
import { type House, paintSentence } from './sentence.ts'

/** Sentences of one sitting that may be on their way at once; one more is kept, but not painted. */
const mostPainting = 32
/** Numbers left free after a crash: more than any events that were sent and not stored. */
const seqGap = 10_000
/** How long a new listener may take to say what it has missed, before it hears what happens now; in milliseconds. */
const greetingMs = 250
/** The longest pause between attempts to store an end while the database is away, in milliseconds. */
const longestPauseMs = 5_000

/** A sitting that somebody is connected to. */
export interface LiveSitting {
  /** Sends every message from now on to `hear`. Returns how to leave; when the last one leaves, painting stops. */
  join(hear: Hear): () => void
  /** Takes one message of the client; what is said again goes to `hear` only. Throws Failure. */
  take(message: ClientMessage, hear: Hear): Promise<void>
  /** The highest number so far. */
  seq(): number
}

type Hear = (message: ServerMessage) => void

/** Of which one can be made that names the sentence in every line. */
type SittingLog = Log & { child(bindings: object): Log }

/** Why a painting ends before its picture. */
type Reason = 'stopped by the writer' | 'nobody is there' | 'another look was asked for'

/** Every sitting somebody is connected to, by id; loaded when the first one comes, forgotten when the last has left. */
export function sittings(house: House, log: SittingLog) {
  const live = new Map<string, Promise<LiveSitting>>()

  function begin(id: string, language: Language): Promise<LiveSitting> {
    const forget = () => {
      if (live.get(id) === opening) live.delete(id)
    }
    const opening = openSitting(house, id, language, log, forget)
    live.set(id, opening)
    opening.catch(forget)
    return opening
  }

  return {
    async join(id: string, language: Language, hear: Hear) {
      for (;;) {
        const opening = live.get(id) ?? begin(id, language)
        const sitting = await opening
        // It may have been closed, and another opened, while we waited.
        if (live.get(id) === opening) return { sitting, leave: sitting.join(hear) }
      }
    },
  }
}

async function openSitting(
  house: House,
  sittingId: string,
  language: Language,
  log: SittingLog,
  forget: () => void,
): Promise<LiveSitting> {
  const { db, clients, moodHalfLife, metrics } = house
  const entries: Entries = new Map()
  const stored = addLoaded(entries, await loadSitting(db, sittingId))
  const isWhole = [...entries.values()].every(({ isDone }) => isDone)
  let seq = (stored.at(-1)?.seq ?? 0) + (isWhole ? 0 : seqGap)
  /** Set when a commit failed that may have happened all the same: the database knows, and is asked first. */
  let isStale = false

  /** Who hears what happens. One that has just come hears nothing yet: what it missed may have to be said first. */
  const ears = new Map<Hear, 'open' | { held: ServerMessage[] }>()
  const reader: SittingReader = clients.readSitting(randomUUID())

  /** One after the other: a number is given, stored and said before the next one, so that order holds on the wire. */
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(act: () => Promise<T> | T): Promise<T> {
    const result = turn.then(async () => {
      if (isStale) await refresh()
      return act()
    })
    turn = result.catch(() => {})
    return result
  }

  /** Stores something under the next number. A failure may come after the commit: the number is not used again then. */
  async function store(act: (number: number) => Promise<void>): Promise<void> {
    try {
      await act(seq + 1)
    } catch (error) {
      seq++
      isStale = true
      throw error
    }
  }

  async function refresh(): Promise<void> {
    const found = addLoaded(entries, await loadSitting(db, sittingId))
    isStale = false
    for (const message of found) sendToAll(message)
  }

  const say = (entry: Entry, event: SentenceEvent) =>
    inTurn(async () => {
      if (entry.isDone) return // nothing comes after it, not even a second one whose first was found to be stored
      if (isDurable(event)) await store((number) => keepEvent(db, sittingId, entry.id, number, event))
      tell(entry, event)
    })

  function tell(entry: Entry, event: SentenceEvent): void {
    const message: ServerMessage = { ...event, id: entry.id, seq: ++seq }
    metrics.said(event, performance.now() - entry.startedAt)
    note(entry, message)
    sendToAll(message)
  }

  function sendToAll(message: ServerMessage): void {
    for (const [hear, ear] of ears) {
      if (ear === 'open') hear(message)
      else ear.held.push(message)
    }
  }

  /** Keeps a new message before anything else. Returns false when its id is known: then nothing changes. */
  const keep = (message: KeptMessage) =>
    inTurn(async () => {
      if (entries.has(message.id)) return false
      const entry = newEntry(entries, message)
      const { id, position, kind, of, text, isPrivate, wish, seed } = entry
      const row = { sitting_id: sittingId, id, position, kind, of, text, is_private: isPrivate, seed }
      await store((number) => keepSentence(db, { ...row, wish: JSON.stringify(wish) }, number))
      entries.set(id, entry)
      tell(entry, { type: 'kept' })
      log.info({ position, kind, length: text?.length }, 'kept')
      return true
    })

  /** Reads and paints an entry, if that is not done or being done. */
  async function takeUp(entry: Entry): Promise<void> {
    if (entry.running?.stop.signal.aborted) await entry.running.ended
    if (entry.isDone || entry.running || ears.size === 0) return
    const stop = new AbortController()
    entry.running = { stop, ended: runEntry(entry, stop) }
  }

  /** The same view of a sentence in another look: what was asked for before is wanted no more. */
  function supersede({ id, kind, of, wish }: Entry): void {
    if (kind !== 'again') return
    for (const other of entries.values())
      if (
        other.id !== id &&
        other.kind === 'again' &&
        other.of === of &&
        other.wish.viewpoint === wish.viewpoint &&
        other.wish.moment === wish.moment
      )
        other.running?.stop.abort('another look was asked for' satisfies Reason)
  }

  async function runEntry(entry: Entry, stop: AbortController): Promise<void> {
    const id = randomUUID()
    const startedAt = performance.now()
    const callLog = log.child({ call: id, position: entry.position })
    const { signal } = stop
    try {
      if (painting() >= mostPainting)
        throw new Failure('busy', 'Too many pictures at once; ask for this one in a moment')
      const source = sourceOf(entries, entry)
      const sentence = {
        sittingId,
        id: entry.id,
        position: entry.position,
        isPrivate: entry.isPrivate,
        wish: entry.wish,
        seed: entry.seed,
        language,
        read: () => readingOf(source, signal),
        // What was said decides, not what is stored: everything may have ended in between.
        isReadingSaid: hasSaid(source, 'reading') || hasSaid(entry, 'reading'),
        mood: () => moodBefore(source),
      }
      // Somebody may have left, or everything ended, between a picture and its end.
      const events = hasSaid(entry, 'picture') ? [] : paintSentence(house, sentence, { id, signal, log: callLog })
      for await (const event of events) await say(entry, event)
    } catch (error) {
      if (!signal.aborted) await fail(entry, error, callLog)
    }
    if ((signal.reason as Reason | undefined) !== 'nobody is there' || hasSaid(entry, 'picture'))
      await end(entry, callLog)
    callLog.info({ ms: Math.round(performance.now() - startedAt), stopped: signal.aborted }, 'sentence ended')
    entry.running = undefined
    const next = [...entries.values()].find(({ isDone, running }) => !isDone && !running)
    if (next) await takeUp(next) // more was left unfinished than could be taken up at once
    if (ears.size === 0 && painting() === 0) close()
  }

  /** What was read of an entry's words; read now if nobody did, once even when two pictures of them are asked for. */
  async function readingOf(source: Entry, signal: AbortSignal): Promise<Reading> {
    while (source.beingRead) await source.beingRead
    if (!source.reading) {
      const { position, text } = source
      const reading = reader.read({ id: String(position), text: text ?? '' }, () => textsBefore(source), signal)
      source.beingRead = reading.then(
        () => (source.beingRead = undefined),
        () => (source.beingRead = undefined),
      )
      source.reading = await reading
      await keepReading(db, sittingId, source.id, source.reading)
    }
    return source.reading
  }

  async function fail(entry: Entry, error: unknown, callLog: Log): Promise<void> {
    const failure = toFailure(error)
    if (failure.code === 'internal') callLog.error({ err: failure }, 'sentence failed')
    else callLog.info({ code: failure.code }, 'sentence was not painted')
    const { code, title, detail, retry } = problemOf(failure)
    const event: SentenceEvent = { type: 'problem', code, title, detail: `${detail}. The text is kept.`, retry }
    await say(entry, event).catch(() => tell(entry, event)) // the page learns of it even when it cannot be stored
  }

  /** Says `done`, again and again while the database is away and somebody is there to hear it; else a resume will. */
  async function end(entry: Entry, callLog: Log): Promise<void> {
    for (let pauseMs = 250; !entry.isDone; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
      try {
        await say(entry, { type: 'done' })
      } catch (error) {
        callLog.warn({ code: toFailure(error).code }, 'an end could not be stored')
        if (ears.size === 0) return
        await delay(pauseMs)
      }
    }
  }

  const moodBefore = (entry: Entry) =>
    earlierThan(entries, entry).reduce(
      (mood, { reading }) => (reading?.feeling ? nextMood(mood, reading.feeling, moodHalfLife) : mood),
      noMood,
    )
  const textsBefore = (entry: Entry) =>
    earlierThan(entries, entry)
      .slice(-8)
      .map(({ text }) => text ?? '')
  const painting = () => [...entries.values()].filter(({ running }) => running).length

  function close(): void {
    reader.close()
    forget()
  }

  /** Says again what was said of these entries after a number, in order. */
  const sayAgain = (of: readonly Entry[], after: number, hear: Hear) =>
    of
      .flatMap(({ said, passing }) => [...said, ...passing.values()])
      .filter((message) => message.seq > after)
      .toSorted((a, b) => a.seq - b.seq)
      .forEach(hear)

  /** From now on this listener hears what happens; what was held back is said now, unless it was said again already. */
  function openEar(hear: Hear, isSaidAgain = false): void {
    const ear = ears.get(hear)
    if (!ear || ear === 'open') return
    ears.set(hear, 'open')
    if (!isSaidAgain) ear.held.forEach(hear)
  }

  return {
    join(hear) {
      const greeting = setTimeout(() => void inTurn(() => openEar(hear)).catch(() => openEar(hear)), greetingMs)
      ears.set(hear, { held: [] })
      return () => {
        clearTimeout(greeting)
        ears.delete(hear)
        if (ears.size > 0) return
        for (const { running } of entries.values()) running?.stop.abort('nobody is there' satisfies Reason)
        if (painting() === 0) close()
      }
    },

    async take(message, hear) {
      if (message.type === 'resume') {
        await inTurn(() => {
          sayAgain([...entries.values()], message.after, hear)
          openEar(hear, true)
        })
        for (const entry of entries.values()) if (painting() < mostPainting) await takeUp(entry)
        return
      }
      openEar(hear)
      if (message.type === 'stop') {
        entries.get(message.id)?.running?.stop.abort('stopped by the writer' satisfies Reason)
        return
      }
      const isNew = await keep(message)
      const entry = entries.get(message.id)!
      if (isNew) supersede(entry)
      else await inTurn(() => sayAgain([entry], 0, hear))
      await takeUp(entry)
    },

    seq: () => seq,
  }
}
