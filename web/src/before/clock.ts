/**
 * Counts how long somebody actively writes: from one key press to the next, and while they think, but no longer than a
 * pause of `pauseMs`. It never goes back and knows nothing of what is written. Times are of a clock that does not jump.
 */
export interface WritingClock {
  /** Somebody wrote something. */
  wrote: () => void
  /** Nobody is writing any more: the page is hidden, or left, or paused. */
  stop: () => void
  /** Milliseconds so far, the present thinking included. */
  elapsed: () => number
  /** Whether it counts just now. */
  isRunning: () => boolean
}

/** As long as that somebody who writes nothing is taken to be thinking. */
export const usualPauseMs = 60_000

export function writingClock(now: () => number, pauseMs = usualPauseMs): WritingClock {
  let counted = 0
  let last: number | undefined
  const sinceLast = () => (last === undefined ? 0 : Math.max(0, Math.min(now() - last, pauseMs)))
  return {
    wrote() {
      counted += sinceLast()
      last = now()
    },
    stop() {
      counted += sinceLast()
      last = undefined
    },
    elapsed: () => counted + sinceLast(),
    isRunning: () => last !== undefined && now() - last < pauseMs,
  }
}

/** Whether as many minutes were written as are asked: 14:59 is not 15 minutes. */
export const isReached = (seconds: number, minutes: number): boolean => seconds >= minutes * 60

/** Whole minutes, none begun. */
export const minutesOf = (seconds: number): number => Math.floor(seconds / 60)
