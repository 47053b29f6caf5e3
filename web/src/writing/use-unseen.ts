import { useEffect, useState } from 'react'
import { putAwayOf } from '../back/plates.ts'
import type { Desk, DeskState } from '../desk.ts'
import { nothingUnseen, type Unseen } from './seen.ts'

/** What the writer does not want to see now. What was put away stays so, on another day, too. */
export function useUnseen(desk: Desk, state: DeskState) {
  const [unseen, setUnseen] = useState<Unseen>(nothingUnseen)
  const { sitting, sentences } = state.session
  const isKnown = state.isKnown === true

  useEffect(() => {
    if (sitting === undefined || !isKnown) return
    let isWanted = true
    desk.api.ratings(sitting).then(
      (ratings) => {
        const earlier = putAwayOf(ratings)
        if (isWanted && earlier.size > 0) {
          setUnseen((before) => ({ ...before, putAway: new Set([...before.putAway, ...earlier]) }))
        }
      },
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [desk, sitting, isKnown])

  return {
    unseen,
    /** At once; nothing older takes its place by itself. */
    putAway(picture: string) {
      const blankBefore = sentences.length
      setUnseen((before) => ({ ...before, putAway: new Set([...before.putAway, picture]), blankBefore }))
    },
    /** Its pictures wait until the writer has their own image. */
    wait: (sentence: string) =>
      setUnseen((before) => ({ ...before, unimagined: new Set([...before.unimagined, sentence]) })),
    waitNoMore: (sentence: string) =>
      setUnseen((before) => ({
        ...before,
        unimagined: new Set([...before.unimagined].filter((one) => one !== sentence)),
      })),
    /** These come when they are finished, and not before. */
    withoutPreview: (ids: readonly string[]) =>
      setUnseen((before) => ({ ...before, quiet: new Set([...before.quiet, ...ids]) })),
    /** Something was chosen: it may be older. */
    choose: () => setUnseen((before) => ({ ...before, blankBefore: 0 })),
  }
}
