import { useCallback, useRef, useState } from 'react'
import { type Api, Refusal } from '../api.ts'
import type { KeptSitting, ProblemCode } from '../wire.ts'
import { type Plate, platesOf, putAwayOf } from './plates.ts'

/** A sitting as it is looked back at. */
export interface Looked {
  plates: Plate[]
  /** Words and pictures of it, in the order of the writing. */
  sitting: KeptSitting
}

/** Sittings that were fetched, `gone` where they are deleted and `failed` where the house did not answer. */
export interface Sittings {
  get: (id: string) => Looked | 'gone' | 'failed' | undefined
  all: ReadonlyMap<string, readonly Plate[]>
  /** Fetches a sitting, anew if it is here already; never throws. */
  load: (id: string) => Promise<void>
  /** Fetches it unless it is here or on its way. */
  want: (id: string) => void
  forget: (id: string) => void
}

/** What was fetched stays as long as the page that asked for it. */
export function useSittings(api: Api): Sittings {
  const [known, setKnown] = useState<ReadonlyMap<string, Looked | 'gone' | 'failed'>>(new Map())
  const wanted = useRef(new Set<string>())

  const put = useCallback((id: string, found: Looked | 'gone' | 'failed' | undefined) => {
    setKnown((before) => {
      const next = new Map(before)
      if (found === undefined) next.delete(id)
      else if (found !== 'failed' || typeof next.get(id) !== 'object') next.set(id, found)
      return next
    })
  }, [])

  const load = useCallback(
    async (id: string) => {
      wanted.current.add(id)
      // Without knowing what was hidden nothing is shown: a picture that was put away must not hang here by mistake.
      const found = await Promise.all([api.sitting(id), api.ratings(id).catch(noneIfUnknown)]).then(
        ([sitting, ratings]) => ({ sitting, plates: platesOf(sitting.sentences, putAwayOf(ratings)) }),
        (error: unknown) => (isCode(error, 'not_found', 'invalid') ? 'gone' : 'failed'),
      )
      put(id, found)
    },
    [api, put],
  )

  return {
    get: (id) => known.get(id),
    all: new Map([...known].flatMap(([id, found]) => (typeof found === 'object' ? [[id, found.plates] as const] : []))),
    load,
    want: (id) => {
      if (!wanted.current.has(id)) void load(id)
    },
    forget: (id) => put(id, undefined),
  }
}

const isCode = (error: unknown, ...codes: ProblemCode[]) => error instanceof Refusal && codes.includes(error.code)

/** A house that knows no ratings has none. */
function noneIfUnknown(error: unknown): [] {
  if (isCode(error, 'not_found')) return []
  throw error
}
