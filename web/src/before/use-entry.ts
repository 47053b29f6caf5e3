import { useEffect, useRef, useState } from 'react'
import { Refusal } from '../api.ts'
import type { Desk, DeskState } from '../desk.ts'
import { go } from '../place.ts'

/** `code`: only somebody with a code may come in. `away`: the house does not answer. */
type Entry = 'coming' | 'in' | 'code' | 'away'

/**
 * Whether the house knows whoever is here, for pages that ask it something. Somebody it does not know is led to the welcome
 * and nothing is made of them; whoever leaves from such a page is at the desk again.
 */
export function useEntry(state: DeskState): Entry {
  return useWriter(state, () => location.replace('#/welcome'))
}

/** The same where somebody begins: a new visitor is made a writer on the way. */
export function useBeginning(desk: Desk, state: DeskState): Entry {
  const [failed, setFailed] = useState<'code' | 'away'>()
  /** Once: a house that says no, or nothing, is not asked on and on. */
  const hasTried = useRef(false)
  const entry = useWriter(state, () => {
    if (hasTried.current) return
    hasTried.current = true
    desk.enter().catch((error: unknown) => {
      setFailed(error instanceof Refusal && error.code === 'forbidden' ? 'code' : 'away')
    })
  })
  return entry === 'coming' ? (failed ?? 'coming') : entry
}

/** `onStranger`: the house was asked, and knows nobody here. */
function useWriter({ isKnown, isBeginning, needsCode }: DeskState, onStranger: () => void): Entry {
  const wasKnown = useRef(false)
  const latest = useRef(onStranger)
  latest.current = onStranger
  useEffect(() => {
    if (isKnown) wasKnown.current = true
    if (isKnown !== false || isBeginning || needsCode !== false) return
    if (wasKnown.current) go()
    else latest.current()
  }, [isKnown, isBeginning, needsCode])
  if (needsCode !== false) return 'code'
  return isKnown ? 'in' : 'coming'
}
