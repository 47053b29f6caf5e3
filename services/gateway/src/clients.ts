import type { ClientDuplexStream } from '@grpc/grpc-js'
import type { Call } from '@aiw/kit/call'
import { Failure, toFailure } from '@aiw/kit/errors'
import { ask, isServing, listen, open } from '@aiw/kit/grpc-client'
import { channelTo, type Tls } from '@aiw/kit/tls'
import {
  EmotionService,
  type ListConceptsResponse,
  type ListStylesResponse,
  type Look,
  type PaintResponse,
  type Reading,
  RenderService,
  type Scene,
  type Sentence,
  type Style,
} from '@aiw/proto'

/** A reading is asked to come within this time, in milliseconds. */
const readMs = 2_000
/** Render says at once whether it paints or lets wait; not a word within this time, in milliseconds, and it is gone. */
const firstWordMs = 5_000
/** A reading with its reasons costs as much as one for every word; it is asked to come within this time, in milliseconds. */
const explainMs = 5_000
/** A picture is asked to come within this time, waiting included, in milliseconds. */
const paintMs = 30_000
/** The reading stream of a sitting is opened anew after this time, in milliseconds. */
const sittingMs = 60 * 60_000

/** Reads the sentences of one sitting, in order, each in the light of those before it. */
export interface SittingReader {
  /**
   * Reads one sentence within 2 s, under an id that no other of the sitting ever has. `before`: earlier sentences, oldest
   * first, at most 8; told to emotion only when its stream had to be opened anew. Throws Failure.
   */
  read(sentence: Pick<Sentence, 'id' | 'text'>, before: () => readonly string[], signal: AbortSignal): Promise<Reading>
  /** Emotion is to forget what was read: the next sentence is read in the light of its `before` only. */
  forget(): void
  close(): void
}

/** What is painted: everything render is told. */
export interface Painting {
  id: string
  scene: Scene
  look: Look
  seed: number
  lane: string
}

/** The two services behind the gateway, as plain functions. All throw Failure. */
export interface Clients {
  /** A reader that keeps one stream open for a sitting. `id` goes with the stream into emotion's log. */
  readSitting(id: string): SittingReader
  /**
   * Reads one text once more, with the words that moved the reading: within 5 s. `before`: earlier sentences, oldest first, at
   * most 8.
   */
  explain(asked: { text: string; before: readonly string[] }, call: Pick<Call, 'id' | 'signal'>): Promise<Reading>
  /** Paints one picture within 30 s. Leaving the loop stops the brush. */
  paint(painting: Painting, call: Call): AsyncIterable<PaintResponse>
  /** The styles pictures can be painted in now; within 2 s. */
  styles(call: Pick<Call, 'id' | 'signal'>): Promise<Style[]>
  /** Names of concepts and relations for people, by key; asked for once. Empty when emotion cannot be reached. */
  conceptTitles(call: Pick<Call, 'id' | 'signal'>): Promise<ConceptTitles>
  /** Whether each service can be reached and serves. */
  health(): Promise<{ emotion: boolean; render: boolean }>
  close(): void
}

/** By key, then by language. */
export type ConceptTitles = ReadonlyMap<string, Record<string, string>>

/** Calls both services. Throws Failure `invalid` when one is on another machine and there are no certificates. */
export function connect(emotionAddress: string, renderAddress: string, tls?: Tls): Clients {
  const emotion = new EmotionService(emotionAddress, ...channelTo(emotionAddress, 'emotion', tls))
  const render = new RenderService(renderAddress, ...channelTo(renderAddress, 'render', tls))
  let titles: ConceptTitles | undefined
  return {
    readSitting: (id) => sittingReader(() => open((m, o) => emotion.readSitting(m, o), id, sittingMs)),
    async explain({ text, before }, call) {
      const request = { sentence: { id: '', text }, before: [...before], explain: true }
      const { reading } = await ask<{ reading: Reading | null }>(
        (m, o, reply) => emotion.read(request, m, o, reply),
        call,
        explainMs,
      )
      if (!reading) throw new Failure('unavailable', 'The reader answered nothing')
      return reading
    },
    paint: (painting, call) =>
      notSilent(call.signal, (signal) =>
        listen((m, o) => render.paint({ ...painting, width: 0, height: 0 }, m, o), { ...call, signal }, paintMs),
      ),
    styles: async (call) =>
      (await ask<ListStylesResponse>((m, o, reply) => render.listStyles({}, m, o, reply), call, readMs)).styles,
    async conceptTitles(call) {
      try {
        titles ??= new Map(
          (
            await ask<ListConceptsResponse>((m, o, reply) => emotion.listConcepts({}, m, o, reply), call, readMs)
          ).concepts.map(({ key, title }) => [key, title]),
        )
      } catch {
        // The keys themselves are readable; the names are asked for again with the next picture.
      }
      return titles ?? new Map()
    },
    async health() {
      const [emotionServes, renderServes] = await Promise.all([isServing(emotion), isServing(render)])
      return { emotion: emotionServes, render: renderServes }
    },
    close() {
      emotion.close()
      render.close()
    },
  }
}

/** Listens, but not for longer than `firstWordMs` to silence: a frozen service takes calls and never answers them. */
async function* notSilent<T>(
  left: AbortSignal,
  listenUntil: (signal: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const silence = new AbortController()
  const timer = setTimeout(() => silence.abort(), firstWordMs)
  try {
    for await (const message of listenUntil(AbortSignal.any([left, silence.signal]))) {
      clearTimeout(timer)
      yield message
    }
  } catch (error) {
    throw silence.signal.aborted && !left.aborted ? new Failure('unavailable', 'The painter does not answer') : error
  } finally {
    clearTimeout(timer)
  }
}

type ReadingStream = ClientDuplexStream<{ sentence: Pick<Sentence, 'id' | 'text'> }, { reading: Reading | null }>

/** A stream into emotion, with who waits for an answer on it, by the id of the sentence. */
interface Asked {
  stream: ReadingStream
  waiting: Map<string, { resolve: (reading: Reading) => void; reject: (failure: Failure) => void }>
}

function sittingReader(connectStream: () => ReadingStream): SittingReader {
  let current: Asked | undefined

  function opened(before: readonly string[]): Asked {
    const fresh: Asked = { stream: connectStream(), waiting: new Map() }
    fresh.stream.on('data', ({ reading }) => {
      if (!reading) return
      fresh.waiting.get(reading.id)?.resolve(reading)
      fresh.waiting.delete(reading.id)
    })
    fresh.stream.on('error', (error) => lose(fresh, toFailure(error)))
    fresh.stream.on('end', () => lose(fresh, new Failure('unavailable', 'The reader ended')))
    for (const text of before) fresh.stream.write({ sentence: { id: '', text } })
    return fresh
  }

  /** Nobody waits on this stream any more; the next sentence opens another. */
  function lose(asked: Asked, failure: Failure): void {
    if (current === asked) current = undefined
    for (const { reject } of asked.waiting.values()) reject(failure)
    asked.waiting.clear()
  }

  return {
    read(sentence, before, signal) {
      signal.throwIfAborted()
      current ??= opened(before())
      const asked = current
      return new Promise<Reading>((resolve, reject) => {
        const settle = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', leave)
        }
        const timer = setTimeout(() => {
          asked.waiting.delete(sentence.id)
          settle()
          reject(new Failure('timeout', 'The reading took too long'))
          lose(asked, new Failure('timeout', 'The reader hangs'))
          asked.stream.cancel()
        }, readMs)
        const leave = () => {
          asked.waiting.delete(sentence.id)
          settle()
          reject(signal.reason as Error)
        }
        signal.addEventListener('abort', leave, { once: true })
        asked.waiting.set(sentence.id, {
          resolve: (reading) => {
            settle()
            resolve(reading)
          },
          reject: (failure) => {
            settle()
            reject(failure)
          },
        })
        asked.stream.write({ sentence })
      })
    },
    forget() {
      current?.stream.end() // what was asked is still answered
      current = undefined
    },
    close() {
      current?.stream.cancel()
      current = undefined
    },
  }
}
