import { useEffect, useRef, useState } from 'react'
import type { Desk } from '../desk.ts'
import { type Booklet, emptyBooklet } from './booklet.ts'

/** How long after the last change a booklet is kept, in milliseconds. */
const quietMs = 3_000

/** What lies open where the house keeps no booklets: until its writer leaves this page, or this machine. */
const drafts = new WeakMap<Desk, Booklet>()

/** The writer's booklets, and the one that lies open. */
export interface Booklets {
  kept: readonly Booklet[]
  /** Whether the house was asked for them; where it cannot tell, there are none. */
  isKnown: boolean
  open: Booklet
  /** Whether what lies open is kept by the house; undefined while nothing was changed yet. */
  state: 'kept' | 'keeping' | 'not kept' | undefined
  /** Changes what lies open, however many changes come before the next drawing. */
  change: (how: (booklet: Booklet) => Booklet) => void
  /** Lays another one open: a kept one, or an empty one. */
  lay: (booklet: Booklet | undefined) => void
  /** Throws a Refusal. */
  remove: () => Promise<void>
}

/** Keeps what lies open a moment after every change, and when the page is left. */
export function useBooklets(desk: Desk): Booklets {
  const { api } = desk
  const [kept, setKept] = useState<readonly Booklet[]>([])
  const [isKnown, setKnown] = useState(false)
  const [open, setOpen] = useState<Booklet>(() => drafts.get(desk) ?? emptyBooklet())
  const [state, setState] = useState<Booklets['state']>()
  const current = useRef(open)
  const pending = useRef<Booklet>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    let isWanted = true
    void api
      .booklets()
      .catch(() => [])
      .then((all) => {
        if (!isWanted) return
        setKept(all)
        setKnown(true)
      })
    return () => {
      isWanted = false
    }
  }, [api])

  function put(booklet: Booklet) {
    current.current = booklet
    setOpen(booklet)
  }

  async function keep() {
    clearTimeout(timer.current)
    const booklet = pending.current
    pending.current = undefined
    if (!booklet) return
    try {
      await api.keepBooklet(booklet)
      setKept((all) => [booklet, ...all.filter(({ id }) => id !== booklet.id)])
      drafts.delete(desk)
      if (!pending.current) setState('kept')
    } catch {
      layBy(desk, booklet)
      if (!pending.current) setState('not kept')
    }
  }
  const latest = useRef(keep)
  latest.current = keep
  useEffect(() => () => void latest.current(), [])

  return {
    kept,
    isKnown,
    open,
    state,
    change(how) {
      const next = how(current.current)
      put(next)
      setState('keeping')
      pending.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void latest.current(), quietMs)
    },
    lay(booklet) {
      void keep()
      put(booklet ?? emptyBooklet())
      setState(undefined)
    },
    async remove() {
      clearTimeout(timer.current)
      pending.current = undefined
      drafts.delete(desk)
      if (kept.some(({ id }) => id === open.id)) await api.deleteBooklet(open.id)
      setKept((all) => all.filter(({ id }) => id !== open.id))
      put(emptyBooklet())
      setState(undefined)
    },
  }
}

function layBy(desk: Desk, booklet: Booklet) {
  drafts.set(desk, booklet)
  const leave = desk.subscribe(() => {
    if (desk.state().isKnown) return
    drafts.delete(desk)
    leave()
  })
}
