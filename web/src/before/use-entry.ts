import { useEffect, useRef, useState } from 'react'
import { Refusal } from '../api.ts'
import type { Desk, DeskState } from '../desk.ts'
import { go } from '../place.ts'

/**
 * Whether the house knows whoever is here, for pages that ask it something: a new visitor is made a writer on the way, and
 * whoever leaves from such a page is at the desk again. `code`: only somebody with a code may come in. `away`: the house does
 * not answer.
 */
export function useEntry(desk: Desk, { isKnown, needsCode }: DeskState): 'coming' | 'in' | 'code' | 'away' {
  const [failed, setFailed] = useState<'code' | 'away'>()
  const wasKnown = useRef(false)
  useEffect(() => {
    if (isKnown) wasKnown.current = true
    if (isKnown !== false || needsCode !== false) return
    if (wasKnown.current) return go()
    setFailed(undefined)
    desk.enter().catch((error: unknown) => {
      setFailed(error instanceof Refusal && error.code === 'forbidden' ? 'code' : 'away')
    })
  }, [desk, isKnown, needsCode])
  if (needsCode !== false) return 'code'
  if (isKnown) return 'in'
  return failed ?? 'coming'
}
