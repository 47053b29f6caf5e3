import { randomInt, randomUUID } from 'node:crypto'
import { Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Reading } from '@aiw/proto'
import type { SittingReader } from './clients.ts'
import { databaseFailure } from './db/connect.ts'
import { keepEvent, keepSentence, loadSitting } from './db/sittings.ts'
import { type Language, nextMood, noMood } from './look.ts'
import type { ClientMessage, DurableEvent, KeptMessage, SentenceEvent, ServerMessage, Wish } from './messages.ts'
import { problemOf } from './plugins/problems.ts'
import { type House, paintSentence } from './sentence.ts'

/** Sentences of one sitting that may be on their way at once; one more is kept, but not painted. */
const mostPainting = 32
/** Numbers left free after a crash: more than any events that were sent and not stored. */
const seqGap = 10_000

/** A sitting that somebody is connected to. */
export interface LiveSitting {
  /** Sends every message from now on to `hear`. Returns how to leave; when the last one leaves, painting stops. */
  join(hear: (message: ServerMessage) => void): () => void
  /** Takes one message of the client; what is said again goes to `hear` only. Throws Failure. */
  take(message: ClientMessage, hear: (message: ServerMessage) => void): Promise<void>
  /** The highest number so far. */
  seq(): number
}

/** A sentence, a revision or another picture: what was kept, what was said of it, and whether it is being painted. */
interface Entry {
  id: string
  position: number
  kind: KeptMessage['type']
  of: string | null
  text: string | null
  isPrivate: boolean
  wish: Wish
  seed: number
  reading?: Reading
  /** What was said and is stored, in order. */
  said: ServerMessage[]
  /** The newest of each kind that is only of the moment; empty again when it is done. */
  passing: Map<string, ServerMessage>
  isDone: boolean
  /** When this process took it in hand, in milliseconds of `performance.now()`. */
  startedAt: number
  running?: { stop: AbortController; ended: Promise<void> }
}

/** Of which one can be made that names the sentence in every line. */
type SittingLog = Log & { child(bindings: object): Log }

/** Why a painting ends before its picture. */
type Reason = 'stopped by the writer' | 'nobody is there'

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
    async join(id: string, language: Language, hear: (message: ServerMessage) => void) {
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
  const loaded = await loadSitting(db, sittingId).catch((error: unknown) => {
    throw databaseFailure(error)
  })
  const entries = new Map<string, Entry>(
    loaded.sentences.map(({ id, position, kind, of, text, is_private, wish, seed, reading }) => [
      id,
      {
        id,
        position,
        kind,
        of,
        text,
        isPrivate: is_private,
        wish,
        seed,
        reading: reading ?? undefined,
        said: [],
        passing: new Map(),
        isDone: false,
        startedAt: performance.now(),
      },
    ]),
  )
  for (const message of loaded.events) note(entries.get(message.id)!, message)
  const isWhole = [...entries.values()].every(({ isDone }) => isDone)
  let seq = (loaded.events.at(-1)?.seq ?? 0) + (isWhole ? 0 : seqGap)

  const ears = new Set<(message: ServerMessage) => void>()
  const reader: SittingReader = clients.readSitting(randomUUID())

  /** One after the other: a number is given, stored and said before the next one, so that order holds on the wire. */
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(act: () => Promise<T> | T): Promise<T> {
    const result = turn.then(act)
    turn = result.catch(() => {})
    return result
  }

  const say = (entry: Entry, event: SentenceEvent) =>
    inTurn(async () => {
      if (isDurable(event)) await keepEvent(db, sittingId, entry.id, seq + 1, event)
      tell(entry, event)
    })

  function tell(entry: Entry, event: SentenceEvent): void {
    const message: ServerMessage = { ...event, id: entry.id, seq: ++seq }
    metrics.said(event, performance.now() - entry.startedAt)
    note(entry, message)
    for (const hear of ears) hear(message)
  }

  /** Keeps a new message before anything else. Returns false when its id is known: then nothing changes. */
  const keep = (message: KeptMessage) =>
    inTurn(async () => {
      if (entries.has(message.id)) return false
      const entry = newEntry(message)
      await keepSentence(
        db,
        {
          sitting_id: sittingId,
          id: entry.id,
          position: entry.position,
          kind: entry.kind,
          of: entry.of,
          text: entry.text,
          is_private: entry.isPrivate,
          wish: JSON.stringify(entry.wish),
          seed: entry.seed,
        },
        seq + 1,
      )
      entries.set(entry.id, entry)
      tell(entry, { type: 'kept' })
      log.info({ position: entry.position, kind: entry.kind, length: entry.text?.length }, 'kept')
      return true
    })

  function newEntry(message: KeptMessage): Entry {
    const startedAt = performance.now()
    const blank = { position: entries.size + 1, said: [], passing: new Map(), isDone: false, startedAt, id: message.id }
    if (message.type === 'write') {
      const { text, look, viewpoint } = message
      const isPrivate = message.private ?? false
      const wish = { look, viewpoint }
      return { ...blank, kind: 'write', of: null, text: text.toWellFormed(), isPrivate, wish, seed: randomSeed() }
    }
    const original = entries.get(message.of)
    if (!original) throw new Failure('not_found', 'There is no such sentence in this sitting')
    if (message.type === 'revise') {
      const { isPrivate, wish, seed } = original
      return { ...blank, kind: 'revise', of: message.of, text: message.text.toWellFormed(), isPrivate, wish, seed }
    }
    if (original.isPrivate) throw new Failure('forbidden', 'A private sentence is not painted')
    const { look, viewpoint, moment } = message
    const wish = { look: { ...original.wish.look, ...look }, viewpoint: viewpoint ?? original.wish.viewpoint, moment }
    // Another view or moment of the same scene keeps its composition; simply "another" does not.
    const seed = viewpoint || moment ? original.seed : randomSeed()
    return { ...blank, kind: 'again', of: message.of, text: null, isPrivate: false, wish, seed }
  }

  /** Reads and paints an entry, if that is not done or being done. */
  async function takeUp(entry: Entry): Promise<void> {
    if (entry.running?.stop.signal.aborted) await entry.running.ended
    if (entry.isDone || entry.running || ears.size === 0) return
    const stop = new AbortController()
    entry.running = { stop, ended: runEntry(entry, stop) }
  }

  async function runEntry(entry: Entry, stop: AbortController): Promise<void> {
    const id = randomUUID()
    const startedAt = performance.now()
    const callLog = log.child({ call: id, position: entry.position })
    try {
      if (painting() >= mostPainting)
        throw new Failure('busy', 'Too many pictures at once; ask for this one in a moment')
      const source = sourceOf(entry)
      const sentence = {
        sittingId,
        id: entry.id,
        sourceId: source.id,
        position: entry.position,
        text: source.text ?? '',
        isPrivate: entry.isPrivate,
        wish: entry.wish,
        seed: entry.seed,
        // Through to the source at once: the mood of the next sentence counts it.
        get reading() {
          return source.reading
        },
        set reading(reading) {
          source.reading = reading
        },
        language,
        mood: () => moodBefore(source),
        before: () => textsBefore(source),
      }
      // Somebody may have left, or everything ended, between a picture and its end.
      const events = isPainted(entry)
        ? []
        : paintSentence(house, reader, sentence, { id, signal: stop.signal, log: callLog })
      for await (const event of events) {
        await say(entry, event)
      }
    } catch (error) {
      if (!stop.signal.aborted) await fail(entry, error, callLog)
    }
    try {
      if ((stop.signal.reason as Reason | undefined) !== 'nobody is there' || isPainted(entry))
        await say(entry, { type: 'done' })
      callLog.info({ ms: Math.round(performance.now() - startedAt), stopped: stop.signal.aborted }, 'sentence ended')
    } catch (error) {
      // The database left. The entry stays unfinished and is taken up when the page resumes.
      callLog.warn({ code: databaseFailure(error).code }, 'an end could not be stored')
    }
    entry.running = undefined
    if (ears.size === 0 && painting() === 0) close()
  }

  async function fail(entry: Entry, error: unknown, callLog: Log): Promise<void> {
    const failure = isFromDatabase(error) ? databaseFailure(error) : toFailure(error)
    if (failure.code === 'internal') callLog.error({ err: failure }, 'sentence failed')
    else callLog.info({ code: failure.code }, 'sentence was not painted')
    const { code, title, detail, retry } = problemOf(failure)
    const event: SentenceEvent = { type: 'problem', code, title, detail: `${detail}. The text is kept.`, retry }
    await say(entry, event).catch(() => tell(entry, event)) // the page learns of it even when it cannot be stored
  }

  /** The sentence whose words and reading a picture is made of. */
  function sourceOf(entry: Entry): Entry {
    let source = entry
    while (source.kind === 'again') source = entries.get(source.of!)!
    return source
  }

  const earlier = ({ position }: Entry) =>
    [...entries.values()].filter((entry) => entry.position < position && entry.kind !== 'again' && !entry.isPrivate)
  const moodBefore = (entry: Entry) =>
    earlier(entry).reduce(
      (mood, { reading }) => (reading?.feeling ? nextMood(mood, reading.feeling, moodHalfLife) : mood),
      noMood,
    )
  const textsBefore = (entry: Entry) =>
    earlier(entry)
      .slice(-8)
      .map(({ text }) => text ?? '')
  const painting = () => [...entries.values()].filter(({ running }) => running).length

  function close(): void {
    reader.close()
    forget()
  }

  /** Says again what was said of these entries after a number, in order. */
  const sayAgain = (of: readonly Entry[], after: number, hear: (message: ServerMessage) => void) =>
    inTurn(() =>
      of
        .flatMap(({ said, passing }) => [...said, ...passing.values()])
        .filter((message) => message.seq > after)
        .toSorted((a, b) => a.seq - b.seq)
        .forEach(hear),
    )

  return {
    join(hear) {
      ears.add(hear)
      return () => {
        ears.delete(hear)
        if (ears.size > 0) return
        for (const { running } of entries.values()) running?.stop.abort('nobody is there' satisfies Reason)
        if (painting() === 0) close()
      }
    },

    async take(message, hear) {
      switch (message.type) {
        case 'write':
        case 'revise':
        case 'again': {
          const isNew = await keep(message).catch((error: unknown) => {
            throw databaseFailure(error)
          })
          const entry = entries.get(message.id)!
          if (!isNew) await sayAgain([entry], 0, hear)
          await takeUp(entry)
          return
        }
        case 'stop':
          entries.get(message.id)?.running?.stop.abort('stopped by the writer' satisfies Reason)
          return
        case 'resume': {
          const all = [...entries.values()]
          await sayAgain(all, message.after, hear)
          for (const entry of all) await takeUp(entry)
        }
      }
    },

    seq: () => seq,
  }
}

/** Writes down in an entry what was said of it. */
function note(entry: Entry, message: ServerMessage): void {
  if (!isDurable(message)) {
    entry.passing.set(message.type, message)
    return
  }
  entry.said.push(message)
  if (message.type !== 'done') return
  entry.isDone = true
  entry.passing.clear()
}

const isPainted = ({ said }: Entry) => said.some(({ type }) => type === 'picture')

const isDurable = (event: SentenceEvent): event is DurableEvent =>
  event.type !== 'waiting' && event.type !== 'progress' && event.type !== 'preview'

const isFromDatabase = (error: unknown) =>
  error instanceof Error && !(error instanceof Failure) && error.name !== 'AbortError' && 'code' in error

const randomSeed = () => randomInt(2 ** 31)
