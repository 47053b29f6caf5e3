import { useEffect, useState } from 'react'
import { type Api, Refusal } from '../api.ts'

/** A picture of the comfort round on its way. */
export interface Painting {
  /** Where it is to be seen; undefined while it is painted. */
  url: string | undefined
  hasFailed: boolean
  again: () => void
}

/** Asks for a picture until it is there; a house that has much to paint is asked again. Throws a Refusal. */
async function bring(api: Pick<Api, 'comfortPicture'>, n: number, signal: AbortSignal): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      return URL.createObjectURL(await api.comfortPicture(n, signal))
    } catch (error) {
      const isBusy = error instanceof Refusal && ['busy', 'unavailable', 'timeout'].includes(error.code)
      if (!isBusy || tries === 3 || signal.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, 1_500 * tries))
    }
  }
}

/** The picture at a place of the round; the next is painted meanwhile. They are forgotten with the page. */
export function useComfortPictures(api: Pick<Api, 'comfortPicture'>, at: number, count: number): Painting {
  const [urls, setUrls] = useState<Record<number, string | undefined>>({})
  const [failed, setFailed] = useState<ReadonlySet<number>>(new Set())
  const [round] = useState(() => ({ stop: new AbortController(), asked: new Set<number>(), made: [] as string[] }))

  function ask(n: number) {
    if (n >= count || round.asked.has(n)) return
    round.asked.add(n)
    void bring(api, n, round.stop.signal).then(
      (url) => {
        round.made.push(url)
        if (round.stop.signal.aborted) URL.revokeObjectURL(url)
        else setUrls((before) => ({ ...before, [n]: url }))
      },
      () => {
        round.asked.delete(n)
        if (!round.stop.signal.aborted) setFailed((before) => new Set([...before, n]))
      },
    )
  }

  useEffect(() => {
    setFailed((before) => (before.has(at) ? new Set([...before].filter((n) => n !== at)) : before))
    ask(at)
  }, [at])
  useEffect(() => {
    // One ahead, and no more: whoever ends the round has not had the house paint for nothing.
    if (urls[at] !== undefined) ask(at + 1)
  }, [at, urls])
  useEffect(
    () => () => {
      round.stop.abort()
      for (const url of round.made) URL.revokeObjectURL(url)
    },
    [round],
  )
  return {
    url: urls[at],
    hasFailed: failed.has(at),
    again: () => {
      setFailed((before) => new Set([...before].filter((n) => n !== at)))
      ask(at)
    },
  }
}
