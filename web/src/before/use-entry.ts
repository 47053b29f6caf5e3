import { useEffect, useState } from 'react'
import { Refusal } from '../api.ts'
import type { Desk, DeskState } from '../desk.ts'

/**
 * Whether the house knows whoever is here, for pages that ask it something: a new visitor is made a writer on the way.
 * `code`: only somebody with a code may come in. `away`: the house does not answer.
 */
export function useEntry(desk: Desk, { isKnown, needsCode }: DeskState): 'coming' | 'in' | 'code' | 'away' {
  const [failed, setFailed] = useState<'code' | 'away'>()
  useEffect(() => {
    if (isKnown !== false || needsCode !== false) return
    setFailed(undefined)
    desk.enter().catch((error: unknown) => {
      setFailed(error instanceof Refusal && error.code === 'forbidden' ? 'code' : 'away')
    })
  }, [desk, isKnown, needsCode])
  if (needsCode !== false) return 'code'
  if (isKnown) return 'in'
  return failed ?? 'coming'
}
