import type { Recording } from './recorder.ts'

/** Held for longer than this, in milliseconds, letting go ends it; else the next press does. */
const holdMs = 450

export type Stage = 'idle' | 'asking' | 'recording' | 'sending'
/** The text that says how it is; undefined: nothing is to be said. */
export type Said =
  | 'dictate.recording'
  | 'dictate.refused'
  | 'dictate.sending'
  | 'dictate.nothing'
  | 'dictate.check'
  | 'dictate.failed'
  | undefined

interface Means {
  /** Opens the microphone. Throws where it is refused. `onEnd`: it has gone, or it has been long enough. */
  record: (onEnd: () => void) => Promise<Recording>
  /** The words of a recording; empty where nothing was said. Throws where they cannot be had. */
  understand: (audio: Blob, signal: AbortSignal) => Promise<string>
  /** Milliseconds of a clock that does not jump. */
  now: () => number
  onStage: (stage: Stage) => void
  onSaid: (said: Said) => void
  onText: (text: string) => void
}

/** Speaking in place of writing: hold the button, or press to begin and to end. */
export interface Dictation {
  press: () => void
  release: () => void
  /** Lets the microphone go at once, and throws away what it heard. Words that are being understood already still come. */
  drop: () => void
  /** Drops it, and what is being understood, too. */
  close: () => void
}

export function dictation({ record, understand, now, onStage, onSaid, onText }: Means): Dictation {
  let stage: Stage = 'idle'
  let recording: Recording | undefined
  let pressedAt = 0
  /** Counts what was begun: an answer to something earlier is dropped. */
  let turn = 0
  let asking: AbortController | undefined

  function become(next: Stage, said: Said) {
    stage = next
    onStage(next)
    onSaid(said)
  }

  async function begin() {
    const mine = ++turn
    become('asking', undefined)
    try {
      const begun = await record(() => void end())
      if (turn !== mine) return begun.drop()
      recording = begun
      become('recording', 'dictate.recording')
    } catch {
      if (turn === mine) become('idle', 'dictate.refused')
    }
  }

  async function end() {
    const begun = recording
    recording = undefined
    if (!begun) return
    const mine = ++turn
    become('sending', 'dictate.sending')
    asking = new AbortController()
    try {
      const audio = await begun.stop()
      const text = audio ? await understand(audio, asking.signal) : ''
      if (turn !== mine) return
      if (text !== '') onText(text)
      become('idle', text === '' ? 'dictate.nothing' : 'dictate.check')
    } catch {
      if (turn === mine) become('idle', 'dictate.failed')
    }
  }

  function drop() {
    if (stage !== 'asking' && stage !== 'recording') return
    turn++
    recording?.drop()
    recording = undefined
    become('idle', undefined)
  }

  return {
    press() {
      if (stage === 'recording') return void end()
      if (stage !== 'idle') return
      pressedAt = now()
      void begin()
    },
    release() {
      if (now() - pressedAt <= holdMs) return
      if (stage === 'recording') void end()
      // Whoever lets go before the microphone is there is not heard afterwards.
      else drop()
    },
    drop,
    close() {
      drop()
      turn++
      asking?.abort()
    },
  }
}
