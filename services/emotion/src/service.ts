import type { Call } from '@aiw/kit/call'
import { Failure } from '@aiw/kit/errors'
import { converse, unary } from '@aiw/kit/grpc-server'
import type { Logger } from '@aiw/kit/log'
import type { EmotionServiceHandlers, Reading, Sentence } from '@aiw/proto'
import { concepts } from './lexicon/concepts.ts'
import { type Memory, mostBefore, read as readEmbedded, type ReadOptions } from './read.ts'

/** Longest text of one sentence, in characters. */
const longestText = 2_000
/** Longest id of a sentence, in characters. */
const longestId = 64
/** Sentences of a sitting that are read at the same time; the next waits in the stream. */
const mostAtOnce = 16

/**
 * Whatever reads: the embedded reader, or one that takes longer and knows more, and stops when the call's signal
 * aborts.
 */
export type Reader = (
  text: string,
  options: ReadOptions,
  call: Pick<Call, 'signal' | 'log'>,
) => Reading | Promise<Reading>

/** EmotionService of proto/aiw/emotion/v1. Keeps nothing; its log tells that something was read, never what. */
export const emotionService = (log: Logger, read: Reader): EmotionServiceHandlers => ({
  Read: unary(log, async ({ sentence, before, explain }, call) => {
    const reading = await readOne(read, sentence, { before: before.filter(isReadable), explain }, call)
    call.log.debug({ reader: reading.reader }, 'sentence was read')
    return { reading }
  }),

  /**
   * A sentence that breaks the contract ends the stream with INVALID_ARGUMENT: the caller checks before it sends. One
   * without an id is there for the light it throws on those after it, as when a stream is opened anew: the embedded
   * reader reads it, and nothing waits for a better one.
   */
  ReadSitting: converse(log, async function* (requests, call) {
    const before: string[] = []
    const memory: Memory = new Map()
    let sentences = 0
    try {
      for await (const reading of inOrder(requests, mostAtOnce, ({ sentence, explain }) => {
        const earlier = before.slice()
        if (sentence) before.push(sentence.text)
        if (before.length > mostBefore) before.shift()
        for (const text of memory.keys()) if (!before.includes(text)) memory.delete(text)
        return readOne(sentence?.id === '' ? readEmbedded : read, sentence, { before: earlier, memory, explain }, call)
      })) {
        sentences++
        call.log.debug({ reader: reading.reader }, 'sentence of a sitting was read')
        yield { reading }
      }
    } finally {
      call.log.debug({ sentences }, 'sitting ended')
    }
  }),

  ListConcepts: unary(log, () => ({ concepts: concepts() })),
})

async function readOne(read: Reader, sentence: Sentence | null, options: ReadOptions, call: Call): Promise<Reading> {
  if (!sentence || !isReadable(sentence.text))
    throw new Failure('invalid', `sentence.text must have 1 to ${longestText} characters`)
  if (sentence.id.length > longestId)
    throw new Failure('invalid', `sentence.id may have at most ${longestId} characters`)
  const { id, text, language } = sentence
  const reading = await read(text, { ...options, language }, call)
  // What it names are the writer's words: told to nobody who did not ask, whatever reads.
  return { ...reading, id, because: options.explain ? reading.because : [] }
}

/**
 * What `act` makes of each item, in their order; each is begun when it comes, not when the one before it is done, and
 * at most so many are under way. So a reader that takes a second does not let the third sentence wait for three.
 */
async function* inOrder<Q, R>(items: AsyncIterable<Q>, most: number, act: (item: Q) => Promise<R>): AsyncGenerator<R> {
  const source = items[Symbol.asyncIterator]()
  const begun: Promise<R>[] = []
  let coming: Promise<IteratorResult<Q, unknown>> | undefined = source.next()
  try {
    while (coming || begun.length > 0) {
      const came: Promise<unknown>[] = coming && begun.length < most ? [coming] : []
      // A failure is thrown below, in its turn; another's must not go unheard meanwhile.
      const ended = await Promise.race([
        ...begun.slice(0, 1).map((first) => first.then(nothing, nothing)),
        ...came.map((item) => item.then(() => 'came' as const)),
      ])
      if (ended !== 'came') {
        yield await begun.shift()!
        continue
      }
      const { done, value }: IteratorResult<Q, unknown> = await coming!
      coming = done ? undefined : source.next()
      if (done) continue
      const reading = act(value as Q)
      reading.catch(nothing)
      begun.push(reading)
    }
  } finally {
    coming?.catch(nothing)
    void source.return?.().catch(nothing)
  }
}

const nothing = () => undefined

const isReadable = (text: string) => text.trim() !== '' && text.length <= longestText
