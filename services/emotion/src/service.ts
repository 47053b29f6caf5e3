import { Failure } from '@aiw/kit/errors'
import { converse, unary } from '@aiw/kit/grpc-server'
import type { Logger } from '@aiw/kit/log'
import type { EmotionServiceHandlers, Reading, Sentence } from '@aiw/proto'
import { concepts } from './lexicon/concepts.ts'
import { mostBefore, type ReadOptions } from './read.ts'

/** Longest text of one sentence, in characters. */
const longestText = 2_000
/** Longest id of a sentence, in characters. */
const longestId = 64

/** Whatever reads: the embedded reader, or one that takes longer and knows more. */
export type Reader = (text: string, options: ReadOptions) => Reading | Promise<Reading>

/** EmotionService of proto/aiw/emotion/v1. Keeps nothing; its log tells that something was read, never what. */
export const emotionService = (log: Logger, read: Reader): EmotionServiceHandlers => ({
  Read: unary(log, async ({ sentence, before, explain }, call) => {
    const reading = await readOne(read, sentence, before.filter(isReadable), explain)
    call.log.debug({ language: reading.language, reader: reading.reader }, 'sentence was read')
    return { reading }
  }),

  /** A sentence that breaks the contract ends the stream with INVALID_ARGUMENT: the caller checks before it sends. */
  ReadSitting: converse(log, async function* (requests, call) {
    const before: string[] = []
    let sentences = 0
    try {
      for await (const { sentence, explain } of requests) {
        const reading = await readOne(read, sentence, before, explain)
        before.push(sentence!.text)
        if (before.length > mostBefore) before.shift()
        sentences++
        call.log.debug({ language: reading.language, reader: reading.reader }, 'sentence of a sitting was read')
        yield { reading }
      }
    } finally {
      call.log.debug({ sentences }, 'sitting ended')
    }
  }),

  ListConcepts: unary(log, () => ({ concepts: concepts() })),
})

async function readOne(read: Reader, sentence: Sentence | null, before: string[], explain: boolean): Promise<Reading> {
  if (!sentence || !isReadable(sentence.text))
    throw new Failure('invalid', `sentence.text must have 1 to ${longestText} characters`)
  if (sentence.id.length > longestId)
    throw new Failure('invalid', `sentence.id may have at most ${longestId} characters`)
  const { id, text, language } = sentence
  const reading = await read(text, { language, before, explain })
  // What it names are the writer's words: told to nobody who did not ask, whatever reads.
  return { ...reading, id, because: explain ? reading.because : [] }
}

const isReadable = (text: string) => text.trim() !== '' && text.length <= longestText
