import { Failure } from '@aiw/kit/errors'

/** How much of the house one writer, and all together, may take up. */
export interface Limits {
  /** Sentences, pictures again and resumes of a writer in a minute, over all sockets. */
  messagesAMinute: number
  /** Open sockets of a writer, and of all. */
  socketsOfOne: number
  sockets: number
}

/** Nobody writes four sentences a second, or with twenty pages at once; who does is a program that went wrong. */
export const usualLimits: Limits = { messagesAMinute: 240, socketsOfOne: 20, sockets: 2_000 }

const windowMs = 60_000

/** Counts what writers take up, in memory. */
export interface Shares {
  /** Throws Failure `busy` when a writer may not open another socket. */
  mayEnter(writer: string): void
  /** Counts a socket in. Returns how to count it out. Throws like `mayEnter`. */
  enter(writer: string): () => void
  /** Counts a message. Throws Failure `busy` when the writer had too many in this minute. */
  say(writer: string): void
}

export function shares(limits: Limits = usualLimits, now: () => number = performance.now.bind(performance)): Shares {
  const open = new Map<string, number>()
  let all = 0
  let startedAt = now()
  let said = new Map<string, number>()

  const openOf = (writer: string) => open.get(writer) ?? 0

  function mayEnter(writer: string): void {
    if (openOf(writer) >= limits.socketsOfOne)
      throw new Failure('busy', 'This sitting is open in too many places; close one of them')
    if (all >= limits.sockets) throw new Failure('busy', 'Too many people are writing here; try again in a minute')
  }

  return {
    mayEnter,
    enter(writer) {
      mayEnter(writer)
      open.set(writer, openOf(writer) + 1)
      all++
      return () => {
        all--
        if (openOf(writer) > 1) open.set(writer, openOf(writer) - 1)
        else open.delete(writer)
      }
    },
    say(writer) {
      if (now() - startedAt >= windowMs) {
        startedAt = now()
        said = new Map()
      }
      const count = (said.get(writer) ?? 0) + 1
      said.set(writer, count)
      if (count > limits.messagesAMinute)
        throw new Failure('busy', 'Too much in one minute; send this again in a moment')
    },
  }
}
