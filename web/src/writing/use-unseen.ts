import { useEffect, useState } from 'react'
import { putAwayOf } from '../back/plates.ts'
import type { Desk, DeskState } from '../desk.ts'
import { nothingUnseen, type Unseen } from './seen.ts'

/**
 * What the writer does not want to see now. What was put away stays so, on another day, too: until it is known what was, and
 * where it cannot be had, nothing of the sitting is to be seen unless the writer asks for it.
 */
export function useUnseen(desk: Desk, state: DeskState) {
  const [unseen, setUnseen] = useState<Unseen>(nothingUnseen)
  /** Of which sitting it is known what was put away, or asked that it be shown all the same; `failed`: it cannot be had. */
  const [known, setKnown] = useState<{ sitting: string; failed?: true }>()
  const { sitting, sentences, line } = state.session
  const isOpen = line === 'open'
  const isKnown = state.isKnown === true

  useEffect(() => {
    if (sitting === undefined || !isKnown) return
    let isWanted = true
    desk.api.ratings(sitting).then(
      (ratings) => {
        const earlier = putAwayOf(ratings)
        if (!isWanted) return
        setKnown({ sitting })
        if (earlier.size > 0) {
          setUnseen((before) => ({ ...before, putAway: new Set([...before.putAway, ...earlier]) }))
        }
      },
      () => {
        if (isWanted) setKnown((before) => (before?.sitting === sitting ? before : { sitting, failed: true }))
      },
    )
    return () => {
      isWanted = false
    }
  }, [desk, sitting, isKnown, isOpen])

  const isUnsure = sitting !== undefined && isKnown && (known?.sitting !== sitting || known.failed === true)

  return {
    unseen,
    /** Nothing of this sitting may be seen; `isComing`: only until the house has answered. */
    isUnsure,
    isComing: isUnsure && known?.sitting !== sitting,
    /** The writer wants to see it all the same. */
    trust: () => sitting !== undefined && setKnown({ sitting }),
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
