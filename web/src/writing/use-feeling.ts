import { useEffect, useRef, useState } from 'react'
import type { Shown } from '../session.ts'
import type { Wish } from '../wire.ts'
import { changesFrom } from './use-settled.ts'

/** How long a slider rests before the picture is painted anew, in milliseconds. */
const restMs = 600

/** A picture whose look is being changed. */
export interface Feeling {
  /** Of which sentence. */
  words: string
  /** What was wished before, for a picture that came without its wish. */
  from: Wish
}

interface Options {
  wish: Wish
  shown: Shown | undefined
  /** The look moved: at once. */
  onMove: (wish: Wish) => void
  /** It rests: `from` is the look before it moved, `over` the picture that it was tried on. */
  onRest: (wish: Wish, from: Wish, over: Shown | undefined) => void
}

/** Lets a look be felt: every move is told at once, and where it comes to rest a little later, or when `rest` is called. */
export function useFeeling(options: Options) {
  const [feeling, setFeeling] = useState<Feeling>()
  const latest = useRef(options)
  latest.current = options
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const moved = useRef<{ wish: Wish; from: Wish }>(undefined)

  function settle(isPainted: boolean) {
    clearTimeout(timer.current)
    const move = moved.current
    moved.current = undefined
    // There and back again is no change.
    if (move && Object.keys(changesFrom(move.from, move.wish)).length > 0)
      latest.current.onRest(move.wish, move.from, isPainted ? latest.current.shown : undefined)
  }
  useEffect(() => () => settle(false), [])

  const { shown } = options
  return {
    /** Only while that sentence is on the stage. */
    feeling: feeling?.words === shown?.words.id ? feeling : undefined,
    move: (wish: Wish) => {
      if (shown && feeling?.words !== shown.words.id) setFeeling({ words: shown.words.id, from: options.wish })
      options.onMove(wish)
      moved.current = { wish, from: moved.current?.from ?? options.wish }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => settle(true), restMs)
    },
    /** Nothing is felt any more; what was wished is kept, and nothing is painted for it. */
    leave: () => {
      settle(false)
      setFeeling(undefined)
    },
  }
}
