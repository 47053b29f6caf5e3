import { type Failure, toFailure } from '@aiw/kit/errors'
import type { Log } from '@aiw/kit/log'
import type { Feeling, Reading } from '@aiw/proto'
import { becauseOf, textsAskedFor } from '../because.ts'
import { forbidsThings } from '../concern.ts'
import { languageOf } from '../language.ts'
import { type Memory, type ReadOptions, sceneFelt } from '../read.ts'
import type { Reader } from '../service.ts'
import { type BetterReader, corrected } from './blend.ts'

/** A reader that failed so often in a row is left alone for a while. */
const mostFailures = 5
/** For so long, in milliseconds. */
const restMs = 30_000
/** Reasons are waited for so long, in milliseconds; with the reading they must be there in the 5 s a caller waits for them. */
const reasonsMs = 2_500
/** How many earlier sentences a better reader is told. */
const mostBefore = 2

interface Terms {
  /** What takes longer is not waited for, in milliseconds. */
  timeoutMs: number
  log: Log
  /** A clock that only goes forward, in milliseconds. */
  now?: () => number
}

/**
 * The embedded reader, corrected by a better one where that answers in time. It always answers: a better reader that is
 * late or fails costs its correction, nothing else. `Reading.reader` names who had a say.
 *
 * States of the better reader: asked → (5 failures in a row) → left alone for 30 s → asked again; then one more failure
 * leaves it alone again, and an answer makes all well. That one of this machine has too much to do for a moment is no failure. The log tells once that it is left alone, and once that it is
 * back.
 */
export function withBetter(
  read: (text: string, options: ReadOptions) => Reading,
  better: BetterReader,
  { timeoutMs, log, now = () => performance.now() }: Terms,
): Reader {
  let failures = 0
  let restsUntil = -Infinity
  let isAway = false

  function onFailure({ code, message }: Failure) {
    failures++
    if (failures < mostFailures || now() < restsUntil) return
    restsUntil = now() + restMs
    if (!isAway)
      log.warn({ reader: better.name, code, reason: message, restMs }, 'reader failed too often and is left alone')
    isAway = true
  }
  function onAnswer() {
    if (isAway) log.info({ reader: better.name }, 'reader answers again')
    failures = 0
    isAway = false
  }

  const knows = (text: string) => !better.languages || better.languages.includes(languageOf(text).split('-')[0]!)

  /** The words that moved what both say, each text read alone. */
  async function becauseOfBoth(text: string, signal: AbortSignal): Promise<Reading['because']> {
    const feelings = new Map<string, Feeling>()
    for (const part of textsAskedFor(text)) {
      const own = read(part, {})
      const both = part === '' || !knows(part) ? own : corrected(own, await better.read(part, [], signal), better.name)
      feelings.set(part, both.feeling!)
    }
    return becauseOf(text, (part) => feelings.get(part)!)
  }

  return async (text, options, call) => {
    const memory: Memory = options.memory ?? new Map()
    const mayAsk = now() >= restsUntil && knows(text)
    const explainsBoth = Boolean(options.explain) && better.isLocal && mayAsk
    // The embedded reader's reasons are as slow as so many readings: found out only where they are told.
    const reading = read(text, { ...options, memory, explain: Boolean(options.explain) && !explainsBoth })
    const withOwnReasons = (it: Reading) =>
      explainsBoth ? { ...it, because: read(text, { explain: true }).because } : it
    if (!mayAsk) return reading
    const before = (options.before ?? []).slice(-mostBefore)
    let both: Reading
    try {
      const opinion = await within(timeoutMs, call.signal, (signal) => better.read(text, before, signal))
      onAnswer()
      both = corrected(reading, opinion, better.name)
    } catch (error) {
      // Who left is no failure of the reader.
      call.signal.throwIfAborted()
      const failure = toFailure(error)
      call.log.debug({ reader: better.name, code: failure.code, reason: failure.message }, 'reader did not answer')
      if (!(better.isLocal && failure.code === 'busy')) onFailure(failure)
      return withOwnReasons(reading)
    }
    // Where nothing is shown, the place follows what both feel; the writer is in it where it is told in their voice.
    if (!forbidsThings(both.concern!)) both.scene = sceneFelt(text, both, { ...options, memory })
    if (!explainsBoth) return both
    try {
      return { ...both, because: await within(reasonsMs, call.signal, (signal) => becauseOfBoth(text, signal)) }
    } catch {
      call.signal.throwIfAborted()
      return withOwnReasons(both)
    }
  }
}

/** Waits so long and no longer, whatever `act` does with its signal. */
async function within<T>(ms: number, left: AbortSignal, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  left.throwIfAborted()
  const end = new AbortController()
  const leave = () => end.abort(left.reason)
  const timer = setTimeout(() => end.abort(new DOMException('The reader took too long', 'TimeoutError')), ms)
  left.addEventListener('abort', leave)
  try {
    return await Promise.race([
      act(end.signal),
      new Promise<never>((_, reject) =>
        end.signal.addEventListener('abort', () => reject(end.signal.reason as Error), { once: true }),
      ),
    ])
  } finally {
    clearTimeout(timer)
    left.removeEventListener('abort', leave)
  }
}
