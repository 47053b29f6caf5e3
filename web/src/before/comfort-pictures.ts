import { useEffect, useState } from 'react'
import { type Api, Refusal } from '../api.ts'
import { asData } from '../back/save.ts'

/** A picture of the comfort round on its way. */
export interface Painting {
  /** The picture itself, as a `data:` address; undefined while it is painted. */
  url: string | undefined
  hasFailed: boolean
  again: () => void
}

/** How often a house that has much to paint is asked. */
const mostTries = 3

/** Asks for a picture until it is there. Throws a Refusal. */
async function bring(api: Pick<Api, 'comfortPicture'>, n: number, signal: AbortSignal): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      // The house lets no page show what is at a `blob:` address.
      return await asData(await api.comfortPicture(n, signal))
    } catch (error) {
      const isBusy = error instanceof Refusal && ['busy', 'unavailable', 'timeout'].includes(error.code)
      if (!isBusy || tries === mostTries || signal.aborted) throw error
      await new Promise((resolve) => setTimeout(resolve, 1_500 * tries))
    }
  }
}

/** The picture at a place of the round; the next is painted meanwhile. They are forgotten with the page. */
export function useComfortPictures(api: Pick<Api, 'comfortPicture'>, at: number, count: number): Painting {
  const [urls, setUrls] = useState<Record<number, string | undefined>>({})
  const [failed, setFailed] = useState<ReadonlySet<number>>(new Set())
  const [round] = useState(() => ({ stop: new AbortController(), asked: new Set<number>() }))

  function ask(n: number) {
    if (n >= count || round.asked.has(n)) return
    round.asked.add(n)
    setFailed((before) => (before.has(n) ? new Set([...before].filter((one) => one !== n)) : before))
    void bring(api, n, round.stop.signal).then(
      (url) => setUrls((before) => ({ ...before, [n]: url })),
      () => {
        round.asked.delete(n)
        setFailed((before) => new Set([...before, n]))
      },
    )
  }

  useEffect(() => ask(at), [at])
  useEffect(() => {
    // One ahead, and no more: whoever ends the round has not had the house paint for nothing.
    if (urls[at] !== undefined) ask(at + 1)
  }, [at, urls])
  useEffect(() => () => round.stop.abort(), [round])
  return { url: urls[at], hasFailed: failed.has(at), again: () => ask(at) }
}
