import { useEffect, useRef, useState } from 'react'
import type { Api } from '../api.ts'
import type { SittingSummary } from '../wire.ts'

/** A writer's sittings, as far as they were asked for. */
export interface List {
  /** Newest first; undefined until the house has answered. */
  all: SittingSummary[] | undefined
  hasFailed: boolean
  /** There may be older ones. */
  hasOlder: boolean
  /** Asks for the newest, or for those older than the last; never throws. */
  more: () => Promise<void>
  forget: (id: string) => void
}

/** As many as the house tells at once. */
const mostAtOnce = 200

/** The list is asked for once; what was written since is in it when one comes here again. */
export function useList(api: Api): List {
  const [all, setAll] = useState<SittingSummary[]>()
  const [hasFailed, setFailed] = useState(false)
  const [hasOlder, setOlder] = useState(false)
  const isAsking = useRef(false)

  async function more() {
    if (isAsking.current) return
    isAsking.current = true
    try {
      const found = await api.sittings(all?.at(-1)?.startedAt)
      setAll((before = []) => [...before, ...found])
      setOlder(found.length >= mostAtOnce)
      setFailed(false)
    } catch {
      setFailed(true)
    }
    isAsking.current = false
  }

  useEffect(() => void more(), [api])
  return { all, hasFailed, hasOlder, more, forget: (id) => setAll((before) => before?.filter((one) => one.id !== id)) }
}
