import { type Api, Refusal } from './api.ts'
import { patience } from './patience.ts'

/** An `Api` that forgets no picture that was put away. */
export interface Remembering {
  api: Api
  /** Tells the house now what it has not heard: the network is back, or the page was opened. */
  tell: () => Promise<void>
}

type PutAway = Parameters<Api['rate']>[0]

const key = 'aiw.put-away'
/** Asking again is of no use: the picture is gone, or somebody else's. */
const isFinal = (error: unknown) =>
  error instanceof Refusal && ['forbidden', 'not_found', 'invalid'].includes(error.code)

/**
 * Lays by which pictures were put away until the house has heard it, as long as the tab lasts, and tells it until then.
 * Meanwhile they are among a sitting's ratings, so that they come back nowhere. Ids and reasons, no writer's word.
 */
export function remembering(api: Api, session: Storage | undefined, firstMs = 1_000): Remembering {
  let waiting = found(session)
  let telling: Promise<void> | undefined
  const { pause, hurry } = patience(firstMs, 30_000)

  function keep(next: PutAway[]) {
    waiting = next
    try {
      if (next.length > 0) session?.setItem(key, JSON.stringify(next))
      else session?.removeItem(key)
    } catch {
      // The page still knows it.
    }
  }

  async function insist() {
    for (let failures = 0; waiting.length > 0;) {
      const next = waiting[0]!
      try {
        await api.rate(next)
        failures = 0
      } catch (error) {
        if (!isFinal(error)) {
          await pause(failures++)
          continue
        }
      }
      keep(waiting.filter((one) => one !== next))
    }
  }

  function tell(): Promise<void> {
    hurry()
    telling ??= insist().finally(() => (telling = undefined))
    return telling
  }

  return {
    tell,
    api: {
      ...api,
      async rate(rating) {
        if (rating.hidden === undefined && rating.rejected === undefined) return api.rate(rating)
        keep([...waiting, rating])
        void tell()
      },
      async ratings(sitting) {
        // Before the house is asked: what it hears meanwhile is in neither otherwise.
        const unheard = waiting
        return [
          ...(await api.ratings(sitting)),
          ...unheard.map(({ picture, ...how }) => ({ ...how, picture: picture! })),
        ]
      },
      async signOut() {
        keep([])
        hurry()
        await api.signOut()
      },
    },
  }
}

function found(session: Storage | undefined): PutAway[] {
  try {
    const kept: unknown = JSON.parse(session?.getItem(key) ?? '[]')
    return Array.isArray(kept) ? (kept as PutAway[]) : []
  } catch {
    return []
  }
}
