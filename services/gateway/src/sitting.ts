import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Reading } from '@aiw/proto'
import type { SittingReader } from './clients.ts'
import { deletePicture, deleteSentences, keepPrivacy, moveKeys } from './db/changes.ts'
import { keepEvent, keepReading, keepSentence, loadSitting } from './db/sittings.ts'
import {
  addLoaded,
  earlierThan,
  type Entries,
  type Entry,
  hasSaid,
  isDurable,
  isInPlaceOf,
  newEntry,
  note,
  picturesAgain,
  sourceOf,
} from './entry.ts'
import { nextMood, noMood } from './look.ts'
import type { Hear, LiveSitting, SittingLog, SittingToOpen } from './live.ts'
import type { EventMessage, KeptMessage, SentenceEvent, ServerMessage } from './messages.ts'
import { problemOf } from './plugins/problems.ts'
import type { House } from './house.ts'
import { paintSentence } from './sentence.ts'

/** Sentences of one sitting that may be on their way at once; one more is kept, but not painted. */
const mostPainting = 32
/** Numbers left free after a crash: more than any events that were sent and not stored. */
const seqGap = 10_000
/** How long a new listener may take to say what it has missed, before it hears what happens now; in milliseconds. */
const greetingMs = 250
/** The longest pause between attempts to store an end while the database is away, in milliseconds. */
const longestPauseMs = 5_000

/** Why a painting ends before its picture. */
type Reason =
  | 'stopped by the writer'
  | 'nobody is there'
  | 'not to be painted'
  | 'deleted'
  | 'another look was asked for'

/** Loads a sitting that somebody has come to. Throws Failure. */
export async function openSitting(house: House, sitting: SittingToOpen, log: SittingLog): Promise<LiveSitting> {
  const { db, clients, moodHalfLife, metrics } = house
  const { id: sittingId, language, forget } = sitting
  let { ring } = sitting
  const entries: Entries = new Map()
  const loaded = await loadSitting(db, ring, sittingId)
  addLoaded(entries, loaded)
  const isWhole = [...entries.values()].every(({ isDone }) => isDone)
  let seq = loaded.lastSeq + (isWhole ? 0 : seqGap)
  /** Set when a commit failed that may have happened all the same: the database knows, and is asked first. */
  let isStale = false

  let mayUseAi = sitting.mayUseAi
  let { settings, taste } = sitting
  let isOver = false

  /** Who hears what happens. One that has just come hears nothing yet: what it missed may have to be said first. */
  const ears = new Map<Hear, { held?: ServerMessage[]; sendAway: () => void }>()
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
    const found = addLoaded(entries, await loadSitting(db, ring, sittingId))
    isStale = false
    for (const message of found) sendToAll(message)
  }

  const say = (entry: Entry, event: SentenceEvent) =>
    inTurn(async () => {
      // Nothing comes after the end, not even a second one whose first was found to be stored.
      if (entry.isDone || entry.isGone) return
      if (isDurable(event)) await store((number) => keepEvent(db, sittingId, entry, number, event))
      tell(entry, event)
    })

  function tell(entry: Entry, event: SentenceEvent): void {
    const message: EventMessage = { ...event, id: entry.id, seq: ++seq }
    metrics.said(event, performance.now() - entry.startedAt)
    note(entry, message)
    sendToAll(message)
  }

  function sendToAll(message: ServerMessage): void {
    for (const [hear, { held }] of ears) {
      if (held) held.push(message)
      else hear(message)
    }
  }

  /** Keeps a new message before anything else. Returns false when its id is known: then nothing changes. */
  const keep = (message: KeptMessage) =>
    inTurn(async () => {
      if (isOver) throw new Failure('not_found', 'This sitting is over')
      if (entries.has(message.id)) return false
      if (message.type === 'again' && !mayUseAi)
        throw new Failure('forbidden', 'Nothing is painted: you have not agreed to the use of AI on your text')
      if (message.type === 'again' && settings.pictures.value === 'off')
        throw new Failure('forbidden', 'Nothing is painted: pictures are switched off')
      const entry = newEntry(entries, message)
      await store((number) => keepSentence(db, ring, sittingId, entry, number))
      entries.set(entry.id, entry)
      tell(entry, { type: 'kept' })
      log.info({ position: entry.position, kind: entry.kind }, 'kept')
      return true
    })

  /** Reads and paints an entry, if that is not done or being done. */
  async function takeUp(entry: Entry): Promise<void> {
    if (entry.running?.stop.signal.aborted) await entry.running.ended
    if (entry.isDone || entry.isGone || entry.running || ears.size === 0) return
    const stop = new AbortController()
    entry.running = { stop, ended: runEntry(entry, stop) }
  }

  /** The same view of a sentence in another look: what was asked for before is wanted no more. */
  function supersede(entry: Entry): void {
    for (const other of entries.values())
      if (isInPlaceOf(entry, other)) other.running?.stop.abort('another look was asked for' satisfies Reason)
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
        key: entry.key,
        position: entry.position,
        isToBePainted: mayUseAi && !entry.isPrivate,
        wish: entry.wish,
        settings,
        taste,
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
      await endEntry(entry, callLog)
    callLog.info({ ms: Math.round(performance.now() - startedAt), stopped: signal.aborted }, 'sentence ended')
    entry.running = undefined
    const next = [...entries.values()].find(({ isDone, isGone, running }) => !isDone && !isGone && !running)
    if (next) await takeUp(next) // more was left unfinished than could be taken up at once
    if (ears.size === 0 && painting() === 0) close()
  }

  /** What was read of an entry's words; read now if nobody did, once even when two pictures of them are asked for. */
  async function readingOf(source: Entry, signal: AbortSignal): Promise<Reading> {
    while (source.beingRead) await source.beingRead
    if (!source.reading) {
      // Not under its position, which the next sentence has when this one is deleted meanwhile.
      const read = () => reader.read({ id: randomUUID(), text: source.text ?? '' }, () => textsBefore(source), signal)
      // Once more where it took too long: there is time for that, and then for the picture.
      const reading = read().catch((error: unknown) => {
        if (signal.aborted || toFailure(error).code !== 'timeout') throw error
        return read()
      })
      source.beingRead = reading.then(
        () => (source.beingRead = undefined),
        () => (source.beingRead = undefined),
      )
      source.reading = await reading
      await keepReading(db, sittingId, source, source.reading)
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
  async function endEntry(entry: Entry, callLog: Log): Promise<void> {
    for (let pauseMs = 250; !entry.isDone && !entry.isGone; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
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
    const held = ear?.held
    if (!held) return
    ear.held = undefined
    if (!isSaidAgain) held.forEach(hear)
  }

  /** Stops what is being painted of these entries, and waits until it has stopped. */
  async function stopAll(of: readonly Entry[], reason: Reason): Promise<void> {
    for (const { running } of of) running?.stop.abort(reason)
    await Promise.all(of.map(async ({ running }) => running?.ended))
  }

  function entryOf(id: string): Entry {
    const entry = entries.get(id)
    if (!entry || entry.isGone) throw new Failure('not_found', 'There is no such sentence in this sitting')
    return entry
  }

  return {
    join(hear, sendAway) {
      const greeting = setTimeout(() => void inTurn(() => openEar(hear)).catch(() => openEar(hear)), greetingMs)
      ears.set(hear, { held: [], sendAway })
      if (isOver) sendAway()
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

    async deleteSentence(id) {
      const gone = [entryOf(id), ...picturesAgain(entries, id)]
      for (const entry of gone) entry.isGone = true
      reader.forget()
      try {
        await stopAll(gone, 'deleted')
        await inTurn(() => deleteSentences(db, sittingId, gone, seq))
      } catch (error) {
        for (const entry of gone) entry.isGone = false
        throw error
      }
      for (const entry of gone) entries.delete(entry.id)
      for (const entry of gone) sendToAll({ type: 'gone', id: entry.id, seq })
    },

    async deletePicture(id) {
      const isIt = (message: EventMessage) => message.type === 'picture' && message.picture.id === id
      const entry = [...entries.values()].find(({ said }) => said.some(isIt))
      if (!entry || entry.isGone) throw new Failure('not_found', 'There is no such picture')
      await entry.running?.ended
      await endEntry(entry, log)
      await inTurn(async () => {
        const said = entry.said.find(isIt)
        if (!said || entry.isGone) throw new Failure('not_found', 'There is no such picture')
        await deletePicture(db, sittingId, id, said.seq)
        entry.said = entry.said.filter((message) => !isIt(message))
      })
      sendToAll({ type: 'gone', id: entry.id, picture: id, seq })
    },

    async setPrivate(id, isPrivate) {
      const entry = entryOf(id)
      if (entry.kind === 'again') throw new Failure('invalid', 'A picture is as private as its sentence')
      const all = [entry, ...picturesAgain(entries, id)]
      // At once, so that nothing is begun any more, and before anybody is told.
      if (isPrivate) {
        for (const one of all) one.isPrivate = true
        reader.forget()
        await stopAll(all, 'not to be painted')
      }
      // If this fails, what is kept may be the one or the other: until then they stay private.
      await inTurn(() => keepPrivacy(db, sittingId, all, isPrivate))
      for (const one of all) one.isPrivate = isPrivate
      for (const one of all) sendToAll({ type: 'private', id: one.id, private: isPrivate, seq })
    },

    allowAi(isAllowed) {
      mayUseAi = isAllowed
      if (isAllowed) return
      reader.forget()
      void stopAll([...entries.values()], 'not to be painted')
    },

    useSettings(next) {
      settings = next
    },

    useTaste(next) {
      taste = next
    },

    useRing(next) {
      ring = next
    },

    moveTo: (to) =>
      inTurn(async () => {
        await moveKeys(db, sittingId, ring, to)
        ring = to.ring
      }),

    sendAway() {
      for (const ear of ears.values()) ear.sendAway()
    },

    async end() {
      isOver = true
      for (const entry of entries.values()) entry.isGone = true
      for (const ear of ears.values()) ear.sendAway()
      ears.clear()
      await stopAll([...entries.values()], 'deleted')
      await turn
      close()
    },
  }
}
