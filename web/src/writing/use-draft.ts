import { useEffect, useRef, useState } from 'react'
import type { Desk, DeskState } from '../desk.ts'
import type { Draft } from '../unsent.ts'

/** How long the writing has to rest before what is in the box is laid by, in milliseconds. */
const quietMs = 400

type Whose = Pick<DeskState, 'writer' | 'isKnown'> & { isAway: boolean }

/**
 * What becomes of a draft that was found. Nobody sees another's; while the house is away whoever has the tab is taken for
 * who had it before, as with what waits to be sent.
 */
export function fateOf(draft: Draft, { writer, isKnown, isAway }: Whose): 'shown' | 'waits' | 'dropped' {
  if (writer !== undefined) return draft.writer === undefined || draft.writer === writer ? 'shown' : 'dropped'
  if (isKnown === undefined) return isAway ? 'shown' : 'waits'
  return draft.writer === undefined ? 'shown' : 'waits'
}

interface InBox extends Omit<Draft, 'writer'> {
  /** Puts what was found into the box. */
  onFound: (draft: Draft) => void
  /** What was put there turns out to be somebody else's. */
  onOthers: () => void
}

/** Lays by what is in the box, and brings it back: a page that is loaded again, or put away by a phone, loses no half sentence. */
export function useDraft(desk: Desk, state: DeskState, { text, isPrivate, onFound, onOthers }: InBox): void {
  const { writer, isKnown, session } = state
  const isAway = session.line === 'lost'
  const [found, setFound] = useState<Draft | 'looking' | 'done'>('looking')
  const latest = useRef({ onFound, onOthers })
  latest.current = { onFound, onOthers }
  /** Whose it is: a session that is lost leaves it whose it was. */
  const whose = useRef(writer)
  if (writer !== undefined) whose.current = writer
  /** Shown before it could be told whose it is. */
  const early = useRef<Draft>(undefined)
  const kept = useRef('')

  useEffect(() => {
    let isWanted = true
    void desk.findDraft().then((draft) => isWanted && setFound(draft ?? 'done'))
    return () => {
      isWanted = false
    }
  }, [desk])

  useEffect(() => {
    if (early.current && writer !== undefined) {
      if (fateOf(early.current, { writer, isKnown, isAway }) === 'dropped') latest.current.onOthers()
      early.current = undefined
    }
    if (typeof found === 'string') return
    const fate = fateOf(found, { writer, isKnown, isAway })
    if (fate === 'waits') return
    if (fate === 'shown') {
      // It lies there, whatever becomes of it in the box.
      kept.current = 'found'
      latest.current.onFound(found)
      if (writer === undefined) {
        early.current = found
        whose.current ??= found.writer
      }
    } else desk.keepDraft(undefined)
    setFound('done')
  }, [found, writer, isKnown, isAway])

  useEffect(() => {
    if (found !== 'done') return
    const keep = () => {
      const now = text === '' ? '' : `${isPrivate} ${text}`
      if (kept.current === now) return
      kept.current = now
      const owner = whose.current
      desk.keepDraft(text === '' ? undefined : { text, isPrivate, ...(owner !== undefined && { writer: owner }) })
    }
    // What was sent a moment ago must not come back.
    if (text === '') keep()
    const timer = setTimeout(keep, quietMs)
    const leave = () => document.visibilityState === 'hidden' && keep()
    document.addEventListener('visibilitychange', leave)
    addEventListener('pagehide', keep)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', leave)
      removeEventListener('pagehide', keep)
    }
  }, [desk, found, text, isPrivate])
}
